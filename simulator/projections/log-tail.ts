import { factsOn } from '../facts/index.ts';
import type { TraceHeader } from '../trace.ts';
import { base64, utf8Bytes } from './bytes.ts';
import type { LogEvent } from './log-writer.ts';

/**
 * The end of a request's log as `LogType: Tail` returns it: the last 4 KB, in base64. INIT_START, which
 * comes before any request, is not part of it in text format.
 * @param kept the log lines of the request, see `logsOf`
 */
export function logTail(header: TraceHeader, kept: readonly LogEvent[]): string {
  const text = kept
    .filter(({ message }) => !message.startsWith('INIT_START '))
    .map(({ message }) => `${message}\n`)
    .join('');
  return base64(utf8Bytes(text).slice(-factsOn(header.asOf)['limits.logTail']));
}
