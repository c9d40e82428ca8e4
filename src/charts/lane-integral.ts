/** Time spent in each look as a function of time, and how much of it lies in cells of any length. */
import { looks } from './span-columns.ts';

export const lookCount = looks.length;

/** Time in each look, as a function of time: what a row of a figure is binned by. */
export interface Integral {
  readonly fromUs: number;
  readonly toUs: number;
  /**
   * Microseconds spent in each look in `count` cells of `cellUs` from `fromUs` on, all lanes together, into
   * `into[cell * lookCount + look]`.
   */
  readonly cells: (fromUs: number, cellUs: number, count: number, into: Float64Array) => void;
}

/**
 * Times in each look that grow in straight lines between instants.
 * @param at instants, rising, from `first` up to `last`
 * @param before microseconds in each look before each instant
 * @param add adds the microseconds in each look from an entry's instant up to a later one
 */
export function integralOf(
  at: Float64Array,
  before: Float64Array,
  first: number,
  last: number,
  endUs: number,
  add: (entry: number, toUs: number, sums: Float64Array) => void,
): Integral {
  const now = new Float64Array(lookCount);
  const then = new Float64Array(lookCount);
  /** The entry in force at an instant, searched for in growing steps from one that is not later; first - 1: none. */
  const entryAt = (atUs: number, from: number): number => {
    let low = from;
    let step = 1;
    while (low + step < last && at[low + step]! <= atUs) {
      low += step;
      step *= 2;
    }
    let high = Math.min(last, low + step);
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (at[middle]! <= atUs) low = middle;
      else high = middle;
    }
    return low;
  };
  const until = (entry: number, atUs: number, into: Float64Array): void => {
    if (entry < first) into.fill(0);
    else {
      const from = entry * lookCount;
      for (let k = 0; k < lookCount; k++) into[k] = before[from + k]!;
      add(entry, atUs, into);
    }
  };
  return {
    fromUs: first < last ? at[first]! : 0,
    toUs: endUs,
    cells: (fromUs, cellUs, count, into) => {
      let entry = entryAt(fromUs, first - 1);
      until(entry, fromUs, then);
      // What came before the first entry is not of these lanes.
      if (entry < first && first < last) for (let k = 0; k < lookCount; k++) then[k] = before[first * lookCount + k]!;
      for (let cell = 0; cell < count; cell++) {
        const toUs = fromUs + (cell + 1) * cellUs;
        entry = entryAt(toUs, entry);
        if (entry >= first) until(entry, toUs, now);
        else now.set(then);
        const to = cell * lookCount;
        for (let k = 0; k < lookCount; k++) {
          into[to + k] = now[k]! - then[k]!;
          then[k] = now[k]!;
        }
      }
    },
  };
}
