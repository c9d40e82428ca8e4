/** 2^52: with one more value no larger than this, the low part is still exact. */
const flushAt = 0x10_0000_0000_0000;

/** A sum of whole numbers that stays exact beyond 2^53: a run of millions of requests reaches that. */
export class ExactSum {
  #low = 0;
  #high = 0n;

  /** @param value a whole number from 0 to 2^52 */
  add(value: number): void {
    this.#low += value;
    if (this.#low < flushAt) return;
    this.#high += BigInt(this.#low);
    this.#low = 0;
  }

  get total(): bigint {
    return this.#high + BigInt(this.#low);
  }
}
