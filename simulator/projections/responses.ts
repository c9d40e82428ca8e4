/**
 * What each caller got: status, headers and body of every answer of the Invoke API. An asynchronous
 * request is answered 202 with an empty body as soon as its event is queued; what comes of the event
 * reaches no caller. A client that hung up gets nothing.
 */
import { requestId } from '../identity.ts';
import { NONE, type EventType, type EventView, type Projection, type TraceHeader } from '../trace.ts';
import { logTail } from './log-tail.ts';
import { LogWriter, type LogEvent } from './log-writer.ts';
import { Serving } from './serving.ts';

export interface Response {
  request: number;
  statusCode: number;
  /** Present when the function failed; the status is 200 then, too. */
  functionError?: 'Unhandled';
  headers: Record<string, string>;
  /** '' where the run has no bodies: requests by profile; and for 202. */
  payload: string;
  /** Exception name of a refused request, or error type of a failed function. */
  errorType?: string;
  /** `Reason` of a throttle. */
  reason?: string;
}

interface State {
  readonly header: TraceHeader;
  readonly kept: Response[];
  /** Lines of the requests under way, when the tail is asked for. */
  readonly tails: Map<number, LogEvent[]>;
  readonly writer: LogWriter | undefined;
  /** Answers that wait for the REPORT line to complete their tail. */
  readonly waiting: Map<number, Response>;
  readonly serving: Serving;
}

interface Options {
  /** `Tail` adds the end of the log to every answer, as the parameter of Invoke does. */
  readonly logType?: 'None' | 'Tail';
  /** Only the answer to this request. */
  readonly request?: number;
  /** Answers at most, the first ones. */
  readonly limit?: number;
}

const answering = [
  'async.queued',
  'invoke.throttled',
  'invoke.rejected',
  'invoke.completed',
] as const satisfies readonly EventType[];

/** The answers of a run, in the order in which they were given. */
export function responsesOf(options: Options = {}): Projection<State, Response[]> {
  const { logType = 'None', request, limit = 100_000 } = options;
  return {
    // For the end of the log every event may count.
    ...(logType === 'None' && { listens: [...Serving.listens, ...answering] }),
    start(header) {
      const tails = new Map<number, LogEvent[]>();
      const writer =
        logType === 'Tail' ? new LogWriter(header, (of, _, make) => tails.get(of)?.push(make())) : undefined;
      return { header, kept: [], tails, writer, waiting: new Map(), serving: new Serving() };
    },
    step(state, event) {
      const full = state.kept.length >= limit && state.waiting.size === 0;
      if (full || event.request === NONE) return state.writer?.step(event);
      const wanted = request === undefined || event.request === request;
      if (state.writer && wanted && event.type === 'invoke.received') state.tails.set(event.request, []);
      state.writer?.step(event);
      const { serving } = state;
      if (event.type !== 'platform.report') serving.step(event);
      if (wanted) answer(state, event);
      if (event.type === 'platform.report') serving.step(event);
    },
    finish: ({ kept }) => kept,
  };

  function answer(state: State, event: EventView): void {
    const { serving } = state;
    switch (event.type) {
      case 'async.queued':
        state.tails.delete(event.request);
        keep(state, accepted(event, state.header));
        return;
      case 'invoke.throttled':
        if (serving.isAwaited(event)) keep(state, refusal(event, state.header, 429));
        return;
      case 'invoke.rejected':
        if (serving.isAwaited(event)) keep(state, refusal(event, state.header, event.number('statusCode')));
        return;
      case 'invoke.completed': {
        const given = completed(event, state.header);
        if (!serving.isAwaited(event)) state.tails.delete(event.request);
        else if (keep(state, given) && state.writer) state.waiting.set(event.request, given);
        return;
      }
      case 'platform.report':
        return addTail(state, event);
      default:
        return;
    }
  }

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

/** The answer to an asynchronous request: no body, and no version, for none has run. */
const accepted = (event: EventView, header: TraceHeader): Response => ({
  request: event.request,
  statusCode: event.number('statusCode'),
  headers: { 'x-amzn-RequestId': requestId(header.seed, event.request) },
  payload: '',
});

function refusal(event: EventView, header: TraceHeader, statusCode: number): Response {
  const { errorType = '', payload = '', reason } = event.detail ?? {};
  const headers = { ...common(event, header), 'x-amzn-ErrorType': errorType };
  return { request: event.request, statusCode, headers, payload, errorType, ...(reason ? { reason } : {}) };
}

function completed(event: EventView, header: TraceHeader): Response {
  const { errorType, payload = '' } = event.detail ?? {};
  const failed = event.number('failed') === 1;
  const executed = header.functions[event.function]?.Version ?? '$LATEST';
  const headers: Record<string, string> = { ...common(event, header), 'X-Amz-Executed-Version': executed };
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
