/**
 * Kept numbers and their percentiles, by nearest rank: the p-th percentile of n values is the one at
 * place ⌈p/100 · n⌉ in rising order, so it is always a value that occurred.
 *
 * Exact up to 2^20 values. Beyond that they are counted in buckets, so that ten million take no more
 * room than one: a percentile is then at most 0.1 % off (with fewer `bits` more, see `log-buckets.ts`),
 * while count, sum, mean, least and largest value stay exact.
 */
import { bucketOf, valueOf } from './log-buckets.ts';

/** 512 parts to each power of two: the middle of a bucket is at most 0.098 % off. */
const fine = 9;
/** Buckets up to 2^53. */
const bucketCount = (bits: number): number => (53 - bits + 1) << bits;

export class Samples {
  readonly #exactUpTo: number;
  readonly #bits: number;
  #values = new Float64Array(64);
  /** How many values fell into each bucket, once there are too many to keep. */
  #counts: Float64Array | undefined;
  #count = 0;
  #sorted = true;
  #sum = 0;
  #least = Infinity;
  #largest = 0;

  /**
   * @param exactUpTo values that are kept one by one
   * @param bits of the buckets that come after
   */
  constructor(exactUpTo = 1 << 20, bits = fine) {
    this.#exactUpTo = exactUpTo;
    this.#bits = bits;
  }

  get count(): number {
    return this.#count;
  }

  /** Sum of all values; exact for whole numbers up to 2^53. */
  get sum(): number {
    return this.#sum;
  }

  /** Whether percentiles are those of the values themselves. */
  get isExact(): boolean {
    return this.#counts === undefined;
  }

  /** @param value 0 or more, and whole where percentiles are wanted of more than fit */
  add(value: number): void {
    this.#sum += value;
    if (value < this.#least) this.#least = value;
    if (value > this.#largest) this.#largest = value;
    if (this.#counts) {
      const bucket = bucketOf(value, this.#bits);
      this.#counts[bucket] = (this.#counts[bucket] as number) + 1;
      this.#count++;
      return;
    }
    if (this.#count === this.#values.length) this.#grow();
    this.#values[this.#count++] = value;
    this.#sorted = false;
    if (this.#count > this.#exactUpTo) this.#toBuckets();
  }

  /** Takes in all values of another with the same `bits`. */
  addAll(other: Samples): void {
    if (!other.#counts) {
      for (const value of other.#values.subarray(0, other.#count)) this.add(value);
      return;
    }
    if (!this.#counts) this.#toBuckets();
    const counts = this.#counts as unknown as Float64Array;
    other.#counts.forEach((count, bucket) => {
      counts[bucket] = (counts[bucket] as number) + count;
    });
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#least = Math.min(this.#least, other.#least);
    this.#largest = Math.max(this.#largest, other.#largest);
  }

  /** The percentile `p` from 0 to 100; 0 when there is no value. */
  percentile(p: number): number {
    if (this.#count === 0) return 0;
    const place = Math.max(1, Math.ceil((p * this.#count) / 100));
    if (this.#counts) return this.#bucketAt(this.#counts, place);
    if (!this.#sorted) {
      this.#values.subarray(0, this.#count).sort();
      this.#sorted = true;
    }
    return this.#values[place - 1] as number;
  }

  /** The least and the largest value; 0 when there is none. */
  get least(): number {
    return this.#count === 0 ? 0 : this.#least;
  }
  get largest(): number {
    return this.#largest;
  }

  /** Arithmetic mean; 0 when there is no value. */
  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  #grow(): void {
    const larger = new Float64Array(Math.min(this.#exactUpTo + 1, this.#count * 2));
    larger.set(this.#values);
    this.#values = larger;
  }

  #toBuckets(): void {
    const counts = new Float64Array(bucketCount(this.#bits));
    for (const value of this.#values.subarray(0, this.#count)) {
      const bucket = bucketOf(value, this.#bits);
      counts[bucket] = (counts[bucket] as number) + 1;
    }
    this.#counts = counts;
    this.#values = new Float64Array(0);
  }

  #bucketAt(counts: Float64Array, place: number): number {
    if (place === 1) return this.#least;
    if (place === this.#count) return this.#largest;
    let passed = 0;
    for (let bucket = 0; bucket < counts.length; bucket++) {
      passed += counts[bucket] as number;
      if (passed >= place) return Math.min(this.#largest, Math.max(this.#least, valueOf(bucket, this.#bits)));
    }
    return this.#largest;
  }
}
