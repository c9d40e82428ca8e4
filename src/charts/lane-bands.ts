/** Several lanes in one row: how long they spent in each look together. */
import type { LaneIndex } from './lane-index.ts';
import { integralOf, lookCount, type Integral } from './lane-integral.ts';

/**
 * The integrals of rows that bin several lanes: made when first wanted, kept, and only so many a frame, so that no frame
 * waits for all of them.
 */
export class Bands {
  readonly #index: LaneIndex;
  readonly #kept = new Map<string, Integral>();
  #allowed = 0;
  /** True when the last frame went without a row that is not made yet. */
  wanting = false;

  constructor(index: LaneIndex) {
    this.#index = index;
  }

  /** @param spans how many spans may be put together before the frame goes on without the rest */
  begin(spans: number): void {
    this.#allowed = spans;
    this.wanting = false;
  }

  /** Time in each look of the lanes of a row; undefined: it has to wait for the next frame. */
  of(firstLane: number, lanes: number): Integral | undefined {
    if (lanes === 1) return this.#index.integral(firstLane);
    const key = `${firstLane}/${lanes}`;
    const kept = this.#kept.get(key);
    if (kept) return kept;
    if (this.#allowed <= 0) {
      this.wanting = true;
      return undefined;
    }
    this.#allowed -= this.#index.starts[firstLane + lanes]! - this.#index.starts[firstLane]!;
    const made = bandIntegral(this.#index, firstLane, lanes);
    this.#kept.set(key, made);
    return made;
  }
}

/**
 * Time in each look of several neighbouring lanes together: their begins and ends merged into one list, with the time
 * so far and how many are in each look after each entry.
 */
export function bandIntegral(index: LaneIndex, firstLane: number, lanes: number): Integral {
  const { fromUs, toUs } = index.spans;
  const bounds = index.starts.subarray(firstLane, Math.min(index.lanes, firstLane + lanes) + 1);
  const begins = mergedRuns(bounds, fromUs);
  const ends = mergedRuns(bounds, toUs);
  const length = begins.length * 2;
  const at = new Float64Array(length);
  const before = new Float64Array(length * lookCount);
  const active = new Uint16Array(length * lookCount);
  const sums = new Float64Array(lookCount);
  const now = new Int32Array(lookCount);
  let clock = 0;
  for (let b = 0, e = 0, i = 0, to = 0; i < length; i++) {
    const opens = b < begins.length && fromUs[begins[b]!]! <= toUs[ends[e]!]!;
    const span = opens ? begins[b++]! : ends[e++]!;
    const next = opens ? fromUs[span]! : toUs[span]!;
    const length = next - clock;
    for (let k = 0; k < lookCount; k++) before[to + k] = sums[k] = sums[k]! + now[k]! * length;
    now[index.look[span]!]! += opens ? 1 : -1;
    for (let k = 0; k < lookCount; k++) active[to + k] = now[k]!;
    to += lookCount;
    clock = next;
    at[i] = clock;
  }
  return integralOf(at, before, 0, length, clock, (entry, atUs, into) => {
    const since = atUs - at[entry]!;
    for (let k = 0, from = entry * lookCount; k < lookCount; k++) into[k]! += active[from + k]! * since;
  });
}

/**
 * Indices of several runs of entries, each run in order of its keys, merged into one order.
 * @param bounds where each run begins, and where the last ends
 */
function mergedRuns(bounds: Uint32Array, keys: Float64Array): Uint32Array {
  const origin = bounds[0]!;
  const length = bounds.at(-1)! - origin;
  let from = new Uint32Array(length);
  for (let i = 0; i < length; i++) from[i] = origin + i;
  let to = new Uint32Array(length);
  let runs = Array.from(bounds, (bound) => bound - origin);
  while (runs.length > 2) {
    const next = [0];
    for (let run = 0; run + 1 < runs.length; run += 2) {
      const middle = runs[run + 1]!;
      const end = runs[run + 2] ?? middle;
      for (let a = runs[run]!, b = middle, i = a; i < end; i++)
        to[i] = b >= end || (a < middle && keys[from[a]!]! <= keys[from[b]!]!) ? from[a++]! : from[b++]!;
      next.push(end);
    }
    [from, to] = [to, from];
    runs = next;
  }
  return from;
}
