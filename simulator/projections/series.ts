/**
 * A run as numbers in equal bins of time, for every chart with a time axis. Counts are of the events in
 * the bin, gauges are the largest value that lasted in it, percentiles are at most 1.6 % off.
 */
import { factsOn } from '../facts/index.ts';
import { eventTypes, initPhases, NONE, placeOf, type EventType, type EventView, type Projection } from '../trace.ts';
import { ByteTable } from './byte-table.ts';
import { invocationCost } from './invocation-cost.ts';
import { Limits, type LimitSteps } from './limit-steps.ts';
import { Serving } from './serving.ts';
import { Gauge, Spreads, Sums, TimeBins } from './time-bins.ts';
import { WaitingEvents } from './waiting-events.ts';

export type { LimitSteps } from './limit-steps.ts';

export interface Series {
  /** Length of each bin; the first begins at 0. */
  binUs: number;
  /** How many there are, up to the last event; every list below has one entry for each. */
  bins: number;
  /** Requests, every attempt of a client one; throttles and refusals, those of asynchronous attempts too. */
  arrivals: number[];
  throttled: number[];
  rejected: number[];
  /** Environments made for a request. */
  cold: number[];
  /** Invocations that ended, and those of them that failed. */
  failed: number[];
  completed: number[];
  /** Attempts after the first, by Lambda at an asynchronous event or by a client. */
  reached: number[];
  /** Most asynchronous events that waited at once. */
  queued: number[];
  /** Most at once: invocations let in and not over, environments in init or restore, environments alive. */
  inFlight: number[];
  init: number[];
  live: number[];
  provisionedInUse: number[];
  /** Client latency of the answers in the bin, -1 where there is none. */
  p50Us: number[];
  p90Us: number[];
  p99Us: number[];
  /** Cost of the invocations that ended in the bin, US dollars. */
  costUsd: number[];
  /** The limits on concurrency as they were set. */
  limits: LimitSteps[];
}

export interface SeriesOptions {
  /** Bins at most, an even number. */
  readonly bins?: number;
  /** Entry of `header.functions` that it is to be about; with that of `$LATEST`, all versions of the function. */
  readonly function?: number;
}

const sums = [
  'arrivals',
  'throttled',
  'rejected',
  'cold',
  'failed',
  'completed',
  'reached',
  'costUsd',
] as const satisfies readonly (keyof Series)[];
const gauges = ['queued', 'inFlight', 'init', 'live', 'provisionedInUse'] as const satisfies readonly (keyof Series)[];

const insideInvoke = initPhases.indexOf('invoke');
const attemptAt = placeOf('invoke.received', 'attempt');
const latencyAt = placeOf('invoke.completed', 'latencyUs');
const failedAt = placeOf('invoke.completed', 'failed');
const firstBinUs = 1000;

/** Frequent events that tell none of it; the last event of an instant is never one of them. */
const passedOver: readonly EventType[] = [
  'platform.start',
  'platform.runtimeDone',
  'platform.initRuntimeDone',
  'function',
];

interface State {
  readonly time: TimeBins;
  readonly sums: Readonly<Record<(typeof sums)[number], Sums>>;
  readonly gauges: Readonly<Record<(typeof gauges)[number], Gauge>>;
  readonly latency: Spreads;
  readonly limits: Limits;
  readonly serving: Serving;
  readonly waiting: WaitingEvents;
  /** Asynchronous events that were tried before, by request. */
  readonly again: ByteTable;
  /** By entry: whether it is wanted, and what its invocations cost. */
  readonly wanted: readonly boolean[];
  readonly costs: readonly ReturnType<typeof invocationCost>[];
  endUs: number;
}

/** The series of a run. */
export function seriesOf({ bins = 480, function: only }: SeriesOptions = {}): Projection<State, Series> {
  return {
    listens: eventTypes.filter((type) => !passedOver.includes(type)),
    start(header) {
      const { functions } = header;
      const chosen = only === undefined ? undefined : functions[only];
      const wanted = functions.map(
        ({ FunctionName, Version }) =>
          !chosen ||
          (FunctionName === chosen.FunctionName && (chosen.Version === '$LATEST' || Version === chosen.Version)),
      );
      const time = new TimeBins(bins, firstBinUs);
      const facts = factsOn(header.asOf);
      return {
        time,
        sums: byName(sums, () => time.add(new Sums(bins))),
        gauges: byName(gauges, () => time.add(new Gauge(time))),
        latency: time.add(new Spreads(bins)),
        limits: new Limits(
          header,
          wanted.flatMap((wants, entry) => (wants ? [entry] : [])),
        ),
        serving: new Serving(),
        waiting: new WaitingEvents(),
        again: new ByteTable(),
        wanted,
        costs: functions.map((fn) => invocationCost(facts, fn)),
        endUs: 0,
      };
    },
    step,
    finish: (state) => seriesFrom(state),
  };
}

function step(state: State, event: EventView): void {
  const { atUs } = event;
  state.endUs = atUs;
  const bin = state.time.at(atUs);
  if (!state.wanted[event.function]) return state.limits.step(event);
  const { sums, gauges, serving } = state;
  switch (event.type) {
    case 'invoke.received':
      sums.arrivals.add(bin);
      if (event.at(attemptAt) > 1) sums.reached.add(bin);
      return;
    case 'invoke.throttled':
      return sums.throttled.add(bin);
    case 'invoke.rejected':
      return sums.rejected.add(bin);
    case 'invoke.admitted':
      gauges.inFlight.change(atUs, 1);
      if (event.rule?.id === 'admission.provisioned') gauges.provisionedInUse.change(atUs, 1);
      return wait(state, event);
    case 'environment.created':
      serving.step(event);
      gauges.live.change(atUs, 1);
      if (event.request !== NONE) sums.cold.add(bin);
      return;
    case 'environment.reused':
    case 'caller.timedOut':
      return serving.step(event);
    case 'environment.shutdown':
      return gauges.live.change(atUs, -1);
    case 'platform.initStart':
      if (event.number('phase') !== insideInvoke) gauges.init.change(atUs, 1);
      return;
    case 'platform.initReport':
      if (event.number('phase') !== insideInvoke) gauges.init.change(atUs, -1);
      return;
    case 'platform.restoreStart':
      return gauges.init.change(atUs, 1);
    case 'platform.restoreReport':
      return gauges.init.change(atUs, -1);
    case 'invoke.completed':
      sums.completed.add(bin);
      if (event.at(failedAt) === 1) sums.failed.add(bin);
      if (serving.isAwaited(event)) state.latency.add(bin, event.at(latencyAt));
      return;
    case 'platform.report':
      return ended(state, event, bin);
    case 'async.attempted':
      serving.step(event);
      if (state.again.get(event.request) === 1) sums.reached.add(bin);
      return wait(state, event);
    case 'async.retryScheduled':
    case 'async.duplicated':
      state.again.set(event.request, 1);
      return wait(state, event);
    case 'async.queued':
    case 'async.dropped':
      return wait(state, event);
    default:
      return state.limits.step(event);
  }
}

function ended(state: State, event: EventView, bin: number): void {
  if (event.environment === NONE) return;
  const onProvisioned = state.serving.isProvisioned(event);
  state.gauges.inFlight.change(event.atUs, -1);
  if (onProvisioned) state.gauges.provisionedInUse.change(event.atUs, -1);
  const cost = state.costs[event.function];
  if (cost) state.sums.costUsd.add(bin, cost(event, onProvisioned));
  state.serving.step(event);
}

function wait(state: State, event: EventView): void {
  const by = state.waiting.change(event);
  if (by !== 0) state.gauges.queued.change(event.atUs, by);
}

function seriesFrom({ time, sums, gauges, latency, limits, endUs }: State): Series {
  const used = time.at(endUs) + 1;
  for (const gauge of Object.values(gauges)) gauge.settle(endUs + 1);
  const listOf = (values: Float64Array): number[] => Array.from(values.subarray(0, used));
  const percentile = (p: number): number[] => Array.from({ length: used }, (_, bin) => latency.percentile(bin, p));
  return {
    binUs: time.binUs,
    bins: used,
    ...mapped(sums, ({ values }) => listOf(values)),
    ...mapped(gauges, ({ largest }) => listOf(largest)),
    p50Us: percentile(50),
    p90Us: percentile(90),
    p99Us: percentile(99),
    limits: limits.all,
  };
}

const byName = <Name extends string, Value>(names: readonly Name[], make: () => Value): Record<Name, Value> =>
  Object.fromEntries(names.map((name) => [name, make()])) as Record<Name, Value>;

const mapped = <Name extends string, From, To>(of: Readonly<Record<Name, From>>, to: (from: From) => To) =>
  Object.fromEntries(Object.entries<From>(of).map(([name, value]) => [name, to(value)])) as Record<Name, To>;
