/** Where requests arrived: a tick each, one a pixel at most, and a cross for each that was turned away. */
import type { RequestRow } from './run.ts';
import { firstIndex } from './search.ts';
import type { TimeScale } from './time-scale.ts';

export interface Arrivals {
  /** Pixels of those that were let in. */
  readonly ticks: readonly number[];
  /** Pixels of those throttled (429). */
  readonly throttled: readonly number[];
  /** Pixels of those refused for what they carried (4xx). */
  readonly rejected: readonly number[];
}

/** Requests that arrived in the view, in order. */
export function arrivalsInView(requests: readonly RequestRow[], scale: TimeScale): readonly RequestRow[] {
  const first = firstIndex(requests, (row) => row.arrivedAtUs >= scale.view.fromUs);
  const last = firstIndex(requests, (row) => row.arrivedAtUs > scale.view.toUs);
  return requests.slice(first, last);
}

/** @param spacing least distance of two marks of a kind, pixels */
export function arrivalMarks(requests: readonly RequestRow[], scale: TimeScale, spacing = 1): Arrivals {
  const marks = { ticks: [] as number[], throttled: [] as number[], rejected: [] as number[] };
  for (const row of arrivalsInView(requests, scale)) {
    const list =
      row.outcome === 'throttled' ? marks.throttled : row.outcome === 'rejected' ? marks.rejected : marks.ticks;
    const x = scale.x(row.arrivedAtUs);
    const before = list.at(-1);
    if (before === undefined || x - before >= spacing) list.push(x);
  }
  return marks;
}
