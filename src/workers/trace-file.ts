/** A trace as readable lines, some of them or all. */
import { traceLines, type Trace } from '#simulator';

/** The head of a trace and the lines of some of its events. */
export function someLines(trace: Trace, fromSeq: number, maxEvents: number): string {
  const lines: string[] = [];
  let seq = 0;
  for (const line of traceLines(trace)) {
    if (line.startsWith('#')) lines.push(line);
    else if (seq++ >= fromSeq) lines.push(line);
    if (seq >= fromSeq + maxEvents) break;
  }
  return lines.join('\n');
}

/** A whole trace as a file, in pieces, because a text of a million lines is longer than a string may be. */
export function allLines(trace: Trace): Blob {
  const pieces: Blob[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    pieces.push(new Blob([`${lines.join('\n')}\n`]));
    lines = [];
  };
  for (const line of traceLines(trace)) if (lines.push(line) === 10_000) flush();
  if (lines.length) flush();
  return new Blob(pieces, { type: 'text/plain' });
}
