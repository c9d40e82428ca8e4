/** The engine that makes sandboxes, and the instances it runs them in: one for each memory limit. */
import { invariant } from '../kernel/invariant.ts';
import type { Program, Sandbox, SandboxEngine, Snapshot } from '../lambda/sandbox.ts';
import type { Build } from './build.ts';
import { DeploymentPackages } from './deployment-package.ts';
import { Executor } from './executor.ts';
import { GuestProcess, type ProcessHome } from './guest-process.ts';
import { largestModelledHeapBytes, smallestModelledHeapBytes } from './limits.ts';
import { ProcessSnapshot } from './process-snapshot.ts';
import { makeTemplate, type Template } from './template.ts';

const pageBytes = 65_536;

export class Engine implements SandboxEngine {
  readonly #build: Build;
  readonly #template: Template;
  readonly #onHeartbeat: (() => void) | undefined;
  readonly #packages = new DeploymentPackages();
  readonly #executors = new Map<number, Executor>();

  /** @param onHeartbeat called now and then while code runs */
  constructor(build: Build, onHeartbeat?: () => void) {
    this.#build = build;
    this.#template = makeTemplate(build);
    this.#onHeartbeat = onHeartbeat;
  }

  create(program: Program): Sandbox {
    return new GuestProcess(program, this.#homeOf(program));
  }

  restore(snapshot: Snapshot, program: Program): Sandbox {
    invariant(snapshot instanceof ProcessSnapshot, 'this is no snapshot of a sandbox');
    return new GuestProcess(program, this.#homeOf(program), snapshot.originFor(program));
  }

  #homeOf(program: Program): ProcessHome {
    const heapBytes = this.#heapBytes(program.memoryLimitBytes);
    const code = this.#packages.of(program);
    return {
      template: this.#template,
      executorFor: () => this.#executor(heapBytes),
      files: code.files,
      siblings: code.siblings(heapBytes),
    };
  }

  /** The heap that a limit stands for: whole pages, with room for what every process starts with. */
  #heapBytes(memoryLimitBytes: number): number {
    const wanted = this.#template.heapBytes + memoryLimitBytes;
    const bounded = Math.min(largestModelledHeapBytes, Math.max(smallestModelledHeapBytes, wanted));
    return Math.ceil(bounded / pageBytes) * pageBytes;
  }

  #executor(heapBytes: number): Executor {
    const known = this.#executors.get(heapBytes);
    if (known && !known.isBroken) return known;
    const executor = Executor.open(this.#build, heapBytes);
    executor.adopt(this.#template.runtime, this.#template.context);
    executor.meter.onHeartbeat = this.#onHeartbeat;
    this.#executors.set(heapBytes, executor);
    return executor;
  }
}
