/** A playhead that moves by itself: real time times a speed, frame by frame. Who asked for less motion gets steps. */

export interface PlayerOptions {
  /** Instant to play to, microseconds. */
  readonly endUs: () => number;
  /** Where the playhead is now. */
  readonly atUs: () => number;
  readonly move: (atUs: number) => void;
}

/** Seconds between two steps when motion is unwanted. */
const stillStepMs = 500;

export class Player {
  playing = $state(false);
  /** Seconds of the run for a second of the reader. */
  speed = $state(1);
  readonly #options: PlayerOptions;
  #frame = 0;
  #lastMs = 0;

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  /** Starts from the playhead, from the beginning when it stands at the end. */
  play(): void {
    if (this.playing) return;
    if (this.#options.atUs() >= this.#options.endUs() - 1) this.#options.move(0);
    this.playing = true;
    this.#lastMs = performance.now();
    this.#frame = requestAnimationFrame(this.#tick);
  }

  pause(): void {
    this.playing = false;
    cancelAnimationFrame(this.#frame);
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  #tick = (nowMs: number): void => {
    if (!this.playing) return;
    const { endUs, atUs, move } = this.#options;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!still || nowMs - this.#lastMs >= stillStepMs) {
      const next = Math.min(endUs(), atUs() + Math.max(0, nowMs - this.#lastMs) * 1000 * this.speed);
      this.#lastMs = nowMs;
      move(Math.round(next));
      if (next >= endUs()) return this.pause();
    }
    this.#frame = requestAnimationFrame(this.#tick);
  };
}
