/**
 * The template: a process of the Node.js runtime before it knows its function. The guest's side of
 * the sandbox is evaluated in it once; every new process starts from a copy of its image.
 */
import { invariant } from '../kernel/invariant.ts';
import type { Build } from './build.ts';
import { Executor, type Tenant } from './executor.ts';
import { guest } from './guest.generated.ts';
import { hostFunctions } from './host-functions.ts';
import { imageOf, type Image } from './image.ts';
import { stripAll, stripNothing } from './layout.ts';
import { guestStackBytes, smallestModelledHeapBytes } from './limits.ts';
import { evalGlobal, evalModule, type Pointer, type Value } from './raw.ts';

/** Functions of the guest that the host calls, by their place in the template. */
export type EntryPoints = Readonly<Record<(typeof entryPoints)[number], Value>>;

const entryPoints = [
  'start',
  'invoke',
  'checkpoint',
  'restored',
  'turn',
  'rejected',
  'error',
  'exportNames',
  'interop',
] as const;

export interface Template {
  readonly image: Image;
  /** Heap that every process has from the start. */
  readonly heapBytes: number;
  readonly runtime: Pointer;
  readonly context: Pointer;
  readonly entries: EntryPoints;
}

/** A module that only modules made by the host may import. */
export const interopModule = 'coldstart:interop';

/** The guest's own modules are called by this and their file name. */
const guestScheme = 'coldstart:';
// The largest files first: what compiling them needs for a while is filled by the others.
const startScript = "import { bootstrap } from './main.js'; globalThis.bootstrap = bootstrap;";

/** Runs in the executor while the template is made. */
const builderOf = (executor: Executor): Tenant => ({
  image: undefined,
  isLoaded: false,
  siblings: undefined,
  callFunction: () => 0,
  loadModuleSource: (name) => executor.lastingText(guest.prelude[name.slice(guestScheme.length)] ?? ''),
  normalizeModule: (_base, name) => executor.lastingText(guestScheme + name),
  rejectionChanged: () => undefined,
  nowEpochUs: () => 0,
  outOfMemory: () => undefined,
});

export function makeTemplate(build: Build): Template {
  const executor = Executor.open(build, smallestModelledHeapBytes);
  const { raw } = executor;
  executor.enter(builderOf(executor));
  return executor.guarded(() => {
    const runtime = raw._QTS_NewRuntime();
    raw._QTS_RuntimeSetMaxStackSize(runtime, guestStackBytes);
    raw._QTS_RuntimeEnableInterruptHandler(runtime);
    raw._QTS_RuntimeEnableModuleLoader(runtime, 1);
    const context = raw._QTS_NewContext(runtime, 0);
    executor.adopt(runtime, context);
    executor.meter.start(Number.MAX_SAFE_INTEGER);
    executor.watchRejections();
    // `import()` needs the name of the script it stands in, so it is compiled before names are left out.
    const load = checked(
      executor,
      executor.evaluate('(address) => import(address)', 'node:internal/import', evalGlobal),
    );
    executor.strip(stripAll);

    const host = raw._QTS_NewObject(context);
    hostFunctions.forEach((name, id) => {
      const text = executor.lastingText(name);
      setProperty(executor, host, name, raw._QTS_NewFunction(context, text, 0, 0, id));
      raw._free(text);
    });
    setProperty(executor, host, 'importModule', load);
    executor.free(checked(executor, executor.evaluate(startScript, `${guestScheme}start`, evalModule)));
    while (executor.runJobs(-1));
    const global = checked(executor, executor.evaluate('globalThis', 'node:internal/global', evalGlobal));
    const bootstrap = getProperty(executor, global, 'bootstrap');
    const entryObject = checked(executor, executor.call(bootstrap, host));
    const entries = Object.fromEntries(
      entryPoints.map((name) => [name, getProperty(executor, entryObject, name)]),
    ) as EntryPoints;
    // The interop module hands the guest's own `require` to modules that the host makes.
    setProperty(executor, global, 'interop', entries.interop);
    executor.free(
      checked(
        executor,
        executor.evaluate(
          'export const load = globalThis.interop; delete globalThis.interop; delete globalThis.bootstrap;',
          interopModule,
          evalModule,
        ),
      ),
    );
    while (executor.runJobs(-1));
    for (const value of [global, entryObject, bootstrap, host, load]) executor.free(value);
    executor.strip(stripNothing);
    return {
      image: imageOf(executor.whole()),
      heapBytes: executor.heapEnd - build.layout.heapBase,
      runtime,
      context,
      entries,
    };
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
