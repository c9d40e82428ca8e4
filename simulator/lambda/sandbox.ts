/**
 * What `lambda/` needs to know of the thing that runs the learner's code: an interface, met by
 * `#simulator/sandbox`. A sandbox is the process of the Node.js runtime inside one execution
 * environment. It never owns time: it runs a *slice* until the code waits or ends, says how much
 * CPU that took, and is told when to go on.
 */
import type { LogLevel } from '../trace.ts';

/** The function as the runtime sees it. */
export interface Program {
  /** Text of every file of the package by its path under `/var/task`. */
  readonly files: Readonly<Record<string, string>>;
  /** `path/file.export`. */
  readonly handler: string;
  /** `nodejs22.x` ... decides on callback handlers. */
  readonly runtime: string;
  /** All of `process.env`: Lambda's own variables and the learner's. */
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** Bytes the guest's heap may take; beyond it the process is killed. */
  readonly memoryLimitBytes: number;
  readonly tmpLimitBytes: number;
  readonly logFormat: 'Text' | 'JSON';
  /** Lowest level written in JSON format. */
  readonly applicationLogLevel: LogLevel;
  /** Uniform 32-bit numbers for `Math.random` and `crypto`, of this environment alone. */
  readonly random: () => number;
}

/** What one invocation brings. */
export interface InvocationInput {
  readonly requestId: string;
  /** The request body: JSON text, already found valid. */
  readonly payload: string;
  readonly invokedFunctionArn: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Instant at which Lambda ends the invocation, microseconds since 1970. */
  readonly deadlineEpochUs: number;
}

/** How long a slice may run and what its ticks are worth. */
export interface Pace {
  /** The instant at which the slice starts, microseconds since 1970: what `Date` shows. */
  readonly nowEpochUs: number;
  /** Virtual microseconds an interrupt tick takes at this memory size. */
  readonly usPerTick: number;
  /** Ticks until the deadline; the slice is cut there. */
  readonly budgetTicks: number;
}

/** A line the code wrote, complete as it stands in the log, without newline. */
export interface LogLine {
  /** Ticks from the start of the slice. */
  readonly atTicks: number;
  readonly level: LogLevel;
  readonly message: string;
}

/** An error as the Node.js runtime posts it. */
export interface PostedError {
  readonly errorType: string;
  /** The whole body: `{"errorType":...,"errorMessage":...,"trace":[...]}`. */
  readonly payload: string;
}

export type SliceState =
  /** The module is loaded and the handler found. */
  | { readonly type: 'loaded' }
  /** The code waits: its earliest timer is due at that instant. */
  | { readonly type: 'waiting'; readonly untilEpochUs: number }
  /** The handler answered with this body (JSON text). With `exitCode`, the process ended right after it. */
  | { readonly type: 'returned'; readonly payload: string; readonly exitCode?: number }
  /** Loading or the handler failed and the runtime posted it. With `exitCode`, the process ended after it. */
  | { readonly type: 'failed'; readonly error: PostedError; readonly exitCode?: number }
  /** The process ended without posting anything. */
  | { readonly type: 'exited'; readonly exitCode: number }
  | { readonly type: 'outOfMemory' }
  /** The budget was used up. `endless`: the sandbox gave up following before that. */
  | { readonly type: 'outOfBudget'; readonly endless: boolean };

export interface Slice {
  readonly state: SliceState;
  /** CPU ticks the slice took; never more than the budget. */
  readonly ticks: number;
  readonly logs: readonly LogLine[];
  /** Largest heap seen so far in this process, bytes. */
  readonly memoryUsedBytes: number;
}

/**
 * The image of a process after its init code: memory as it stood, the state of `Math.random`, timers,
 * `process.env`, and `/tmp`. It outlives the sandbox it was taken of.
 *
 * Models SnapStart (https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html), which AWS
 * offers for Java, Python and .NET and not for Node.js. JavaScript stands in for them: `Math.random`
 * behaves as `java.util.Random` and Python's `random` do, whose state is the process's own and so the
 * same in every copy; `crypto` behaves as their `SecureRandom` and `SystemRandom`, which ask the
 * kernel, whose generator Lambda reseeds, and so differs.
 */
export interface Snapshot {
  /** What it holds, memory and `/tmp`. */
  readonly bytes: number;
  /** Gives up the image: nothing more can be restored from it. Sandboxes that were go on. */
  dispose(): void;
}

export interface Sandbox {
  /** Starts the process and loads the module: what init runs. Also after `reset`. */
  load(pace: Pace): Slice;
  /** Thaws, fires timers that came due while frozen, hands over an event. Legal when loaded and no invocation is open. */
  invoke(input: InvocationInput, pace: Pace): Slice;
  /** Goes on after `waiting`, at or after the instant it named. */
  resume(pace: Pace): Slice;
  /**
   * Runs the before-checkpoint hooks, the last registered first. Legal when loaded and no invocation
   * is open. Ends as `load` does: `loaded` when every hook is done; `failed` with
   * `Runtime.BeforeCheckpointError` and the end of the process when one throws.
   */
  checkpoint(pace: Pace): Slice;
  /**
   * Takes an image of the process. Legal after `checkpoint` ended as `loaded`; after it only another
   * snapshot, `reset` and `dispose` are.
   */
  snapshot(): Snapshot;
  /**
   * Runs the after-restore hooks, the first registered first. The first call of a restored sandbox.
   * Ends as `load` does: `loaded` when every hook is done, and then events can come; `failed` with
   * `Runtime.AfterRestoreError` and the end of the process when one throws. Timers that came due since
   * the snapshot fire when the hooks wait or with the first event, as after a freeze.
   */
  restored(pace: Pace): Slice;
  /** Ends the process, also a restored one: `load` then runs the init code. Globals are lost, `/tmp` stays. */
  reset(): void;
  /** Gives up everything the sandbox holds. */
  dispose(): void;
}

export interface SandboxEngine {
  create(program: Program): Sandbox;
  /**
   * A sandbox with a copy of the process in a snapshot: init code does not run again, and what it left
   * is there. From here on no copy sees another.
   * @param program the one that the snapshot is of. Of its own it may have `random`, which `crypto`
   *   draws from; variables of the environment are in the snapshot, as the process last set them
   * @throws InvariantError when the snapshot was disposed of or is of another program
   */
  restore(snapshot: Snapshot, program: Program): Sandbox;
}
