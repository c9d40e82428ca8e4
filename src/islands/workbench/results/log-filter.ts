/** Which log lines are shown: by request, by level, by text. */
import type { LogEvent } from '../../../workers/protocol.ts';

export interface LogFilter {
  /** The request, -1: all. */
  readonly request: number;
  /** `platform` for Lambda's own lines, a level for the function's, '' for all. */
  readonly level: string;
  readonly text: string;
}

const platformLine = /^(INIT_START|START|END|REPORT|INIT_REPORT)\b/;

/**
 * The level of a line: of a JSON line its own, of a text line the third field; `platform` for a line
 * that Lambda itself wrote.
 */
export function levelOf(message: string): string {
  if (platformLine.test(message)) return 'platform';
  if (message.startsWith('{')) {
    try {
      const line = JSON.parse(message) as { level?: unknown; type?: unknown };
      if (typeof line.type === 'string' && line.type.startsWith('platform.')) return 'platform';
      if (typeof line.level === 'string') return line.level;
    } catch {
      // A text line that begins like JSON.
    }
  }
  return message.split('\t', 3)[2] ?? '';
}

export const passes = ({ request, level, text }: LogFilter, line: LogEvent): boolean =>
  (request < 0 || line.request === request) &&
  (level === '' || levelOf(line.message) === level) &&
  (text === '' || line.message.toLowerCase().includes(text.toLowerCase()));
