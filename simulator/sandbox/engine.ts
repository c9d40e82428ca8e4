/** The engine that makes sandboxes, and the instances it runs them in: one for each memory limit. */
import type { Program, Sandbox, SandboxEngine } from '../lambda/sandbox.ts';
import type { Build } from './build.ts';
import { Executor } from './executor.ts';
import { GuestProcess } from './guest-process.ts';
import { largestModelledHeapBytes, smallestModelledHeapBytes } from './limits.ts';
import { makeTemplate, type Template } from './template.ts';

const pageBytes = 65_536;

export class Engine implements SandboxEngine {
  readonly #build: Build;
  readonly #template: Template;
  readonly #onHeartbeat: (() => void) | undefined;
  readonly #executors = new Map<number, Executor>();

  /** @param onHeartbeat called now and then while code runs */
  constructor(build: Build, onHeartbeat?: () => void) {
    this.#build = build;
    this.#template = makeTemplate(build);
    this.#onHeartbeat = onHeartbeat;
  }

  create(program: Program): Sandbox {
    const heapBytes = this.#heapBytes(program.memoryLimitBytes);
    return new GuestProcess(program, this.#template, () => this.#executor(heapBytes));
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
