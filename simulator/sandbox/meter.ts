/**
 * Counts the CPU of a slice in the engine's own ticks and stops the code at its limit, exactly.
 *
 * The engine counts a word down at every jump and call and asks the interrupt handler when it is
 * zero. The meter sets that word, so it knows how much has been used at any instant, and a limit
 * can be met to the tick. Built-in functions of the engine (`JSON.parse`, `sort`, `join`) take no
 * ticks of their own, nor do functions of the host: the latter are charged by their size.
 */
import { heartbeatTicks } from './limits.ts';

export class Meter {
  /** Called now and then while code runs, so that a worker can show that it lives. */
  onHeartbeat: (() => void) | undefined;
  #words: Int32Array;
  #word = 0;
  /** Ticks used up to when the word was last set, and what it was set to. */
  #used = 0;
  #given = 0;
  #limit = 0;
  #isStopped = false;
  #isUsedUp = false;

  /** @param words the engine's memory */
  constructor(words: Int32Array) {
    this.#words = words;
  }

  /** @param address of the word that counts down */
  place(address: number): void {
    this.#word = address >> 2;
  }

  /** The memory moved because it grew. */
  moved(words: Int32Array): void {
    this.#words = words;
  }

  /** Starts a slice that may take `limit` ticks. */
  start(limit: number): void {
    this.#used = 0;
    this.#limit = limit;
    this.#isStopped = false;
    this.#isUsedUp = false;
    this.#give();
  }

  /** Ticks used since `start`. */
  get ticks(): number {
    if (this.#isStopped) return this.#used;
    const ticks = this.#used + this.#given - (this.#words[this.#word] as number);
    return ticks < this.#limit ? ticks : this.#limit;
  }

  /** The code was stopped: nothing of it may run any more. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** The limit was what stopped it. */
  get isUsedUp(): boolean {
    return this.#isUsedUp;
  }

  /** The engine asks whether to stop. */
  interrupt(): boolean {
    if (!this.#isStopped) {
      this.#used += this.#given;
      if (this.#used < this.#limit) {
        this.#give();
        this.onHeartbeat?.();
        return false;
      }
      this.#isUsedUp = true;
    }
    this.#haltAt(this.#isUsedUp ? this.#limit : this.#used);
    return true;
  }

  /** Stops the code at its next tick, whatever it catches. */
  stop(): void {
    if (!this.#isStopped) this.#haltAt(this.ticks);
  }

  /** Adds the cost of work that the engine does not count. */
  charge(ticks: number): void {
    if (this.#isStopped) return;
    this.#used = this.ticks + ticks;
    this.#isUsedUp = this.#used >= this.#limit;
    if (this.#isUsedUp) this.#haltAt(this.#limit);
    else this.#give();
  }

  /** From here on the engine asks at every tick, and is always told to stop. */
  #haltAt(ticks: number): void {
    this.#isStopped = true;
    this.#used = ticks;
    this.#words[this.#word] = 1;
  }

  #give(): void {
    // One at least: the engine asks when the word reaches zero.
    this.#given = Math.max(1, Math.min(this.#limit - this.#used, heartbeatTicks));
    this.#words[this.#word] = this.#given;
  }
}
