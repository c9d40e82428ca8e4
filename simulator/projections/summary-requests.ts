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
  /** From the request to the answer; null while there is none. */
  latencyMs: number | null;
  /** What its REPORT line says; null when it has none. */
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
}

function answer(into: SummaryRequest | undefined, row: RequestRow, event: EventView): void {
  if (!into) return;
  place(into, row);
  into.outcome = row.outcome;
  into.statusCode = row.statusCode;
  into.latencyMs = (row.answeredAtUs - row.arrivedAtUs) / 1000;
  const { errorType, reason, payload } = event.detail ?? {};
  into.errorType = errorType ?? null;
  into.reason = reason ?? null;
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
