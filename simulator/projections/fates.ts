/**
 * What became of every request of a run, in a form in which two runs on the same dice can be held side
 * by side: columns by source and index, which are the same in both. Ten bytes a request.
 */
import { NONE, placeOf, type EventType, type EventView, type Projection } from '../trace.ts';
import { factsOn } from '../facts/index.ts';
import { invocationCost } from './invocation-cost.ts';
import { Serving } from './serving.ts';

/** What can become of a request; a request's fate is a place in this list. */
export const fateNames = [
  /** It still waits at the end of the run. */
  'waiting',
  'warm',
  'cold',
  /** The function failed. */
  'failed',
  'throttled',
  'rejected',
  /** The client hung up before the answer. */
  'hung up',
  /** An asynchronous event that the function served, and one that Lambda gave up. */
  'served later',
  'dropped',
] as const;
export type Fate = (typeof fateNames)[number];

const number = (fate: Fate): number => fateNames.indexOf(fate);
const [waiting, warm, cold, failed, throttled, rejected, hungUp, servedLater, dropped] = fateNames.map(number) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** Sums over a run. Times are microseconds. */
export interface FateTotals {
  requests: number;
  invocations: number;
  coldStarts: number;
  throttles: number;
  errors: number;
  environments: number;
  /** Latency of the answers that were awaited: how many, and their sum. */
  answers: number;
  latencyUs: number;
  billedMs: number;
  costUsd: number;
}

/** Requests of one source and one attempt of its client, by index. */
export interface FateColumns {
  /** Fate plus 1; 0 where there is no such request. */
  fate: Uint8Array;
  /** From the request to its answer, or to the end of an asynchronous event; 0 while there is none. At most 71 minutes. */
  tookUs: Uint32Array;
  /** Its number in the run. */
  request: Uint32Array;
}

/** The fates of a run; nothing of it is to be changed. */
export interface Fates {
  /** By source, then by attempt of the client, from 1. */
  sources: FateColumns[][];
  totals: FateTotals;
  /** Requests beyond the limit, and those that Lambda made itself: neither can be compared. */
  beyond: number;
  byLambda: number;
}

const sourceAt = placeOf('invoke.received', 'source');
const indexAt = placeOf('invoke.received', 'index');
const attemptAt = placeOf('invoke.received', 'attempt');
const latencyAt = placeOf('invoke.completed', 'latencyUs');
const failedAt = placeOf('invoke.completed', 'failed');
const billedAt = placeOf('platform.report', 'billedDurationMs');
const mostUs = 0xffff_ffff;

interface Open {
  readonly columns: FateColumns;
  readonly index: number;
  readonly sinceUs: number;
}

interface State {
  readonly fates: Fates;
  readonly open: Map<number, Open>;
  readonly serving: Serving;
  readonly costs: readonly ReturnType<typeof invocationCost>[];
  kept: number;
}

/** The fates of a run, of `limit` requests at most. */
export function fateOf({ limit = 4_000_000 }: { readonly limit?: number } = {}): Projection<State, Fates> {
  return {
    listens: [
      ...Serving.listens,
      'invoke.received',
      'invoke.throttled',
      'invoke.rejected',
      'invoke.completed',
      'async.succeeded',
      'async.dropped',
    ] satisfies EventType[],
    start({ asOf, functions }) {
      const facts = factsOn(asOf);
      return {
        fates: { sources: [], totals: noTotals(), beyond: 0, byLambda: 0 },
        open: new Map(),
        serving: new Serving(),
        costs: functions.map((fn) => invocationCost(facts, fn)),
        kept: 0,
      };
    },
    step(state, event) {
      if (event.type === 'invoke.received') return arrive(state, event, limit);
      step(state, event);
    },
    finish: ({ fates }) => fates,
  };
}

function arrive(state: State, event: EventView, limit: number): void {
  const { fates, open } = state;
  fates.totals.requests++;
  const source = event.at(sourceAt);
  if (source < 0) {
    fates.byLambda++;
    return;
  }
  if (state.kept >= limit) {
    fates.beyond++;
    return;
  }
  state.kept++;
  const attempts = (fates.sources[source] ??= []);
  const columns = (attempts[event.at(attemptAt) - 1] ??= emptyColumns());
  const index = event.at(indexAt);
  grow(columns, index);
  columns.fate[index] = waiting + 1;
  columns.request[index] = event.request;
  open.set(event.request, { columns, index, sinceUs: event.atUs });
}

function step(state: State, event: EventView): void {
  const { fates, serving } = state;
  const { totals } = fates;
  switch (event.type) {
    case 'invoke.throttled':
      totals.throttles++;
      if (serving.isAwaited(event)) end(state, event, throttled);
      return;
    case 'invoke.rejected':
      if (serving.isAwaited(event)) end(state, event, rejected);
      return;
    case 'invoke.completed': {
      const isError = event.at(failedAt) === 1;
      totals.invocations++;
      if (isError) totals.errors++;
      if (!serving.isAwaited(event)) return;
      totals.answers++;
      totals.latencyUs += event.at(latencyAt);
      return end(state, event, isError ? failed : serving.isCold(event) ? cold : warm);
    }
    case 'caller.timedOut':
      end(state, event, hungUp);
      return serving.step(event);
    case 'async.succeeded':
      return end(state, event, servedLater);
    case 'async.dropped':
      return end(state, event, dropped);
    case 'environment.created':
      totals.environments++;
      if (event.request !== NONE) totals.coldStarts++;
      return serving.step(event);
    case 'platform.report': {
      totals.billedMs += event.at(billedAt);
      const cost = state.costs[event.function];
      if (cost) totals.costUsd += cost(event, serving.isProvisioned(event));
      return serving.step(event);
    }
    default:
      return serving.step(event);
  }
}

function end({ open }: State, event: EventView, fate: number): void {
  const of = open.get(event.request);
  if (!of) return;
  open.delete(event.request);
  of.columns.fate[of.index] = fate + 1;
  of.columns.tookUs[of.index] = Math.min(mostUs, event.atUs - of.sinceUs);
}

const emptyColumns = (): FateColumns => ({
  fate: new Uint8Array(64),
  tookUs: new Uint32Array(64),
  request: new Uint32Array(64),
});

function grow(columns: FateColumns, index: number): void {
  if (index < columns.fate.length) return;
  const length = Math.max(index + 1, Math.ceil(columns.fate.length * 1.5));
  const grown = emptyColumns();
  grown.fate = new Uint8Array(length);
  grown.fate.set(columns.fate);
  grown.tookUs = new Uint32Array(length);
  grown.tookUs.set(columns.tookUs);
  grown.request = new Uint32Array(length);
  grown.request.set(columns.request);
  Object.assign(columns, grown);
}

const noTotals = (): FateTotals => ({
  requests: 0,
  invocations: 0,
  coldStarts: 0,
  throttles: 0,
  errors: 0,
  environments: 0,
  answers: 0,
  latencyUs: 0,
  billedMs: 0,
  costUsd: 0,
});
