/**
 * Where the engine keeps what this folder reads and writes in its memory: found by trying, once,
 * because the build does not say. Every instance of the same binary has the same layout.
 */
import { invariant } from '../kernel/invariant.ts';
import { instantiate, type ExportNames, type Instance } from './instance.ts';
import { pageBytes } from './page-binary.ts';
import { evalGlobal, type Callbacks, type Pointer } from './raw.ts';

export interface Layout {
  /** First address of the heap: below it lie the static data and the C stack. */
  readonly heapBase: Pointer;
  /** Static data that the engine writes: from here to `staticsEnd`, a whole number of pages. */
  readonly staticsFrom: Pointer;
  readonly staticsEnd: Pointer;
  /** Word that holds the end of the heap: it never falls. */
  readonly heapEnd: Pointer;
  /** Word that holds where the heap's last free chunk starts: above it there is nothing to keep. */
  readonly heapTop: Pointer;
  /** In the context: word that counts down to the next call of the interrupt handler. */
  readonly interruptCounter: number;
  /** In the context: 64 bits of state of `Math.random`. */
  readonly randomState: number;
  /** In the runtime: word that holds the place of the function that hears of rejected promises. */
  readonly rejectionTracker: number;
  /** In the runtime: byte that says what is left out of compiled functions. */
  readonly stripFlags: number;
}

/** Leaves out the source text of functions and what only debugging needs. */
export const stripAll = 3;
export const stripNothing = 0;

const bigAllocation = 24 * 1024 * 1024;
const roomForAll = 64 * 1024 * 1024;

/**
 * @param binary the adapted binary, compiled
 * @param heapBase where its heap starts
 * @param staticsEnd where its static data ends
 */
export function findLayout(
  binary: WebAssembly.Module,
  names: ExportNames,
  heapBase: Pointer,
  staticsEnd: Pointer,
): Layout {
  let asked = 0;
  const deaf: Callbacks = {
    callFunction: () => 0,
    shouldInterrupt: () => 0,
    loadModuleSource: () => 0,
    normalizeModule: () => 0,
    rejectionChanged: () => undefined,
    now: () => 0,
    growMemory(bytes) {
      asked = bytes;
      instance.memory.grow(Math.ceil((bytes - instance.memory.buffer.byteLength) / 65_536));
      return true;
    },
  };
  const instance: Instance = instantiate(binary, names, deaf, roomForAll);
  const { raw, memory } = instance;
  const word = (at: Pointer) => new Int32Array(memory.buffer)[at >> 2] as number;
  const words = (at: Pointer, count: number) => new Int32Array(memory.buffer).slice(at >> 2, (at >> 2) + count);

  const before = words(0, 0x40_000);
  const runtime = raw._QTS_NewRuntime();
  const plain = words(runtime, 200);
  raw._QTS_RuntimeEnableInterruptHandler(runtime);
  const enabled = words(runtime, 200);
  const handler = enabled.findIndex((value, i) => value !== plain[i]);
  invariant(handler >= 0, 'the interrupt handler was not found in the runtime');
  const context = raw._QTS_NewContext(runtime, 0);

  const run = (source: string): void => {
    const code = raw._malloc(source.length + 1);
    new Uint8Array(memory.buffer).set(
      [...source, '\0'].map((c) => c.charCodeAt(0)),
      code,
    );
    raw._QTS_FreeValuePointer(
      context,
      raw._QTS_Eval(context, code, source.length, code + source.length, 0, evalGlobal),
    );
    raw._free(code);
  };
  const counter = findCounter(run, () => words(context, 256));
  run('Math.random()');
  const random = findRandomState(
    () => words(context, 256),
    () => run('Math.random()'),
  );

  run(
    'globalThis.all = [/a+/.exec("caa"), JSON.parse("[1.5e300]"), new Date(0).toString(), [3,1,2].sort(), new Map([[1,2]]), 2n ** 70n, (1.1).toFixed(3)]',
  );
  raw._free(raw._malloc(bigAllocation));
  const heapEnd = findWord(words(0, 0x40_000), asked);
  const after = words(0, 0x40_000);
  const firstChanged = after.findIndex((value, i) => value !== before[i]) * 4;
  invariant(firstChanged > 4096 && firstChanged < staticsEnd, `static data changes from ${firstChanged}`);
  invariant(word(heapEnd) > heapBase, 'the end of the heap was not found');
  return {
    heapBase,
    // Writable data lies together at the end; some of it was not written in this trial.
    staticsFrom: staticsEnd - Math.ceil((staticsEnd - firstChanged + 2048) / pageBytes) * pageBytes,
    staticsEnd,
    heapEnd,
    heapTop: findTop(after, staticsEnd, heapBase, word(heapEnd)),
    interruptCounter: counter,
    randomState: random,
    rejectionTracker: (handler + 2) * 4,
    stripFlags: findStripFlags(words(runtime, 200)),
  };
}

function findWord(words: Int32Array, wanted: number): Pointer {
  const at = words.indexOf(wanted);
  invariant(wanted > 0 && at > 0, 'the end of the heap was not found in the static data');
  return at * 4;
}

/**
 * The allocator keeps the size of its last free chunk and, three words on, the address. The chunk
 * reaches to the end of the heap, but for a footer.
 */
function findTop(statics: Int32Array, staticsEnd: Pointer, heapBase: Pointer, heapEnd: Pointer): Pointer {
  const footer = 40;
  for (let i = 256; i < staticsEnd / 4; i++) {
    const [size, top] = [statics[i]!, statics[i + 3]!];
    if (top > heapBase && size > 0 && top + size + footer === heapEnd) return (i + 3) * 4;
  }
  invariant(false, 'the last free chunk of the heap was not found in the static data');
}

/** The word that falls by two for each round of an empty loop. */
function findCounter(run: (source: string) => void, look: () => Int32Array): number {
  run('globalThis.f = function (k) { let i = 0; while (i < k) i++; }');
  const looks = [10, 110, 210].map((k) => {
    run(`f(${k})`);
    return look();
  }) as [Int32Array, Int32Array, Int32Array];
  run('f(10)');
  const last = look();
  const at = looks[0].findIndex((value, i) => {
    const first = value - looks[1][i]!;
    const second = looks[1][i]! - looks[2][i]!;
    return second - first === 200 && looks[2][i]! > last[i]!;
  });
  invariant(at >= 0, 'the interrupt counter was not found in the context');
  return at * 4;
}

/** The 64 bits that change as xorshift64* does. */
function findRandomState(look: () => Int32Array, draw: () => void): number {
  const before = look();
  draw();
  const after = look();
  const mask = (1n << 64n) - 1n;
  const at64 = (words: Int32Array, i: number) => BigInt(words[i]! >>> 0) | (BigInt(words[i + 1]! >>> 0) << 32n);
  for (let i = 0; i + 1 < before.length; i += 2) {
    let x = at64(before, i);
    if (x === 0n) continue;
    x ^= x >> 12n;
    x = (x ^ (x << 25n)) & mask;
    x ^= x >> 27n;
    if (x === at64(after, i)) return i * 4;
  }
  invariant(false, 'the state of Math.random was not found in the context');
}

/** The word before the table of shapes, which is known by its size, a power of two and its exponent. */
function findStripFlags(runtime: Int32Array): number {
  const at = runtime.findIndex((bits, i) => i > 36 && bits > 2 && bits < 20 && runtime[i + 1] === 1 << bits);
  invariant(at > 0 && runtime[at - 1] === 0, 'the strip flags were not found in the runtime');
  return (at - 1) * 4;
}
