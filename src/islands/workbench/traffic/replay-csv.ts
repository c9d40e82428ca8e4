/**
 * Reads recorded arrivals from a CSV file: a heading, then a request a line. The column `arrival_s` is
 * needed; `duration_ms` is taken when it is there; others are passed over. A file of one column needs no
 * heading.
 */

/** A recorded request: when it arrived, and how long the handler took, if known. */
export type RecordedRequest = [atMs: number] | [atMs: number, durationMs: number];

/** What is wrong with a file, as a sentence that names the line. */
export class ReplayError extends Error {
  override name = 'ReplayError';
}

/** More requests than this do not fit a scenario. */
const mostRequests = 1_000_000;
const longestMs = 900_000;

/**
 * The requests of a CSV text in order of arrival, the first at or after 0.
 * @throws ReplayError with the number of the first line that cannot be read
 */
export function readReplay(text: string): RecordedRequest[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) throw new ReplayError('The file is empty.');
  const heading = cells(lines[first] as string);
  const plain = heading.length === 1 && isNumber(heading[0] as string);
  const arrival = plain ? 0 : heading.findIndex((name) => name === 'arrival_s');
  const duration = plain ? -1 : heading.findIndex((name) => name === 'duration_ms');
  if (arrival < 0)
    throw new ReplayError(
      `Line ${first + 1} is no heading with the column arrival_s: ${quoted(lines[first] as string)}.`,
    );
  const requests: RecordedRequest[] = [];
  for (let i = plain ? first : first + 1; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line.trim() === '') continue;
    const row = cells(line);
    const seconds = numberIn(row[arrival], 'arrival_s', i + 1);
    if (seconds < 0) throw new ReplayError(`Line ${i + 1}: arrival_s is ${seconds}; it must not be negative.`);
    const atMs = Math.round(seconds * 1_000_000) / 1000;
    if (duration < 0 || (row[duration] ?? '') === '') requests.push([atMs]);
    else {
      const durationMs = numberIn(row[duration], 'duration_ms', i + 1);
      if (durationMs < 0 || durationMs > longestMs)
        throw new ReplayError(`Line ${i + 1}: duration_ms is ${durationMs}; it must be from 0 to ${longestMs}.`);
      requests.push([atMs, durationMs]);
    }
    if (requests.length > mostRequests)
      throw new ReplayError(`Line ${i + 1}: more than ${mostRequests} requests are too many for one run.`);
  }
  if (requests.length === 0) throw new ReplayError('The file has a heading and no requests.');
  return requests.sort((a, b) => a[0] - b[0]);
}

const cells = (line: string): string[] => line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

const isNumber = (text: string): boolean => text !== '' && Number.isFinite(Number(text));

function numberIn(cell: string | undefined, column: string, line: number): number {
  if (cell === undefined || !isNumber(cell))
    throw new ReplayError(`Line ${line}: ${column} is ${quoted(cell ?? '')}, which is no number.`);
  return Number(cell);
}

const quoted = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
