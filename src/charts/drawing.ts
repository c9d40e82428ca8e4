/** What a plot of bins is made of: paths with a look, an axis, and the words beside it. */
import { grouped, grouping, type Bins } from './bins.ts';
import type { Concurrency } from './run.ts';
import type { Overlay, SeriesData } from './series-data.ts';
import type { TimeScale } from './time-scale.ts';
import type { ValueAxis } from './value-axis.ts';

/** One path and what it looks like. */
export interface Layer {
  readonly look: string;
  readonly d: string;
  /** Hatched over its fill. */
  readonly hatch?: 'init' | 'provisioned' | 'throttled' | 'more' | 'less';
}

export interface Drawing {
  readonly axis: ValueAxis;
  readonly layers: readonly Layer[];
  /** What it is called beside the plot, in one line or two. */
  readonly name: readonly string[];
  /** Words at the end of a curve, each at a height. */
  readonly endings: readonly { readonly text: string; readonly y: number }[];
}

export interface DrawingOptions {
  readonly latencyScale: 'log' | 'linear';
  /** The axis must hold this as well: a limit, a drawn rate. */
  readonly holds?: number;
  /** The drawn rate stands over the arrivals. */
  readonly drawn?: boolean;
  /** Exact steps for the concurrency. */
  readonly concurrency?: Concurrency | undefined;
  readonly overlays?: readonly Overlay[];
}

/** Draws the overlays of a plot; `bins` are the arrivals of which a share is one, and how long a bin is. */
export type Curves = (axis: ValueAxis, bins: Bins | undefined) => Layer[];

/** A bar of counts is not narrower than this, pixels, so that it can be told from its neighbour. */
const barWidth = 5;

/** Counts of a series, put together so that each bar can be seen. */
export function countBins({ binUs }: SeriesData, values: readonly number[], scale: TimeScale): Bins {
  return grouped({ binUs, values }, grouping(binUs, scale, barWidth), 'sum');
}

/** Gauges keep the greatest of the bins that share a pixel. */
export const gauge = ({ binUs }: SeriesData, values: readonly number[], scale: TimeScale): Bins =>
  grouped({ binUs, values }, grouping(binUs, scale, 1), 'greatest');
