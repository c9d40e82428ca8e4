import type { Scenario } from '#simulator';
import { codeLines, type CodeLine } from '../../islands/lesson/code-lines.ts';

/** The files of a scenario's first function as lines to show. */
export function filesOf({ functions }: Scenario): { path: string; lines: CodeLine[] }[] {
  const [fn] = functions;
  const handlerExport = fn?.Handler.split('.').at(-1) ?? '';
  return Object.entries(fn?.Code?.files ?? {}).map(([path, text]) => ({ path, lines: codeLines(text, handlerExport) }));
}
