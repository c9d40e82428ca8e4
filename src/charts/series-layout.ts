/** Where each plot of a series stands for one width: in the gutters of the timeline, so that all share one axis. */
import type { PlotName } from './series-data.ts';
import { narrowBelow } from './timeline-layout.ts';

/** Which neatlines a figure has. The upper one carries the playhead's tab. */
export type Axis = 'both' | 'top' | 'bottom' | 'none';

export interface PlotBox {
  readonly name: PlotName;
  /** Top and foot of the plot itself. */
  readonly top: number;
  readonly floor: number;
}

export interface SeriesLayout {
  readonly width: number;
  readonly height: number;
  readonly narrow: boolean;
  readonly left: number;
  readonly right: number;
  readonly plotWidth: number;
  /** Top of the upper neatline, and of the lower one; -1 without it. */
  readonly neatlineY: number;
  readonly axisY: number;
  /** Where the plots begin and end, which the grid and the playhead span. */
  readonly top: number;
  readonly floor: number;
  readonly plots: readonly PlotBox[];
}

const heights: Readonly<Record<PlotName, number>> = {
  arrivals: 56,
  throttled: 34,
  cold: 34,
  failed: 34,
  queue: 44,
  concurrency: 96,
  latency: 76,
  cost: 44,
};

/** Gutters of a figure beside its plot, the same for everything on one axis. */
export function gutters(
  width: number,
  right = 56,
): { narrow: boolean; left: number; right: number; plotWidth: number } {
  const narrow = width < narrowBelow;
  const [from, to] = narrow ? [46, 12] : [108, right];
  return { narrow, left: from, right: to, plotWidth: Math.max(40, width - from - to) };
}

export interface SeriesLayoutOptions {
  readonly width: number;
  readonly plots: readonly PlotName[];
  readonly axis?: Axis;
  readonly right?: number | undefined;
  /** Heights times this. */
  readonly stretch?: number;
}

export function layOutSeries({ width, plots, axis = 'both', right, stretch = 1 }: SeriesLayoutOptions): SeriesLayout {
  const sides = gutters(width, right);
  const hasTop = axis === 'both' || axis === 'top';
  const hasBottom = axis === 'both' || axis === 'bottom';
  const neatlineY = hasTop ? 19 : -1;
  const top = hasTop ? neatlineY + 6 : 0;
  let y = top;
  const boxes = plots.map((name): PlotBox => {
    // A phone writes each name above its plot, for want of a gutter.
    y += sides.narrow ? 26 : 16;
    const box = { name, top: Math.round(y), floor: Math.round(y + heights[name] * stretch) };
    y = box.floor;
    return box;
  });
  const floor = y + 6;
  const axisY = hasBottom ? floor + 2 : -1;
  return {
    width,
    height: hasBottom ? axisY + 28 : floor,
    ...sides,
    neatlineY,
    axisY,
    top,
    floor,
    plots: boxes,
  };
}

/** The plot at a height, or the nearest above it. */
export function plotAt({ plots }: SeriesLayout, y: number): PlotBox | undefined {
  return plots.find(({ floor }) => y <= floor + 8) ?? plots.at(-1);
}
