/**
 * A run as numbers in equal bins of time: what the plots of runs at scale draw. A projection of a trace has this shape;
 * a chart only knows counts, gauges and percentiles by bin, and limits that are steps.
 */
import type { RateStep } from './rate-steps.ts';

export type LimitKind = 'account' | 'unreserved' | 'reserved' | 'provisioned';

/** A limit over time: from `atUs[i]` on it is `value[i]`. */
export interface LimitSteps {
  readonly kind: LimitKind;
  /** The function it belongs to, -1: the account. */
  readonly function: number;
  readonly atUs: readonly number[];
  readonly value: readonly number[];
}

/** A limit that a person may drag. */
export interface LimitHandle {
  readonly kind: LimitKind;
  readonly function: number;
  readonly value: number;
  /** "reserved concurrency". */
  readonly name: string;
  /** Short, for phones: "reserved". */
  readonly shortName: string;
  readonly least: number;
  readonly most: number;
}

export interface SeriesData {
  /** Length of each bin, microseconds; the first begins at 0. */
  readonly binUs: number;
  /** How many bins; every array below has one entry for each. */
  readonly bins: number;
  /** Counts in each bin. */
  readonly arrivals: readonly number[];
  readonly throttled: readonly number[];
  readonly rejected: readonly number[];
  readonly cold: readonly number[];
  readonly failed: readonly number[];
  readonly completed: readonly number[];
  /** Attempts after the first, by Lambda or by the caller. */
  readonly reached: readonly number[];
  /** Most asynchronous events that waited at once. */
  readonly queued: readonly number[];
  /** Most at once in the bin. `inFlight` counts those in init too, `live` the idle ones too. */
  readonly inFlight: readonly number[];
  readonly init: readonly number[];
  readonly live: readonly number[];
  readonly provisionedInUse: readonly number[];
  /** Latency of the answers in the bin, microseconds, -1: none. */
  readonly p50Us: readonly number[];
  readonly p90Us: readonly number[];
  readonly p99Us: readonly number[];
  /** Cost of the invocations that ended in the bin. */
  readonly costUsd: readonly number[];
  readonly limits: readonly LimitSteps[];
}

/** From top to bottom. */
export const plotNames = [
  'arrivals',
  'throttled',
  'cold',
  'failed',
  'queue',
  'concurrency',
  'latency',
  'cost',
] as const;
export type PlotName = (typeof plotNames)[number];

/** Traffic as it was drawn: the rate from each step on, until `toMs`. */
export interface DrawnRate {
  readonly steps: readonly RateStep[];
  readonly toMs: number;
  /** Greatest rate that can be dragged to. */
  readonly most: number;
}

/**
 * A curve laid over a plot, such as what a formula expects: `value[i]` from `atUs[i]` on. In the plot's unit:
 * environments, events waiting, microseconds, dollars; counts as a rate a second, or with `share` as a share of the
 * arrivals.
 */
export interface Overlay {
  readonly plot: PlotName;
  readonly label: string;
  readonly atUs: readonly number[];
  readonly value: readonly number[];
  readonly share?: boolean;
}

/** The greatest of some values, 0 of none. */
export function greatest(values: readonly number[]): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}

/** The plots that have anything to show. Arrivals, concurrency and latency always stand. */
export function plotsWithData(series: SeriesData): PlotName[] {
  const some: Partial<Record<PlotName, boolean>> = {
    throttled: greatest(series.throttled) + greatest(series.rejected) > 0,
    cold: greatest(series.cold) > 0,
    failed: greatest(series.failed) > 0,
    queue: greatest(series.queued) > 0,
    cost: greatest(series.costUsd) > 0,
  };
  return plotNames.filter((name) => some[name] ?? true);
}
