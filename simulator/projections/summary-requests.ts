/** Every request of a short run with all that is known of it, for claims about single requests. */
import { NONE, type EventView, type Projection } from '../trace.ts';
import { RequestRows, type RequestRow } from './request-rows.ts';

export interface SummaryRequest {
  request: number;
  /** Name of the function. */
  function: string;
  atMs: number;
  start: 'cold' | 'warm' | 'none';
  outcome: RequestRow['outcome'];
  statusCode: number;
  /** Whether the caller had its answer, 202, before the function ran. */
  asynchronous: boolean;
  /** Attempts of Lambda at an asynchronous event; which attempt of its client another request is. */
  attempts: number;
  /** What became of an asynchronous event; `none` for other requests. */
  fate: RequestRow['fate'];
  /** From the request to the answer; null while there is none. */
  latencyMs: number | null;
  /** What its REPORT line says, the last one; null when it has none. */
  durationMs: number | null;
  billedDurationMs: number | null;
  /** null for a warm start and for a failed init. */
  initDurationMs: number | null;
  maxMemoryUsedMB: number | null;
  environment: number | null;
  errorType: string | null;
  /** `Reason` of a throttle. */
  reason: string | null;
  /** The body of the answer, parsed when it is JSON. */
  payload: unknown;
}

interface State {
  readonly names: readonly string[];
  readonly rows: RequestRows;
  /** By number; undefined once there are too many. */
  kept: Map<number, SummaryRequest> | undefined;
}

/** All requests in order of arrival, or undefined when there are more than `limit`. */
export function summaryRequestsOf(limit: number): Projection<State, SummaryRequest[] | undefined> {
  return {
    listens: [
      'invoke.received',
      'invoke.throttled',
      'invoke.rejected',
      'invoke.completed',
      'environment.created',
      'environment.reused',
      'platform.start',
      'platform.report',
      'caller.timedOut',
      'async.queued',
      'async.attempted',
      'async.succeeded',
      'async.dropped',
    ],
    start: ({ functions }) => ({
      names: functions.map(({ FunctionName }) => FunctionName),
      rows: new RequestRows(),
      kept: new Map(),
    }),
    step(state, event) {
      const { kept, rows } = state;
      if (!kept || event.request === NONE) return;
      const answered = rows.step(event);
      if (event.type === 'invoke.received') {
        if (kept.size === limit) {
          state.kept = undefined;
          rows.open.clear();
          return;
        }
        kept.set(event.request, arrived(event, state.names));
      } else if (answered) answer(kept.get(event.request), answered, event);
      else if (event.type === 'invoke.completed' || event.type === 'invoke.throttled')
        explain(kept.get(event.request), event);
      else if (event.type === 'platform.report') report(kept.get(event.request), event);
    },
    finish({ kept, rows }) {
      if (!kept) return undefined;
      for (const row of rows.open.values()) place(kept.get(row.request), row);
      return [...kept.values()];
    },
  };
}

const arrived = (event: EventView, names: readonly string[]): SummaryRequest => ({
  request: event.request,
  function: names[event.function] ?? '',
  atMs: event.atUs / 1000,
  start: 'none',
  outcome: 'running',
  statusCode: 0,
  asynchronous: false,
  attempts: event.number('attempt'),
  fate: 'none',
  latencyMs: null,
  durationMs: null,
  billedDurationMs: null,
  initDurationMs: null,
  maxMemoryUsedMB: null,
  environment: null,
  errorType: null,
  reason: null,
  payload: null,
});

function place(into: SummaryRequest | undefined, row: RequestRow): void {
  if (!into) return;
  into.start = row.start;
  into.environment = row.environment < 0 ? null : row.environment;
  into.asynchronous = row.asynchronous;
  into.attempts = row.attempts;
  into.fate = row.fate;
  into.statusCode = row.statusCode;
  if (row.answeredAtUs >= 0) into.latencyMs = (row.answeredAtUs - row.arrivedAtUs) / 1000;
}

/** How one attempt ended: why, in the words of the service. */
function explain(into: SummaryRequest | undefined, event: EventView): void {
  if (!into) return;
  const { errorType, reason } = event.detail ?? {};
  into.errorType = errorType ?? null;
  into.reason = reason ?? null;
}

function answer(into: SummaryRequest | undefined, row: RequestRow, event: EventView): void {
  if (!into) return;
  place(into, row);
  into.outcome = row.outcome;
  // The caller of an asynchronous request got an empty body.
  if (row.asynchronous) return;
  explain(into, event);
  const payload = event.detail?.payload;
  into.payload = payload === undefined ? null : parsed(payload);
}

function report(into: SummaryRequest | undefined, event: EventView): void {
  if (!into) return;
  const initUs = event.number('initDurationUs');
  into.durationMs = event.number('durationUs') / 1000;
  into.billedDurationMs = event.number('billedDurationMs');
  into.initDurationMs = initUs > 0 ? initUs / 1000 : null;
  into.maxMemoryUsedMB = event.number('maxMemoryUsedMB');
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return payload;
  }
}
