/**
 * One instance of the QuickJS binary with everything it asks of a host replaced: its clock is
 * virtual, it has no environment, no time zone and no files, and its memory grows only as allowed.
 */
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { InvariantError } from '../kernel/invariant.ts';
import { tableExport } from './binary.ts';
import type { Callbacks, Raw } from './raw.ts';

export interface Instance {
  readonly raw: Raw;
  readonly memory: WebAssembly.Memory;
  /** Place of the function that hears of rejected promises, the same in every instance. */
  readonly rejectionSlot: number;
}

const pageBytes = 65_536;
const initialPages = 256;

/**
 * (import "host" "f" (func (param i32 i64 i64 i32 i32))), exported again: the way to put a host
 * function of that shape into a WebAssembly table.
 */
// prettier-ignore
const rejectionWrapper = Uint8Array.of(
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  1, 9, 1, 0x60, 5, 0x7f, 0x7e, 0x7e, 0x7f, 0x7f, 0,
  2, 10, 1, 4, 0x68, 0x6f, 0x73, 0x74, 1, 0x66, 0, 0,
  7, 5, 1, 1, 0x66, 0, 0,
);

/** The letter under which the binary exports each function of `Raw`. */
export type ExportNames = Readonly<Record<keyof Raw, string>>;

/** Runs what the binary does before it is used. */
const startExport = 'u';

/**
 * Learns the export names from the loader that the build brings along: it gives them readable names.
 * @param binary the adapted binary, compiled
 */
export async function learnExportNames(binary: WebAssembly.Module): Promise<ExportNames> {
  let exports: WebAssembly.Exports = {};
  const load = (await variant.importModuleLoader()) as unknown as (options: object) => Promise<Raw>;
  const raw = await load({
    instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(binary, imports);
      exports = instance.exports;
      receive(instance);
      return exports;
    },
  });
  const nameOf = new Map(Object.entries(exports).map(([name, value]) => [value, name]));
  return Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) => {
      const name = key.startsWith('_') ? nameOf.get(value) : undefined;
      return name === undefined ? [] : [[key, name]];
    }),
  ) as ExportNames;
}

/**
 * Makes an instance.
 * @param binary the adapted binary, compiled
 * @param callbacks what the engine calls
 * @param maximumBytes the most its memory may ever hold
 */
export function instantiate(
  binary: WebAssembly.Module,
  names: ExportNames,
  callbacks: Callbacks,
  maximumBytes: number,
): Instance {
  const memory = new WebAssembly.Memory({
    initial: initialPages,
    maximum: Math.max(initialPages, Math.ceil(maximumBytes / pageBytes)),
  });
  const { exports } = new WebAssembly.Instance(binary, { a: hostImports(callbacks, memory) });
  (exports[startExport] as () => void)();
  const table = exports[tableExport] as WebAssembly.Table;
  const wrapper = new WebAssembly.Instance(new WebAssembly.Module(rejectionWrapper), {
    host: { f: callbacks.rejectionChanged },
  });
  const raw = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, exports[name]])) as unknown as Raw;
  return { raw, memory, rejectionSlot: table.grow(1, wrapper.exports['f']) };
}

/** The build's imports have one-letter names; these are the ones that reach the host. */
function hostImports(callbacks: Callbacks, memory: WebAssembly.Memory): Record<string, WebAssembly.ImportValue> {
  const words = () => new Int32Array(memory.buffer);
  const end = (): never => {
    throw new InvariantError('the QuickJS engine aborted');
  };
  return {
    a: memory,
    b: end, // assertion failed
    q: end, // abort
    r: end, // exit
    c: () => 0, // write to a file
    d: () => 0, // close
    o: () => 0, // seek
    e: () => 0, // environment variables: none
    f: (count: number, size: number) => {
      words()[count >> 2] = 0;
      words()[size >> 2] = 0;
      return 0;
    },
    j: () => 0, // interval timer
    l: () => undefined, // keep the runtime alive
    m: (_time: bigint, tm: number) => void words().fill(0, tm >> 2, (tm >> 2) + 10), // local time is UTC
    n: (timezone: number, daylight: number) => {
      words()[timezone >> 2] = 0;
      words()[daylight >> 2] = 0;
    },
    p: callbacks.now,
    k: (bytes: number) => (callbacks.growMemory(bytes >>> 0) ? 1 : 0),
    s: callbacks.callFunction,
    i: callbacks.shouldInterrupt,
    h: callbacks.loadModuleSource,
    g: callbacks.normalizeModule,
    t: () => undefined, // a host reference was freed
  };
}
