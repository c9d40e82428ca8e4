/**
 * How many events happened during the last while, when at most so many may: their instants lie in a
 * ring that is as long as it has to be, and those that are too old leave it when they are in the way.
 */
export class RateRing {
  readonly windowUs: number;
  #limit: number;
  #instants = new Float64Array(64);
  #mask = 63;
  /** Place of the oldest instant, and how many there are. */
  #oldest = 0;
  #count = 0;

  /** @param limit events allowed in any stretch of `windowUs` */
  constructor(limit: number, windowUs: number) {
    this.windowUs = windowUs;
    this.#limit = limit;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Whether as many as allowed happened during the time before `atUs`. */
  isFull(atUs: number): boolean {
    if (this.#count < this.#limit) return false;
    this.#forget(atUs);
    return this.#count >= this.#limit;
  }

  /** Counts an event. */
  add(atUs: number): void {
    if (this.#count > this.#mask) {
      this.#forget(atUs);
      if (this.#count > this.#mask) this.#grow();
    }
    this.#instants[(this.#oldest + this.#count++) & this.#mask] = atUs;
  }

  /** Changes the limit; what happened lately stays counted. */
  resize(limit: number): void {
    this.#limit = limit;
  }

  #forget(atUs: number): void {
    const since = atUs - this.windowUs;
    while (this.#count > 0 && (this.#instants[this.#oldest] as number) <= since) {
      this.#oldest = (this.#oldest + 1) & this.#mask;
      this.#count--;
    }
  }

  #grow(): void {
    const larger = new Float64Array((this.#mask + 1) * 2);
    for (let i = 0; i < this.#count; i++) larger[i] = this.#instants[(this.#oldest + i) & this.#mask] as number;
    this.#instants = larger;
    this.#mask = larger.length - 1;
    this.#oldest = 0;
  }
}
