/**
 * An engine instance that sandboxes take turns in. One executor serves every sandbox of one memory
 * limit: its memory can hold that much and no more, so a guest runs out of memory at the same
 * point in every run, whoever ran in the executor before.
 *
 * The images of the sandboxes wait outside; the one that ran last stays in until another comes.
 */
import { InvariantError, invariant } from '../kernel/invariant.ts';
import { capture, restore, type Image } from './image.ts';
import { instantiate, type Instance } from './instance.ts';
import type { Layout } from './layout.ts';
import { HostLimitError } from './limits.ts';
import { Meter } from './meter.ts';
import { evalGlobal, type Callbacks, type Pointer, type Raw, type Value } from './raw.ts';
import { mostBytes, readText, writeText } from './text.ts';

const pageBytes = 65_536;

/** What an executor asks of the sandbox that runs in it. */
export interface Tenant {
  image: Image | undefined;
  callFunction(hostFunction: number, argc: number, argv: Pointer): Value;
  loadModuleSource(name: string): Pointer;
  normalizeModule(base: string, name: string): Pointer;
  rejectionChanged(promise: Value, reason: Value, isHandled: boolean): void;
  nowEpochUs(): number;
  /** The guest asked for more memory than it may have. */
  outOfMemory(): void;
}

export class Executor {
  readonly raw: Raw;
  readonly layout: Layout;
  readonly runtime: Pointer;
  readonly context: Pointer;
  readonly meter: Meter;
  memory: Uint8Array;
  words: Int32Array;
  #doubles: BigInt64Array;
  readonly #wasmMemory: WebAssembly.Memory;
  readonly #heapLimit: Pointer;
  #tenant: Tenant | undefined;
  /** The heap was written up to here by some tenant. */
  #writtenEnd: Pointer;
  /** Memory outside every image: for texts and arguments that live no longer than a call. */
  readonly #scratch: Pointer;
  #isBroken = false;

  private constructor(instance: Instance, layout: Layout, runtime: Pointer, context: Pointer, heapLimit: Pointer) {
    this.raw = instance.raw;
    this.layout = layout;
    this.runtime = runtime;
    this.context = context;
    this.#wasmMemory = instance.memory;
    this.#heapLimit = heapLimit;
    this.memory = new Uint8Array(instance.memory.buffer);
    this.words = new Int32Array(instance.memory.buffer);
    this.#doubles = new BigInt64Array(instance.memory.buffer);
    this.meter = new Meter(this.words, context + layout.interruptCounter);
    this.#writtenEnd = this.heapEnd;
    // The far end of the C stack, which the guest's stack limit keeps clear of.
    this.#scratch = layout.staticsEnd + scratchOffset;
  }
}
