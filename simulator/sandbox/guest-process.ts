/**
 * One sandbox: the process of the Node.js runtime in one execution environment.
 *
 * It lives as an image between slices. A slice goes: the clock and the meter are set, the guest is
 * called, its jobs run, and the guest is asked for its next turn until it says that it waits,
 * answered or ended. What happens inside a turn is the guest's own story: see `guest/`.
 */
import { InvariantError, invariant } from '../kernel/invariant.ts';
import { logLevels } from '../trace.ts';
import type {
  InvocationInput,
  LogLine,
  Pace,
  PostedError,
  Program,
  Sandbox,
  Slice,
  SliceState,
  Snapshot,
} from '../lambda/sandbox.ts';
import type { Siblings } from './deployment-package.ts';
import type { Executor, Tenant } from './executor.ts';
import { callHost, type Host } from './host-functions.ts';
import { wholeOf, type Image } from './image.ts';
import { HostLimitError, logLimitLength, sliceTickLimit } from './limits.ts';
import { loadModuleSource, normalizeModule } from './module-loader.ts';
import { nodeVersionOf } from './node-versions.ts';
import { ProcessSnapshot, type Origin } from './process-snapshot.ts';
import type { ProgramFiles } from './program-files.ts';
import type { Pointer, Value } from './raw.ts';
import type { Template } from './template.ts';
import { TmpFolder } from './tmp-folder.ts';

/** Jobs between two looks at whether the code was stopped. */
const jobsAtOnce = 500;

/**
 * `idle`: loaded, and no event is open. `checkpointed`: its hooks have run, so it can be taken an image
 * of. `restored`: from an image, and its hooks have not run.
 */
type Phase =
  'new' | 'loading' | 'idle' | 'busy' | 'checkpointing' | 'checkpointed' | 'restored' | 'restoring' | 'ended';

/** What a process needs of the engine that made it. */
export interface ProcessHome {
  readonly template: Template;
  /** Gives an engine instance with the program's memory limit. */
  readonly executorFor: () => Executor;
  readonly files: ProgramFiles;
  readonly siblings: Siblings;
}

export class GuestProcess implements Sandbox, Tenant, Host {
  image: Image | undefined;
  readonly files: ProgramFiles;
  readonly home: { files: ProgramFiles; tmp: TmpFolder };
  readonly random: () => number;
  readonly template: Template;
  readonly siblings: Siblings;
  readonly #program: Program;
  readonly #executorFor: () => Executor;
  #executor: Executor | undefined;
  #phase: Phase = 'new';
  #ended: SliceState = { type: 'exited', exitCode: 0 };
  #pace: Pace = { nowEpochUs: 0, usPerTick: 0, budgetTicks: 0 };
  #logs: LogLine[] = [];
  #logRoom = logLimitLength;
  /** Why the code was stopped, when it was not the limit of its ticks. */
  #stop: 'outOfMemory' | { exitCode: number } | undefined;
  #memoryUsedBytes = 0;

  /**
   * @param home what the engine gives it
   * @param origin what a restored process goes on from; absent: it is new
   */
  constructor(program: Program, home: ProcessHome, origin?: Origin) {
    const { template, executorFor, files, siblings } = home;
    this.#program = program;
    this.template = template;
    this.#executorFor = executorFor;
    this.files = files;
    this.home = { files: this.files, tmp: origin?.tmp.copy() ?? new TmpFolder(program.tmpLimitBytes) };
    this.random = program.random;
    this.siblings = origin?.siblings ?? siblings;
    this.siblings.count++;
    if (!origin) return;
    this.#phase = 'restored';
    this.image = origin.image;
    this.#memoryUsedBytes = origin.memoryUsedBytes;
  }

  get isLoaded(): boolean {
    return this.#phase !== 'loading';
  }

  get executor(): Executor {
    invariant(this.#executor, 'a process that runs nowhere was asked for its engine');
    return this.#executor;
  }

  load(pace: Pace): Slice {
    this.reset();
    this.#phase = 'loading';
    this.image = this.template.image;
    return this.#slice(pace, (executor) => {
      this.#seedRandom(executor);
      return executor.call(this.template.entries.start, this.#text(this.#startText()));
    });
  }

  invoke(input: InvocationInput, pace: Pace): Slice {
    if (this.#phase !== 'ended') {
      invariant(this.#phase === 'idle', `a process that is ${this.#phase} cannot take an event`);
      this.#phase = 'busy';
    }
    this.#logRoom = logLimitLength;
    return this.#slice(pace, (executor) => {
      const { raw, context } = executor;
      const details = `${input.requestId}\n${input.invokedFunctionArn}\n${input.functionName}\n${input.functionVersion}\n${input.memoryLimitInMB}\n${input.logGroupName}\n${input.logStreamName}`;
      return executor.call(
        this.template.entries.invoke,
        this.#text(input.payload),
        this.#text(details),
        this.#keep(raw._QTS_NewFloat64(context, Math.floor(input.deadlineEpochUs / 1000))),
      );
    });
  }

  checkpoint(pace: Pace): Slice {
    invariant(this.#phase === 'idle', `a process that is ${this.#phase} cannot be checkpointed`);
    this.#phase = 'checkpointing';
    this.#logRoom = logLimitLength;
    return this.#slice(pace, (executor) => executor.call(this.template.entries.checkpoint));
  }

  snapshot(): Snapshot {
    invariant(this.#phase === 'checkpointed', `a process that is ${this.#phase} cannot be taken a snapshot of`);
    const { executor } = this;
    executor.leaveToRest(this);
    invariant(this.image, 'a process at rest has no image');
    const whole = wholeOf(this.image, executor.layout);
    return new ProcessSnapshot(this.#program, whole, this.home.tmp.copy(), this.#memoryUsedBytes);
  }

  restored(pace: Pace): Slice {
    invariant(this.#phase === 'restored', `a process that is ${this.#phase} has not just been restored`);
    this.#phase = 'restoring';
    return this.#slice(pace, (executor) => executor.call(this.template.entries.restored));
  }

  resume(pace: Pace): Slice {
    invariant(canResume.has(this.#phase), `a process that is ${this.#phase} has nothing to resume`);
    return this.#slice(pace, () => 0);
  }

  reset(): void {
    this.#executor?.leave(this);
    this.#executor = undefined;
    this.image = undefined;
    this.#phase = 'new';
    this.#memoryUsedBytes = 0;
    this.#logRoom = logLimitLength;
  }

  dispose(): void {
    this.reset();
  }

  // What the executor asks.

  callFunction(hostFunction: number, argc: number, argv: Pointer): Value {
    return callHost(this, hostFunction, argc, argv);
  }

  loadModuleSource(name: string): Pointer {
    return loadModuleSource(this, name);
  }

  normalizeModule(base: string, name: string): Pointer {
    return normalizeModule(this, base, name);
  }

  rejectionChanged(promise: Value, reason: Value, isHandled: boolean): void {
    const { executor } = this;
    const { raw, context } = executor;
    const handled = raw._QTS_NewFloat64(context, isHandled ? 1 : 0);
    executor.free(executor.call(this.template.entries.rejected, promise, reason, handled));
    executor.free(handled);
  }

  nowEpochUs(): number {
    return Math.floor(this.#pace.nowEpochUs + this.executor.meter.ticks * this.#pace.usPerTick);
  }

  outOfMemory(): void {
    if (this.executor.meter.isStopped) return;
    this.#stop = 'outOfMemory';
    this.executor.meter.stop();
  }

  // What the guest asks.

  log(level: number, message: string): void {
    if (this.#logRoom < 0 || this.executor.meter.isStopped) return;
    this.#logRoom -= message.length + 1;
    const atTicks = this.executor.meter.ticks;
    if (this.#logRoom >= 0) this.#logs.push({ atTicks, level: logLevels[level] ?? 'INFO', message });
    else this.#note(`this invocation wrote more than ${logLimitLength / 1048576} MiB of log; the rest is not kept`);
  }

  exit(exitCode: number): void {
    if (this.executor.meter.isStopped) return;
    this.#stop = { exitCode: exitCode & 0xff };
    this.executor.meter.stop();
  }

  // A slice.

  #slice(pace: Pace, begin: (executor: Executor) => Value): Slice {
    if (this.#phase === 'ended')
      return { state: this.#ended, ticks: 0, logs: [], memoryUsedBytes: this.#memoryUsedBytes };
    this.#pace = pace;
    this.#logs = [];
    this.#stop = undefined;
    const limit = Math.max(1, Math.min(Math.floor(pace.budgetTicks), sliceTickLimit));
    if (!this.#executor || this.#executor.isBroken) this.#executor = this.#executorFor();
    const executor = this.#executor;
    const state = this.#guard(executor, () => {
      executor.enter(this);
      executor.meter.start(limit);
      const value = begin(executor);
      if (value !== 0) executor.free(value);
      this.#free(executor);
      return this.#turns(executor, pace);
    });
    const { ticks } = executor.meter;
    if (!executor.isBroken)
      this.#memoryUsedBytes = executor.heapEnd - executor.layout.heapBase - this.template.heapBytes;
    this.#settle(state);
    return { state, ticks, logs: this.#logs, memoryUsedBytes: this.#memoryUsedBytes };
  }

  #turns(executor: Executor, pace: Pace): SliceState {
    const { meter } = executor;
    const { turn } = this.template.entries;
    for (;;) {
      if (executor.hasJobs) while (!meter.isStopped && executor.runJobs(jobsAtOnce));
      if (meter.isStopped) return this.#stopped(meter.isUsedUp, pace);
      const value = executor.call(turn);
      const exception = executor.exceptionOf(value);
      if (exception !== 0) {
        if (meter.isStopped) return this.#stopped(meter.isUsedUp, pace);
        // Only what the handler did to the language itself can make the runtime fail.
        this.#note(`the runtime could not go on (${executor.textOf(exception)})`);
        return { type: 'exited', exitCode: 1 };
      }
      const word = executor.takeText(value);
      if (meter.isStopped) return this.#stopped(meter.isUsedUp, pace);
      if (word === '') continue;
      // What was under way when the answer was posted still runs; then the environment is frozen.
      if (executor.hasJobs) while (!meter.isStopped && executor.runJobs(jobsAtOnce));
      return stateOf(word);
    }
  }

  #stopped(isUsedUp: boolean, pace: Pace): SliceState {
    if (this.#stop === 'outOfMemory') return { type: 'outOfMemory' };
    if (this.#stop) return { type: 'exited', exitCode: this.#stop.exitCode };
    invariant(isUsedUp, 'the code was stopped without a reason');
    return { type: 'outOfBudget', endless: pace.budgetTicks > sliceTickLimit };
  }

  /** What is thrown through the engine ends the process; only what is not the guest's doing goes on. */
  #guard(executor: Executor, act: () => SliceState): SliceState {
    try {
      return executor.guarded(act);
    } catch (error) {
      if (error instanceof HostLimitError || error instanceof InvariantError) throw error;
      this.#note(`the engine that runs this code had to stop (${String(error)})`);
      return { type: 'exited', exitCode: abortExitCode };
    }
  }

  /** A line of ours in the log. */
  #note(text: string): void {
    this.#logs.push({ atTicks: this.executor.meter.ticks, level: 'ERROR', message: `Coldstart: ${text}.` });
  }

  #settle(state: SliceState): void {
    switch (state.type) {
      case 'waiting':
        return;
      case 'loaded':
        this.#phase = this.#phase === 'checkpointing' ? 'checkpointed' : 'idle';
        return;
      case 'returned':
      case 'failed':
        if (state.exitCode === undefined) {
          this.#phase = 'idle';
          return;
        }
        return this.#end({ type: 'exited', exitCode: state.exitCode });
      default:
        return this.#end(state);
    }
  }

  #end(state: SliceState): void {
    this.#phase = 'ended';
    this.#ended = state;
    this.#executor?.leave(this);
    this.image = undefined;
  }

  /** Values to be freed when the call that they are arguments of has returned. */
  readonly #kept: Value[] = [];

  #keep(value: Value): Value {
    this.#kept.push(value);
    return value;
  }

  #text(text: string): Value {
    return this.#keep(this.executor.newText(text));
  }

  #free(executor: Executor): void {
    for (const value of this.#kept) executor.free(value);
    this.#kept.length = 0;
  }

  /** `Math.random` is the engine's own, from a state of this environment. It must not be zero. */
  #seedRandom(executor: Executor): void {
    const at = (executor.context + executor.layout.randomState) >> 2;
    executor.words[at] = this.random() | 1;
    executor.words[at + 1] = this.random() | 0;
  }

  #startText(): string {
    const { handler, runtime, environmentVariables, logFormat, applicationLogLevel } = this.#program;
    const node = nodeVersionOf(runtime);
    return JSON.stringify({
      handler,
      nodeMajor: node.major,
      nodeVersion: node.version,
      environmentVariables,
      isJson: logFormat === 'JSON',
      lowestLevel: logFormat === 'JSON' ? logLevels.indexOf(applicationLogLevel) : 0,
    });
  }
}

const canResume: ReadonlySet<Phase> = new Set(['loading', 'busy', 'checkpointing', 'restoring', 'ended']);

/** As a shell reports a process that called abort(). */
const abortExitCode = 134;

/** A turn's word as a state: a letter, and what belongs to it, with a line end after each part but the last. */
function stateOf(word: string): SliceState {
  const part = (from: number): string => word.slice(from, word.indexOf('\n', from));
  const errorAt = (from: number): PostedError => {
    const errorType = part(from);
    return { errorType, payload: word.slice(from + errorType.length + 1) };
  };
  switch (word[0]) {
    case 'L':
      return { type: 'loaded' };
    case 'W':
      return { type: 'waiting', untilEpochUs: Number(word.slice(1)) };
    case 'R':
      return { type: 'returned', payload: word.slice(1) };
    case 'D': {
      const code = part(1);
      return { type: 'returned', payload: word.slice(code.length + 2), exitCode: Number(code) };
    }
    case 'F':
      return { type: 'failed', error: errorAt(1) };
    case 'E': {
      const code = part(1);
      return { type: 'failed', error: errorAt(code.length + 2), exitCode: Number(code) };
    }
    case 'X':
      return { type: 'exited', exitCode: Number(word.slice(1)) };
    default:
      throw new InvariantError(`the guest said ${word.slice(0, 100)}`);
  }
}
