/**
 * Kept numbers and their exact percentiles, by nearest rank: the p-th percentile of n values is the
 * one at place ⌈p/100 · n⌉ in rising order, so it is always a value that occurred.
 */
export class Samples {
  #values = new Float64Array(64);
  #count = 0;
  #sorted = true;
  #sum = 0;

  get count(): number {
    return this.#count;
  }

  /** Sum of all values; exact for whole numbers up to 2^53. */
  get sum(): number {
    return this.#sum;
  }

  add(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = value;
    this.#sum += value;
    this.#sorted = false;
  }

  /** The percentile `p` from 0 to 100; 0 when there is no value. */
  percentile(p: number): number {
    if (this.#count === 0) return 0;
    if (!this.#sorted) {
      this.#values.subarray(0, this.#count).sort();
      this.#sorted = true;
    }
    const place = Math.max(1, Math.ceil((p * this.#count) / 100));
    return this.#values[place - 1] as number;
  }

  /** Arithmetic mean; 0 when there is no value. */
  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }
}
