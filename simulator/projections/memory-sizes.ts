/**
 * The memory size of every version. What the trace's header says of a version that the run publishes is
 * what the function had at the start; its environments have what it was published with.
 */
import type { EventView, TraceHeader } from '../trace.ts';

export class MemorySizes {
  readonly #sizes: number[];

  constructor({ functions }: TraceHeader) {
    this.#sizes = functions.map(({ MemorySize }) => MemorySize);
  }

  /** Takes in an `environment.created`. */
  step(event: EventView): void {
    this.#sizes[event.function] = event.number('memorySizeMB');
  }

  /** MB of an entry of `header.functions`: of its newest environment, if it has any. */
  of(entry: number): number {
    return this.#sizes[entry] ?? 0;
  }
}
