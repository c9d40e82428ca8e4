/** What each caller got: status, headers and body of every answer of the Invoke API. */
import { requestId } from '../identity.ts';
import { NONE, type EventView, type Projection, type TraceHeader } from '../trace.ts';
import { logTail } from './log-tail.ts';
import { LogWriter, type LogEvent } from './log-writer.ts';

export interface Response {
  request: number;
  statusCode: number;
  /** Present when the function failed; the status is 200 then, too. */
  functionError?: 'Unhandled';
  headers: Record<string, string>;
  /** '' where the run has no bodies: requests by profile. */
  payload: string;
  /** Exception name of a refused request, or error type of a failed function. */
  errorType?: string;
}

interface State {
  readonly header: TraceHeader;
  readonly kept: Response[];
  /** Lines of the requests under way, when the tail is asked for. */
  readonly tails: Map<number, LogEvent[]>;
  readonly writer: LogWriter | undefined;
  /** Answers that wait for the REPORT line to complete their tail. */
  readonly waiting: Map<number, Response>;
}

interface Options {
  /** `Tail` adds the end of the log to every answer, as the parameter of Invoke does. */
  readonly logType?: 'None' | 'Tail';
  /** Only the answer to this request. */
  readonly request?: number;
  /** Answers at most, the first ones. */
  readonly limit?: number;
}

/** The answers of a run, in the order in which they were given. */
export function responsesOf(options: Options = {}): Projection<State, Response[]> {
  const { logType = 'None', request, limit = 100_000 } = options;
  return {
    start(header) {
      const tails = new Map<number, LogEvent[]>();
      const writer =
        logType === 'Tail' ? new LogWriter(header, (of, _, make) => tails.get(of)?.push(make())) : undefined;
      return { header, kept: [], tails, writer, waiting: new Map() };
    },
    step(state, event) {
      const full = state.kept.length >= limit && state.waiting.size === 0;
      if (full || event.request === NONE) return state.writer?.step(event);
      const wanted = request === undefined || event.request === request;
      if (state.writer && wanted && event.type === 'invoke.received') state.tails.set(event.request, []);
      state.writer?.step(event);
      if (!wanted) return;
      switch (event.type) {
        case 'invoke.throttled':
          keep(state, refusal(event, state.header, 429));
          return;
        case 'invoke.rejected':
          keep(state, refusal(event, state.header, event.number('statusCode')));
          return;
        case 'invoke.completed': {
          const answer = completed(event, state.header);
          if (keep(state, answer) && state.writer) state.waiting.set(event.request, answer);
          return;
        }
        case 'platform.report':
          return addTail(state, event);
        default:
          return;
      }
    },
    finish: ({ kept }) => kept,
  };

  /** @returns whether there was room for the answer */
  function keep({ kept, tails }: State, answer: Response): boolean {
    const fits = kept.length < limit;
    if (fits) kept.push(answer);
    if (!fits || answer.statusCode !== 200) tails.delete(answer.request);
    return fits;
  }
}

/** The answers of the run, the first 100,000. */
export const responses = responsesOf();

function addTail(state: State, event: EventView): void {
  const answer = state.waiting.get(event.request);
  if (!answer) return;
  answer.headers['X-Amz-Log-Result'] = logTail(state.header, state.tails.get(event.request) ?? []);
  state.waiting.delete(event.request);
  state.tails.delete(event.request);
}

const common = (event: EventView, header: TraceHeader): Record<string, string> => ({
  'Content-Type': 'application/json',
  'x-amzn-RequestId': requestId(header.seed, event.request),
});

function refusal(event: EventView, header: TraceHeader, statusCode: number): Response {
  const { errorType = '', payload = '' } = event.detail ?? {};
  const headers = { ...common(event, header), 'x-amzn-ErrorType': errorType };
  return { request: event.request, statusCode, headers, payload, errorType };
}

function completed(event: EventView, header: TraceHeader): Response {
  const { errorType, payload = '' } = event.detail ?? {};
  const failed = event.number('failed') === 1;
  const headers: Record<string, string> = { ...common(event, header), 'X-Amz-Executed-Version': '$LATEST' };
  if (failed) headers['X-Amz-Function-Error'] = 'Unhandled';
  return {
    request: event.request,
    statusCode: event.number('statusCode'),
    ...(failed ? { functionError: 'Unhandled' as const } : {}),
    headers,
    payload,
    ...(errorType ? { errorType } : {}),
  };
}
