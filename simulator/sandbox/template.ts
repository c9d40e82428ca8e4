/**
 * The template: a process of the Node.js runtime before it knows its function. The guest's side of
 * the sandbox is evaluated in it once; every new process starts from a copy of its image.
 */
import { invariant } from '../kernel/invariant.ts';
import type { Build } from './build.ts';
import { Executor, type Tenant } from './executor.ts';
import { guest } from './guest.generated.ts';
import { hostFunctions } from './host-functions.ts';
import { capture, type Image } from './image.ts';
import { guestStackBytes, smallestModelledHeapBytes } from './limits.ts';
import { evalGlobal, evalModule, evalStrip, type Pointer, type Value } from './raw.ts';

/** Functions of the guest that the host calls, by their place in the template. */
export type EntryPoints = Readonly<Record<(typeof entryPoints)[number], Value>>;

const entryPoints = ['start', 'invoke', 'turn', 'rejected', 'error', 'exportNames', 'interop'] as const;

export interface Template {
  readonly image: Image;
  readonly runtime: Pointer;
  readonly context: Pointer;
  readonly entries: EntryPoints;
}

/** A module that only modules made by the host may import. */
export const interopModule = 'coldstart:interop';

const builder: Tenant = {
  image: undefined,
  callFunction: () => 0,
  loadModuleSource: () => 0,
  normalizeModule: () => 0,
  rejectionChanged: () => undefined,
  nowEpochUs: () => 0,
  outOfMemory: () => undefined,
};

export function makeTemplate(build: Build): Template {
  const executor = Executor.open(build, smallestModelledHeapBytes);
  const { raw } = executor;
  executor.enter(builder);
  return executor.guarded(() => {
    const runtime = raw._QTS_NewRuntime();
    raw._QTS_RuntimeSetMaxStackSize(runtime, guestStackBytes);
    raw._QTS_RuntimeEnableInterruptHandler(runtime);
    raw._QTS_RuntimeEnableModuleLoader(runtime, 1);
    const context = raw._QTS_NewContext(runtime, 0);
    executor.adopt(runtime, context);
    executor.meter.start(Number.MAX_SAFE_INTEGER);
    executor.watchRejections();

    const host = raw._QTS_NewObject(context);
    hostFunctions.forEach((name, id) => {
      const text = executor.lastingText(name);
      setProperty(executor, host, name, raw._QTS_NewFunction(context, text, 0, 0, id));
      raw._free(text);
    });
    const bootstrap = checked(executor, executor.evaluate(guest.prelude, 'node:internal/bootstrap', evalGlobal | evalStrip));
    const entryObject = checked(executor, executor.call(bootstrap, host));
    const entries = Object.fromEntries(
      entryPoints.map((name) => [name, getProperty(executor, entryObject, name)]),
    ) as EntryPoints;
    // The interop module hands the guest's own `require` to modules that the host makes.
    const global = checked(executor, executor.evaluate('globalThis', 'node:internal/bootstrap', evalGlobal));
    setProperty(executor, global, 'interop', entries.interop);
    executor.free(
      checked(
        executor,
        executor.evaluate('export const load = globalThis.interop; delete globalThis.interop;', interopModule, evalModule),
      ),
    );
    while (executor.runJobs(-1));
    for (const value of [global, entryObject, bootstrap, host]) executor.free(value);
    return { image: capture(executor.memory, build.layout, executor.heapEnd), runtime, context, entries };
  });
}

function setProperty(executor: Executor, object: Value, name: string, value: Value): void {
  const key = executor.newText(name);
  executor.raw._QTS_SetProp(executor.context, object, key, value);
  executor.free(key);
}

function getProperty(executor: Executor, object: Value, name: string): Value {
  const key = executor.newText(name);
  const value = executor.raw._QTS_GetProp(executor.context, object, key);
  executor.free(key);
  return value;
}

function checked(executor: Executor, value: Value): Value {
  const exception = executor.exceptionOf(value);
  invariant(exception === 0, `the guest's side failed: ${exception && executor.textOf(exception)}`);
  return value;
}
