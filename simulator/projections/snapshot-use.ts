/** Snapshots of SnapStart as they are charged: how long each version's is kept, and how often it is restored. */
import type { EventType, EventView, TraceHeader } from '../trace.ts';
import type { MemorySizes } from './memory-sizes.ts';

/** Java does not pay for SnapStart. */
const isCharged = ({ snapStart, Version, Runtime }: TraceHeader['functions'][number]): boolean =>
  snapStart && Version !== '$LATEST' && !Runtime.startsWith('java');

export class SnapshotUse {
  /** What a projection that asks must listen to. */
  static readonly listens = ['version.ready', 'platform.restoreReport'] as const satisfies readonly EventType[];

  readonly #functions: TraceHeader['functions'];
  readonly #memory: MemorySizes;
  readonly #leastMs: number;
  /** Since when the snapshot of an entry is kept, microseconds; -1: not yet. */
  readonly #sinceUs: number[];
  /** Memory sizes of the environments restored, MB added up. */
  restoredMB = 0;

  /** @param leastSeconds the fact `billing.snapStart.least` */
  constructor({ functions }: TraceHeader, memory: MemorySizes, leastSeconds: number) {
    this.#functions = functions;
    this.#memory = memory;
    this.#leastMs = leastSeconds * 1000;
    this.#sinceUs = functions.map(({ published }) => (published ? 0 : -1));
  }

  step(event: EventView): void {
    const fn = this.#functions[event.function];
    if (!fn || !isCharged(fn)) return;
    if (event.type === 'version.ready') this.#sinceUs[event.function] = event.atUs;
    else if (event.type === 'platform.restoreReport') this.restoredMB += this.#memory.of(event.function);
  }

  /** Milliseconds times memory size of all snapshots up to the end of the run. */
  keptMbMs(endUs: number): bigint {
    return this.#functions.reduce((sum, fn, entry) => {
      const sinceUs = this.#sinceUs[entry] as number;
      if (!isCharged(fn) || sinceUs < 0) return sum;
      const keptMs = Math.max(this.#leastMs, Math.ceil((endUs - sinceUs) / 1000));
      return sum + BigInt(keptMs) * BigInt(this.#memory.of(entry));
    }, 0n);
  }
}
