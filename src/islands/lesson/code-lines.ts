/** Code as lines of HTML, by weight, each with what runs it: made when the site is built. */
import { javascriptLanguage } from '@codemirror/lang-javascript';
import { phasesOfLines, type LinePhase } from '../workbench/code-phases.ts';
import { escapeHtml } from '../../study/question-text.ts';

export interface CodeLine {
  readonly html: string;
  readonly phase: LinePhase;
}

/**
 * @param text of a file
 * @param handlerExport name under which it exports the handler, '' when it does not
 */
export function codeLines(text: string, handlerExport: string): CodeLine[] {
  const source = text.trimEnd();
  const phases = phasesOfLines(source, handlerExport);
  return htmlOf(source)
    .split('\n')
    .map((html, i) => ({ html, phase: phases[i] ?? 'none' }));
}

/** Keywords, strings and comments in spans of the classes that `base.css` draws; none of them spans lines here. */
function htmlOf(source: string): string {
  let html = '';
  let at = 0;
  javascriptLanguage.parser.parse(source).iterate({
    enter({ name, from, to }) {
      const kind = tokenOf(name, source.slice(from, to));
      if (!kind || from < at) return true;
      html += `${escapeHtml(source.slice(at, from))}<span class="token ${kind}">${escapeHtml(source.slice(from, to))}</span>`;
      at = to;
      return false;
    },
  });
  return html + escapeHtml(source.slice(at));
}

function tokenOf(name: string, text: string): 'keyword' | 'string' | 'comment' | undefined {
  if (/Comment$/.test(name)) return 'comment';
  if (/String$/.test(name) && !text.includes('\n')) return 'string';
  return name === text && /^[a-z]+$/.test(name) ? 'keyword' : undefined;
}
