/** Tokens that refill at a steady rate up to a capacity: what is not used in time is not saved up. */
import { usPerSecond } from './units.ts';

export class TokenBucket {
  readonly capacity: number;
  readonly perSecond: number;
  #tokens: number;
  #atUs = 0;

  /** Full at time 0. @param capacity may be Infinity */
  constructor(capacity: number, perSecond: number) {
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.#tokens = capacity;
  }

  /** Tokens at hand. */
  at(atUs: number): number {
    if (atUs > this.#atUs) {
      const refill = ((atUs - this.#atUs) * this.perSecond) / usPerSecond;
      this.#tokens = Math.min(this.capacity, this.#tokens + refill);
      this.#atUs = atUs;
    }
    return this.#tokens;
  }

  /** Takes tokens, when there are so many. @returns whether there were */
  take(atUs: number, amount = 1): boolean {
    // Sums of small refills fall short of a whole token by a rounding error.
    if (this.at(atUs) + 1e-9 < amount) return false;
    this.#tokens -= amount;
    return true;
  }

  /** Puts tokens back, up to the capacity. */
  refund(amount: number): void {
    this.#tokens = Math.min(this.capacity, this.#tokens + amount);
  }
}
