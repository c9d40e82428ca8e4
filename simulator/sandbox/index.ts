/**
 * The sandbox: the learner's code in QuickJS, as the Node.js runtime of Lambda would run it.
 *
 * This folder is the only one that knows QuickJS. It has a host side (TypeScript, here) and a guest
 * side (`guest/`, JavaScript that runs inside QuickJS and is built into `guest.generated.ts`).
 */
import type { SandboxEngine } from '../lambda/sandbox.ts';
import type { Scenario } from '../scenario/index.ts';
import { prepare, type Build } from './build.ts';
import { Engine } from './engine.ts';
import { isTypeScript, loadTypeStripper } from './typescript.ts';

export { HostLimitError, largestModelledHeapBytes } from './limits.ts';

export interface SandboxOptions {
  /** Gives the bytes of the QuickJS binary; absent: where the platform keeps them. */
  readonly wasm?: () => Promise<Uint8Array>;
  /** Called now and then while code runs. */
  readonly onHeartbeat?: () => void;
}

let build: Promise<Build> | undefined;

/**
 * Loads what the code of a scenario needs.
 * @throws InvariantError when the binary is not the one this was written for
 */
export async function loadSandbox(scenario: Scenario, options: SandboxOptions = {}): Promise<SandboxEngine> {
  const paths = scenario.functions.flatMap((fn) => Object.keys(fn.Code?.files ?? {}));
  if (paths.some(isTypeScript)) await loadTypeStripper();
  build ??= (options.wasm ?? (await import('#quickjs-wasm')).quickjsWasm)().then(prepare);
  try {
    return new Engine(await build, options.onHeartbeat);
  } catch (error) {
    build = undefined;
    throw error;
  }
}
