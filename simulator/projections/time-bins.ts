/**
 * Numbers of a run of unknown length in a fixed number of equal bins: when the run outgrows them,
 * neighbours are joined and the bins double. Flat arrays, because a run has millions of events.
 */
import { bucketOf, valueOf } from './log-buckets.ts';

/** Something that is kept by bin. */
interface Column {
  /** Joins bin 2i and bin 2i + 1 into bin i, and empties the rest. */
  halve(): void;
}

/** Bins that grow with the run. */
export class TimeBins {
  readonly bins: number;
  /** Length of a bin, microseconds. */
  binUs: number;
  #endsAtUs: number;
  readonly #columns: Column[] = [];

  /** @param bins how many at most, an even number */
  constructor(bins: number, firstUs: number) {
    this.bins = bins;
    this.binUs = firstUs;
    this.#endsAtUs = bins * firstUs;
  }

  /** Has a column follow the doubling of the bins. */
  add<Kind extends Column>(column: Kind): Kind {
    this.#columns.push(column);
    return column;
  }

  /** The bin of an instant, after making room for it. */
  at(atUs: number): number {
    while (atUs >= this.#endsAtUs) {
      for (const column of this.#columns) column.halve();
      this.binUs *= 2;
      this.#endsAtUs = this.bins * this.binUs;
    }
    return Math.floor(atUs / this.binUs);
  }
}

/** What is added up in each bin. */
export class Sums implements Column {
  readonly values: Float64Array;
  constructor(bins: number) {
    this.values = new Float64Array(bins);
  }
  add(bin: number, by = 1): void {
    this.values[bin] = (this.values[bin] as number) + by;
  }
  halve(): void {
    const { values } = this;
    for (let i = 0; i < values.length; i++)
      values[i] = 2 * i < values.length ? (values[2 * i] as number) + ((values[2 * i + 1] as number) ?? 0) : 0;
  }
}

/**
 * The largest value of a number that goes up and down, in each bin. A value counts if it lasted: of
 * several changes at one instant only the last is seen.
 */
export class Gauge implements Column {
  readonly largest: Float64Array;
  readonly #time: TimeBins;
  now = 0;
  #sinceUs = 0;

  constructor(time: TimeBins) {
    this.#time = time;
    this.largest = new Float64Array(time.bins);
  }

  /** @param atUs an instant that the bins have room for */
  change(atUs: number, by: number): void {
    if (atUs > this.#sinceUs) this.settle(atUs);
    this.now += by;
  }

  /** Takes in that the value stayed what it is until then. */
  settle(atUs: number): void {
    const { now, largest } = this;
    const { binUs } = this.#time;
    const last = Math.ceil(atUs / binUs) - 1;
    for (let bin = Math.floor(this.#sinceUs / binUs); bin <= last; bin++)
      if (now > (largest[bin] as number)) largest[bin] = now;
    this.#sinceUs = atUs;
  }

  halve(): void {
    const { largest } = this;
    for (let i = 0; i < largest.length; i++)
      largest[i] = 2 * i < largest.length ? Math.max(largest[2 * i] as number, largest[2 * i + 1] ?? 0) : 0;
  }
}

/** 32 parts to each power of two: a percentile is at most 1.6 % off. */
const bits = 5;
/** Up to 2^37 microseconds, a day and a half; longer ones count as that. */
const buckets = (37 - bits + 1) << bits;

/** How many values of each size fell into each bin. */
export class Spreads implements Column {
  readonly #counts: Uint32Array;
  readonly #totals: Float64Array;

  constructor(bins: number) {
    this.#counts = new Uint32Array(bins * buckets);
    this.#totals = new Float64Array(bins);
  }

  add(bin: number, value: number): void {
    const at = bin * buckets + Math.min(buckets - 1, bucketOf(value, bits));
    this.#counts[at] = (this.#counts[at] as number) + 1;
    this.#totals[bin] = (this.#totals[bin] as number) + 1;
  }

  /** The percentile `p` of a bin, by nearest rank, at most 1.6 % off; -1 when the bin is empty. */
  percentile(bin: number, p: number): number {
    const total = this.#totals[bin] as number;
    if (total === 0) return -1;
    const place = Math.max(1, Math.ceil((p * total) / 100));
    let passed = 0;
    for (let bucket = 0; bucket < buckets; bucket++) {
      passed += this.#counts[bin * buckets + bucket] as number;
      if (passed >= place) return valueOf(bucket, bits);
    }
    return valueOf(buckets - 1, bits);
  }

  halve(): void {
    const counts = this.#counts;
    const bins = this.#totals.length;
    for (let bin = 0; bin < bins; bin++) {
      const a = 2 * bin;
      const inside = a < bins;
      this.#totals[bin] = inside ? (this.#totals[a] as number) + (this.#totals[a + 1] ?? 0) : 0;
      for (let i = 0; i < buckets; i++)
        counts[bin * buckets + i] = inside
          ? (counts[a * buckets + i] as number) + (counts[(a + 1) * buckets + i] ?? 0)
          : 0;
    }
  }
}
