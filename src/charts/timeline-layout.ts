/**
 * Where each row of a run's figure stands, for one width. A figure is laid out anew for each width:
 * labels get shorter and gutters go, text keeps its size.
 */

/** Which rows a figure has, from top to bottom. */
export interface Rows {
  readonly arrivals: boolean;
  readonly turnedAway: boolean;
  readonly lanes: boolean;
  readonly concurrency: boolean;
  readonly latency: boolean;
}

export const allRows: Rows = { arrivals: true, turnedAway: true, lanes: true, concurrency: true, latency: true };

/** How much room rows take: `large` in lessons with a few requests, `roomy` on the home page, `compact` in the workbench. */
export type Density = 'large' | 'roomy' | 'compact';

const laneHeights = { large: 42, roomy: 24, compact: 20 } as const;
const barHeights = { large: 26, roomy: 14, compact: 13 } as const;

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Phone: short labels, no right gutter. */
  readonly narrow: boolean;
  /** The plot lies between these gutters. */
  readonly left: number;
  readonly right: number;
  readonly plotWidth: number;
  /** Top of the upper neatline. */
  readonly neatlineY: number;
  readonly arrivalsY: number;
  readonly arrivalsHeight: number;
  /** Middle of the row of those turned away. */
  readonly turnedAwayY: number;
  readonly lanesY: number;
  readonly laneHeight: number;
  readonly barHeight: number;
  readonly lanes: number;
  /** Middle of the line that says how many lanes are not shown, if there are any. */
  readonly moreY: number;
  /** Top of the lower neatline, with the numbers below it. */
  readonly axisY: number;
  readonly concurrencyY: number;
  readonly concurrencyHeight: number;
  readonly latencyY: number;
  readonly latencyHeight: number;
}

export interface LayoutOptions {
  readonly width: number;
  readonly rows: Rows;
  readonly lanes: number;
  readonly density: Density;
  /** True when some environments are out of sight and a line says so. */
  readonly more?: boolean;
  /** Room above the neatline, pixels. */
  readonly headroom?: number;
  /** Room between the lanes and the lower neatline, pixels. */
  readonly footroom?: number;
  /** Width of the right gutter; a tab that runs off the page's edge needs more of it. */
  readonly right?: number | undefined;
}

/** Below this width the figure is drawn for a phone. */
export const narrowBelow = 500;

export function layOut(options: LayoutOptions): Layout {
  const { width, rows, lanes, density, more = false, headroom = 0, footroom = 0, right } = options;
  const narrow = width < narrowBelow;
  const roomy = density !== 'compact';
  const left = narrow ? 46 : 108;
  const gutter = narrow ? 12 : (right ?? 56);
  const laneHeight = laneHeights[density] + (narrow && density === 'compact' ? 2 : 0);
  const barHeight = barHeights[density] - (narrow && density !== 'large' ? 1 : 0);
  let y = 25 + headroom;
  const neatlineY = y - 10;
  const arrivalsY = y + 3;
  const arrivalsHeight = rows.arrivals ? (narrow ? 16 : 20) : 0;
  if (rows.arrivals) y = arrivalsY + arrivalsHeight;
  const turnedAwayY = y + 20;
  if (rows.turnedAway) y = turnedAwayY;
  const lanesY = y + 16;
  if (rows.lanes) y = lanesY + lanes * laneHeight;
  const moreY = y + 9;
  if (rows.lanes && more) y += 18;
  const axisY = y + 8 + footroom;
  y = axisY + 24;
  const concurrencyY = y + (narrow ? 18 : roomy ? 6 : 12);
  const concurrencyHeight = roomy ? (narrow ? 110 : 116) : 82;
  if (rows.concurrency) y = concurrencyY + concurrencyHeight;
  const latencyY = y + (narrow ? 34 : 30);
  const latencyHeight = roomy ? 104 : 78;
  if (rows.latency) y = latencyY + latencyHeight;
  return {
    width,
    height: y + 12,
    narrow,
    left,
    right: gutter,
    plotWidth: Math.max(40, width - left - gutter),
    neatlineY,
    arrivalsY,
    arrivalsHeight,
    turnedAwayY,
    lanesY,
    laneHeight,
    barHeight,
    lanes,
    moreY,
    axisY,
    concurrencyY,
    concurrencyHeight,
    latencyY,
    latencyHeight,
  };
}

/** Top of the boxes of a lane. */
export const barY = (layout: Layout, lane: number): number =>
  layout.lanesY + lane * layout.laneHeight + (layout.laneHeight - layout.barHeight) / 2;

/** Middle of a lane. */
export const laneMiddle = (layout: Layout, lane: number): number => layout.lanesY + (lane + 0.5) * layout.laneHeight;

/** The lane under a height, -1: none. */
export function laneAt(layout: Layout, y: number): number {
  const lane = Math.floor((y - layout.lanesY) / layout.laneHeight);
  return lane >= 0 && lane < layout.lanes ? lane : -1;
}
