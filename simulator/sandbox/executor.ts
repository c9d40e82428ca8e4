/**
 * An engine instance that sandboxes take turns in. One executor serves every sandbox of one memory
 * limit: its memory can hold that much and no more, so a guest runs out of memory at the same
 * point in every run, whoever ran in the executor before.
 *
 * The images of the sandboxes wait outside; the one that ran last stays in until another comes.
 */
import { invariant } from '../kernel/invariant.ts';
import type { Build } from './build.ts';
import type { Siblings } from './deployment-package.ts';
import { baseIn, imageOf, wholeOf, type Base, type Image } from './image.ts';
import { ImageMemory } from './image-memory.ts';
import { instantiate, type Instance } from './instance.ts';
import type { Layout } from './layout.ts';
import { HostLimitError } from './limits.ts';
import { Meter } from './meter.ts';
import type { Pointer, Raw, Value } from './raw.ts';
import { mostBytes, readText, writeText } from './text.ts';

const pageBytes = 65_536;
const chunkHeader = 16;

/**
 * Bytes of an image from which on its siblings get a base of their own. Below it the template serves
 * all: it holds most of them, and those who share a base take turns the fastest.
 */
const worthSharing = 96 * 1024;

/** What an executor asks of the sandbox that runs in it. */
export interface Tenant {
  /** Where the sandbox rests while others run; undefined before it first ran. */
  image: Image | undefined;
  /** Whether it is past its init code. */
  readonly isLoaded: boolean;
  /** Those it is like; undefined: it is like the base of the image that it started from. */
  readonly siblings: Siblings | undefined;
  callFunction(hostFunction: number, argc: number, argv: Pointer): Value;
  loadModuleSource(name: string): Pointer;
  normalizeModule(base: string, name: string): Pointer;
  rejectionChanged(promise: Value, reason: Value, isHandled: boolean): void;
  /** Microseconds since 1970 on the guest's clock. */
  nowEpochUs(): number;
  /** The guest asked for more memory than it may have. */
  outOfMemory(): void;
}

/*
 * The far end of the C stack, which the guest's stack limit keeps clear of, serves as memory
 * outside every image: for arguments and texts that live no longer than the start of a call. The
 * messages of messages.ts lie there too, between 1,024 and 4,096, and above them the copy of the
 * base of the images that take turns. Texts are nearest to the guest's end of the stack.
 */
const mebibyte = 1024 * 1024;
const scratch = {
  ...{ arguments: 8, promise: 512, reason: 520 },
  ...{ base: 4096, baseBytes: mebibyte },
  ...{ text: 4096 + mebibyte, textBytes: 3_450_000 },
};

export class Executor {
  readonly raw: Raw;
  readonly layout: Layout;
  /** Addresses of runtime and context, the same in every image. */
  runtime: Pointer = 0;
  context: Pointer = 0;
  memory: Uint8Array;
  words: Int32Array;
  readonly meter: Meter;
  readonly #wasmMemory: WebAssembly.Memory;
  readonly #rejectionSlot: number;
  readonly #heapLimit: Pointer;
  readonly #undefined: Value;
  readonly #images: ImageMemory;
  #tenant: Tenant | undefined;
  #isBroken = false;

  private constructor(instance: Instance, layout: Layout, heapLimit: Pointer) {
    this.raw = instance.raw;
    this.layout = layout;
    this.#wasmMemory = instance.memory;
    this.#rejectionSlot = instance.rejectionSlot;
    this.#heapLimit = heapLimit;
    this.memory = new Uint8Array(instance.memory.buffer);
    this.words = new Int32Array(instance.memory.buffer);
    this.meter = new Meter(this.words);
    const { staticsEnd } = layout;
    this.#images = new ImageMemory(instance.memory, layout, {
      base: staticsEnd + scratch.base,
      baseBytes: scratch.baseBytes,
      // Between two tenants there is no text that anybody reads.
      records: staticsEnd + scratch.text,
      recordsBytes: scratch.textBytes,
    });
    this.#undefined = instance.raw._QTS_GetUndefined();
  }

  /**
   * @param build the engine's binary and what is known of it
   * @param heapBytes the most a tenant's heap may take
   */
  static open({ binary, names, layout, messages }: Build, heapBytes: number): Executor {
    const holder: { executor?: Executor } = {};
    const own = (): Executor => {
      invariant(holder.executor, 'the engine calls before it is there');
      return holder.executor;
    };
    const tenant = (): Tenant => {
      const current = own().#tenant;
      invariant(current, 'the engine calls while nobody runs in it');
      return current;
    };
    const text = (at: Pointer): string => readText(own().memory, at);
    const instance = instantiate(
      binary,
      names,
      {
        callFunction: (_context, _self, argc, argv, id) => tenant().callFunction(id, argc, argv),
        shouldInterrupt: () => (own().meter.interrupt() ? 1 : 0),
        loadModuleSource: (_runtime, _context, name) => tenant().loadModuleSource(text(name)),
        normalizeModule: (_runtime, _context, base, name) => tenant().normalizeModule(text(base), text(name)),
        rejectionChanged: (_context, promise, reason, isHandled) =>
          own().#rejectionChanged(tenant(), promise, reason, isHandled !== 0),
        now: () => (holder.executor ? Math.floor(tenant().nowEpochUs() / 1000) : 0),
        growMemory: (bytes) => own().#grow(bytes),
      },
      layout.heapBase + heapBytes,
    );
    const executor = new Executor(instance, layout, layout.heapBase + heapBytes);
    executor.memory.set(messages.bytes, messages.address);
    return (holder.executor = executor);
  }

  /** Names the runtime and context that every image holds at these addresses. */
  adopt(runtime: Pointer, context: Pointer): void {
    this.runtime = runtime;
    this.context = context;
    this.meter.place(context + this.layout.interruptCounter);
    this.#images.forget(this.heapEnd);
  }

  /** Lets rejected promises be told to the host. */
  watchRejections(): void {
    this.words[(this.runtime + this.layout.rejectionTracker) >> 2] = this.#rejectionSlot;
  }

  /** The end of the heap: it only ever grows. */
  get heapEnd(): Pointer {
    return this.words[this.layout.heapEnd >> 2] as Pointer;
  }

  /** The end of what is in use on the heap, with the header of the free chunk that follows. */
  get liveEnd(): Pointer {
    return (this.words[this.layout.heapTop >> 2] as Pointer) + chunkHeader;
  }

  /** What is left out of functions that are compiled from now on: see layout.ts. */
  strip(flags: number): void {
    this.memory[this.runtime + this.layout.stripFlags] = flags;
  }

  /** An exception went through the engine: its memory cannot be trusted any more. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Makes `tenant` the one that runs here; the former one goes to rest, with what it changed. */
  enter(tenant: Tenant): void {
    if (this.#tenant === tenant) return;
    this.#rest();
    // Without an image the tenant takes the memory as it is: that is how the template is made.
    if (tenant.image) {
      this.#makeRoomFor(Math.max(tenant.image.heapBytes, tenant.image.base.heap.length));
      this.#images.put(tenant.image);
    }
    this.#tenant = tenant;
  }

  /** Copies the whole of what is in the memory. */
  whole(): Base {
    return baseIn(this.memory, this.layout, this.liveEnd);
  }

  /** The tenant goes to rest, if it was the one that ran here. */
  leaveToRest(tenant: Tenant): void {
    if (this.#tenant === tenant) this.#rest();
  }

  /** The tenant's memory is worth nothing any more. */
  leave(tenant: Tenant): void {
    if (this.#tenant !== tenant) return;
    this.#images.forget(this.heapEnd);
    this.#tenant = undefined;
  }

  /** Runs `act`, which calls the engine. What it throws went through the engine and breaks it. */
  guarded<Result>(act: () => Result): Result {
    invariant(!this.#isBroken, 'a broken engine cannot run');
    try {
      return act();
    } catch (error) {
      this.#isBroken = true;
      this.#tenant = undefined;
      throw error;
    }
  }

  #rest(): void {
    const tenant = this.#tenant;
    if (!tenant) return;
    this.#tenant = undefined;
    const { siblings } = tenant;
    if (siblings?.base) this.#makeRoomFor(siblings.base.heap.length);
    const image = this.#images.take(this.liveEnd, this.heapEnd, tenant.image, siblings?.base);
    tenant.image = image;
    if (!siblings || siblings.base || siblings.count < 2 || !tenant.isLoaded || image.bytes.length < worthSharing)
      return;
    siblings.base = wholeOf(image, this.layout);
    tenant.image = imageOf(siblings.base);
  }

  #makeRoomFor(heapBytes: number): void {
    const end = this.layout.heapBase + heapBytes;
    invariant(end <= this.#heapLimit, 'an image does not fit into its executor');
    if (end > this.memory.length) this.#growTo(end);
  }

  #grow(bytes: number): boolean {
    if (bytes > this.#heapLimit) {
      this.#tenant?.outOfMemory();
      return false;
    }
    this.#growTo(bytes);
    return true;
  }

  #growTo(bytes: number): void {
    try {
      this.#wasmMemory.grow(Math.ceil((bytes - this.memory.length) / pageBytes));
    } catch {
      throw new HostLimitError(`This device did not give ${Math.ceil(bytes / 1048576)} MiB of memory to the sandbox.`);
    }
    this.memory = new Uint8Array(this.#wasmMemory.buffer);
    this.words = new Int32Array(this.#wasmMemory.buffer);
    this.meter.moved(this.words);
    this.#images.moved(this.memory);
  }

  #rejectionChanged(tenant: Tenant, promise: bigint, reason: bigint, isHandled: boolean): void {
    const { staticsEnd } = this.layout;
    const values = new BigInt64Array(this.#wasmMemory.buffer);
    values[(staticsEnd + scratch.promise) >> 3] = promise;
    values[(staticsEnd + scratch.reason) >> 3] = reason;
    tenant.rejectionChanged(staticsEnd + scratch.promise, staticsEnd + scratch.reason, isHandled);
  }

  /**
   * Calls a function of the guest with up to three arguments.
   * @returns a box with its result or its exception: see `exceptionOf`
   */
  call(fn: Value, a?: Value, b?: Value, c?: Value): Value {
    const argv = (this.layout.staticsEnd + scratch.arguments) >> 2;
    let count = 0;
    if (a !== undefined) this.words[argv + count++] = a;
    if (b !== undefined) this.words[argv + count++] = b;
    if (c !== undefined) this.words[argv + count++] = c;
    return this.raw._QTS_Call(this.context, fn, this.#undefined, count, argv << 2);
  }

  /** The exception if `value` stands for one, else 0. */
  exceptionOf(value: Value): Value {
    return this.raw._QTS_ResolveException(this.context, value);
  }

  free(value: Value): void {
    this.raw._QTS_FreeValuePointer(this.context, value);
  }

  newText(text: string): Value {
    return this.withText(text, (at) => this.raw._QTS_NewString(this.context, at));
  }

  /** A value as text, and frees it. */
  takeText(value: Value): string {
    const text = this.textOf(value);
    this.free(value);
    return text;
  }

  textOf(value: Value): string {
    const at = this.raw._QTS_GetString(this.context, value);
    if (at === 0) return '';
    const text = readText(this.memory, at);
    this.raw._QTS_FreeCString(this.context, at);
    return text;
  }

  numberOf(value: Value): number {
    return this.raw._QTS_GetFloat64(this.context, value);
  }

  /** A copy of the bytes of an ArrayBuffer. */
  bytesOf(value: Value): Uint8Array {
    const length = this.raw._QTS_GetArrayBufferLength(this.context, value);
    if (!(length > 0)) return new Uint8Array(0);
    const at = this.raw._QTS_GetArrayBuffer(this.context, value);
    const bytes = this.memory.slice(at, at + length);
    this.raw._free(at);
    return bytes;
  }

  /** An ArrayBuffer with a copy of the bytes; undefined when the guest has no room for it. */
  newBytes(bytes: Uint8Array): Value {
    const at = this.raw._malloc(Math.max(1, bytes.length));
    if (at === 0) return this.raw._QTS_GetUndefined();
    this.memory.set(bytes, at);
    return this.raw._QTS_NewArrayBuffer(this.context, at, bytes.length);
  }

  /** Text that the guest will free. 0 when it has no room for it. */
  lastingText(text: string): Pointer {
    const at = this.raw._malloc(mostBytes(text.length));
    if (at !== 0) writeText(this.memory, at, text);
    return at;
  }

  /** Evaluates source text. @returns a box with the result or an exception */
  evaluate(source: string, filename: string, flags: number): Value {
    const name = this.lastingText(filename);
    const value = this.withText(source, (at, bytes) => this.raw._QTS_Eval(this.context, at, bytes, name, 0, flags));
    this.raw._free(name);
    return value;
  }

  /** Whether promise jobs are waiting. */
  get hasJobs(): boolean {
    return this.raw._QTS_IsJobPending(this.runtime) !== 0;
  }

  /** Runs the jobs that are waiting, a batch at a time. @returns whether any is left */
  runJobs(most: number): boolean {
    const { raw, runtime } = this;
    const out = this.layout.staticsEnd + scratch.arguments;
    this.words[out >> 2] = 0;
    raw._QTS_FreeValuePointerRuntime(runtime, raw._QTS_ExecutePendingJob(runtime, most, out));
    return this.hasJobs;
  }

  /**
   * Writes a text where it lasts until the next one, for the engine to copy.
   * @returns what `use` gives, or undefined's box when the guest has no room for the text
   */
  withText(text: string, use: (at: Pointer, bytes: number) => Value): Value {
    const most = mostBytes(text.length);
    if (most <= scratch.textBytes) {
      const at = this.layout.staticsEnd + scratch.text;
      return use(at, writeText(this.memory, at, text));
    }
    const at = this.raw._malloc(most);
    if (at === 0) return this.raw._QTS_GetUndefined();
    const value = use(at, writeText(this.memory, at, text));
    this.raw._free(at);
    return value;
  }
}
