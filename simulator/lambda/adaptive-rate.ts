/**
 * The sending rate of a client in adaptive mode: a throttle brings it down at once, quiet lets it grow
 * back along a cubic curve, as CUBIC does for TCP.
 *
 * Models: the client-side rate limiter of the AWS SDKs with their constants
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html).
 */
import type { Facts } from '../facts/index.ts';
import { usPerSecond } from '../kernel/units.ts';

const measuredEverySeconds = 0.5;

export class AdaptiveRate {
  readonly #cut: number;
  readonly #growth: number;
  readonly #smoothing: number;
  readonly #leastRate: number;
  #enabled = false;
  #rate: number;
  #capacity = 1;
  #tokens = 0;
  #refilledAt = 0;
  #measured = 0;
  #measuredAt = 0;
  #count = 0;
  #lastMax = 0;
  #throttledAt = 0;

  constructor(facts: Facts) {
    this.#cut = facts['sdk.adaptive.cut'];
    this.#growth = facts['sdk.adaptive.growth'];
    this.#smoothing = facts['sdk.adaptive.smoothing'];
    this.#rate = this.#leastRate = facts['sdk.adaptive.leastRate'];
  }

  /** Asks to send one request. @returns microseconds to wait first; 0 when it may go */
  hold(atUs: number): number {
    if (!this.#enabled) return 0;
    const at = atUs / usPerSecond;
    this.#refill(at);
    if (this.#tokens + 1e-9 >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.#tokens) / this.#rate) * usPerSecond);
  }

  /** Takes in how a request ended. */
  answered(atUs: number, throttled: boolean): void {
    const at = atUs / usPerSecond;
    this.#measure(at);
    let wanted: number;
    if (throttled) {
      const current = this.#enabled ? Math.min(this.#measured, this.#rate) : this.#measured;
      this.#lastMax = current;
      this.#throttledAt = at;
      this.#enabled = true;
      wanted = current * this.#cut;
    } else {
      const window = cubeRoot((this.#lastMax * (1 - this.#cut)) / this.#growth);
      const since = at - this.#throttledAt - window;
      wanted = this.#growth * since * since * since + this.#lastMax;
    }
    if (this.#enabled) this.#setRate(at, Math.min(wanted, 2 * this.#measured));
  }

  #setRate(at: number, rate: number): void {
    this.#refill(at);
    this.#rate = Math.max(this.#leastRate, rate);
    this.#capacity = Math.max(1, rate);
    this.#tokens = Math.min(this.#tokens, this.#capacity);
  }

  #refill(at: number): void {
    this.#tokens = Math.min(this.#capacity, this.#tokens + (at - this.#refilledAt) * this.#rate);
    this.#refilledAt = at;
  }

  #measure(at: number): void {
    this.#count++;
    const slot = Math.floor(at / measuredEverySeconds) * measuredEverySeconds;
    if (slot <= this.#measuredAt) return;
    const current = this.#count / (slot - this.#measuredAt);
    this.#measured = current * this.#smoothing + this.#measured * (1 - this.#smoothing);
    this.#count = 0;
    this.#measuredAt = slot;
  }
}

/** By Newton's method, because `Math.cbrt` may differ between engines. */
function cubeRoot(x: number): number {
  if (x <= 0) return 0;
  let root = x > 1 ? x : 1;
  for (let i = 0; i < 60; i++) root -= (root - x / (root * root)) / 3;
  return root;
}
