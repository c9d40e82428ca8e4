/**
 * Request traces of real Lambda, as CSV: `arrival_s,duration_ms,is_cold,environment`, a line a request in
 * order of arrival. Further columns and another order of them are fine; `environment` may be missing.
 */
import { scenarioLimits } from '#simulator';

export interface RecordedRequest {
  readonly arrivalMs: number;
  /** What was recorded of the request, the init of a cold start in it. */
  readonly durationMs: number;
  /** Whether it was recorded as a cold start. */
  readonly cold: boolean;
}

/** What is wrong with a trace: the line, counted from 1 with the header, and what to do about it. */
export class TraceError extends Error {
  override name = 'TraceError';
  readonly line: number;
  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`);
    this.line = line;
  }
}

const columns = ['arrival_s', 'duration_ms', 'is_cold'] as const;
type Column = (typeof columns)[number];

const longestS = scenarioLimits.durationMs / 1000;
const longestMs = 900_000;
const mostRequests = 1_000_000;

/** @throws TraceError for the first thing that is wrong */
export function parseTrace(text: string): RecordedRequest[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = (lines[0] ?? '').split(',').map((name) => name.trim());
  const places = Object.fromEntries(columns.map((name) => [name, names.indexOf(name)])) as Record<Column, number>;
  const missing = columns.filter((name) => places[name] < 0);
  if (missing.length > 0)
    throw new TraceError(
      1,
      `has no column ${missing.join(', ')}; the first line must be arrival_s,duration_ms,is_cold,environment`,
    );
  const requests: RecordedRequest[] = [];
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.trim() === '') continue;
    const fields = line.split(',').map((field) => field.trim());
    if (fields.length !== names.length)
      throw new TraceError(
        i + 1,
        `has ${fields.length} fields, the header ${names.length}; give each column one field`,
      );
    const request = requestOf(i + 1, (column) => fields[places[column]] ?? '');
    const before = requests.at(-1);
    if (before && request.arrivalMs < before.arrivalMs)
      throw new TraceError(
        i + 1,
        `arrival_s ${request.arrivalMs / 1000} is before ${before.arrivalMs / 1000} of the request above it; sort the lines by arrival_s`,
      );
    requests.push(request);
  }
  if (requests.length === 0) throw new TraceError(2, 'there is no request; put one a line under the header');
  if (requests.length > mostRequests)
    throw new TraceError(mostRequests + 2, `at most ${mostRequests} requests are replayed; leave out the rest`);
  return requests;
}

function requestOf(line: number, field: (column: Column) => string): RecordedRequest {
  const number = (column: Column, most: number, unit: string): number => {
    const text = field(column);
    const value = Number(text);
    if (text === '' || !(value >= 0 && value <= most))
      throw new TraceError(line, `${column} is ${JSON.stringify(text)}; write a number of ${unit} from 0 to ${most}`);
    return value;
  };
  const cold = field('is_cold');
  if (cold !== '0' && cold !== '1')
    throw new TraceError(line, `is_cold is ${JSON.stringify(cold)}; write 1 for a cold start and 0 for a warm one`);
  return {
    arrivalMs: number('arrival_s', longestS, 'seconds') * 1000,
    durationMs: number('duration_ms', longestMs, 'milliseconds'),
    cold: cold === '1',
  };
}
