/**
 * Real code in an environment: turns the slices of a sandbox into steps on the agenda.
 *
 * A slice is computed at once, but its log lines and its end lie in the virtual future: they are
 * kept and given out one step at a time, so that the trace stays in order between environments.
 *
 * Models: memory buys CPU in proportion, up to one vCPU for the one thread of the handler
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html).
 * Left out: worker threads and child processes.
 */
import { ruleNumber } from '../facts/rules.ts';
import { requestId } from '../identity.ts';
import { invariant } from '../kernel/invariant.ts';
import { bytesPerMB, usPerMs, usPerSecond } from '../kernel/units.ts';
import { kindOf, logLevels, NONE } from '../trace.ts';
import { contextOf, environmentVariables } from './environment-variables.ts';
import { inInit, inInvoke } from './environments.ts';
import { endInit } from './initialize.ts';
import { endInitAgain, finish, recordInitAgain, type Outcome } from './invoke.ts';
import { exited, outOfMemory, posted, returned, timedOut, type Usage } from './outcomes.ts';
import type { LogLine, Pace, Program, Sandbox, Slice, SliceState, Snapshot } from './sandbox.ts';
import { endRestore, RESTORING } from './snap-start.ts';
import { stream } from '../kernel/random.ts';
import { functionOf, scheduleStep, type FunctionState, type World } from './world.ts';

const FUNCTION = kindOf('function');
const SANDBOX_FAST_FORWARDED = kindOf('sandbox.fastForwarded');

/** One environment's sandbox and where it stands. */
export interface CodeRun {
  readonly sandbox: Sandbox;
  /** Memory the runtime takes before any code is loaded. */
  readonly baseMemoryMB: number;
  /** What the next step does. */
  next: 'load' | 'restored' | 'handle' | 'resume' | 'unfold' | 'cut';
  deadlineUs: number;
  /** The slice that is being unfolded. */
  lines: readonly LogLine[];
  line: number;
  sliceStartUs: number;
  usPerTick: number;
  state: SliceState;
  stateAtUs: number;
  cpuUs: number;
  memoryUsedBytes: number;
}

const endless = ruleNumber('sandbox.endless');

/** The process starts at `readyUs` and loads the module; at `deadlineUs` it is cut. */
export function bootCode(world: World, environment: number, readyUs: number, deadlineUs: number): void {
  const run = world.codeRuns.get(environment) ?? openRun(world, environment);
  schedule(world, environment, run, readyUs, deadlineUs, 'load');
}

/** The event reaches the handler at `atUs`; at `deadlineUs` it is cut. */
export function invokeCode(world: World, environment: number, atUs: number, deadlineUs: number): void {
  const run = world.codeRuns.get(environment);
  invariant(run, `environment ${environment} runs no code`);
  schedule(world, environment, run, atUs, deadlineUs, 'handle');
}

function schedule(
  world: World,
  environment: number,
  run: CodeRun,
  atUs: number,
  deadlineUs: number,
  next: CodeRun['next'],
): void {
  run.deadlineUs = deadlineUs;
  run.cpuUs = 0;
  run.next = atUs < deadlineUs ? next : 'cut';
  scheduleStep(world, environment, Math.min(atUs, deadlineUs));
}

/** Opens the sandbox of an environment; without one (NONE), that of a version's snapshot. */
export function openRun(world: World, environment: number, fn = functionOf(world, environment)): CodeRun {
  invariant(world.engine, 'code needs a sandbox');
  return keepRun(world, environment, fn, world.engine.create(programOf(world, environment, fn)));
}

/** Opens the sandbox of an environment from a snapshot. */
export function openRestored(world: World, environment: number, snapshot: Snapshot): CodeRun {
  invariant(world.engine, 'code needs a sandbox');
  const fn = functionOf(world, environment);
  return keepRun(world, environment, fn, world.engine.restore(snapshot, programOf(world, environment, fn)));
}

function programOf(world: World, environment: number, fn: FunctionState): Program {
  const { configuration } = fn;
  invariant(configuration.Code, 'there is no code');
  const random = stream(
    world.scenario.seed,
    environment === NONE ? `code/${fn.index}:${fn.version}` : `code/${environment}`,
  );
  const baseMemoryMB = fn.measured.memoryUsedMB;
  return {
    files: configuration.Code.files,
    handler: configuration.Handler,
    runtime: configuration.Runtime,
    environmentVariables: environmentVariables(world, environment, fn),
    memoryLimitBytes: Math.max(0, configuration.MemorySize - baseMemoryMB) * bytesPerMB,
    tmpLimitBytes: configuration.EphemeralStorage.Size * bytesPerMB,
    logFormat: configuration.LoggingConfig.LogFormat,
    applicationLogLevel: configuration.LoggingConfig.ApplicationLogLevel ?? 'INFO',
    random: () => random.uint32(),
  };
}

function keepRun(world: World, environment: number, fn: FunctionState, sandbox: Sandbox): CodeRun {
  const run: CodeRun = {
    sandbox,
    baseMemoryMB: fn.measured.memoryUsedMB,
    next: 'load',
    deadlineUs: 0,
    lines: [],
    line: 0,
    sliceStartUs: 0,
    usPerTick: 0,
    state: { type: 'loaded' },
    stateAtUs: 0,
    cpuUs: 0,
    memoryUsedBytes: 0,
  };
  world.codeRuns.set(environment, run);
  return run;
}

/** The step of an environment that runs code. */
export function stepCode(world: World, environment: number, run: CodeRun): void {
  switch (run.next) {
    case 'load':
      return begin(world, environment, run, run.sandbox.load(pace(world, environment, run)));
    case 'restored':
      return begin(world, environment, run, run.sandbox.restored(pace(world, environment, run)));
    case 'handle':
      return begin(
        world,
        environment,
        run,
        run.sandbox.invoke(invocation(world, environment, run), pace(world, environment, run)),
      );
    case 'resume':
      return begin(world, environment, run, run.sandbox.resume(pace(world, environment, run)));
    case 'unfold':
      return unfold(world, environment, run);
    case 'cut':
      return conclude(world, environment, run, { type: 'outOfBudget', endless: false });
  }
}

/** What a tick takes in init, whatever the memory size. */
export const usPerTickOfInit = ({ facts }: World): number =>
  usPerSecond / (facts['cpu.ticksPerVcpuSecond'] * facts['cpu.initVcpu']);

function pace(world: World, environment: number, run: CodeRun): Pace {
  const { nowUs, facts, policies } = world;
  run.usPerTick = isHandling(world, environment)
    ? usPerSecond /
      (facts['cpu.ticksPerVcpuSecond'] * policies.vcpu(facts, functionOf(world, environment).configuration.MemorySize))
    : usPerTickOfInit(world);
  return {
    nowEpochUs: world.startAtMs * usPerMs + nowUs,
    usPerTick: run.usPerTick,
    budgetTicks: Math.max(1, Math.floor((run.deadlineUs - nowUs) / run.usPerTick)),
  };
}

function invocation(world: World, environment: number, run: CodeRun) {
  const { columns } = world.environments;
  return {
    ...contextOf(world, environment, functionOf(world, environment)),
    requestId: requestId(world.scenario.seed, columns.request[environment] as number),
    payload: world.bodies[columns.body[environment] as number]!.text,
    deadlineEpochUs: world.startAtMs * usPerMs + run.deadlineUs,
  };
}

/** Takes in a slice that starts now. */
function begin(world: World, environment: number, run: CodeRun, slice: Slice): void {
  const tookUs = Math.round(slice.ticks * run.usPerTick);
  run.cpuUs += tookUs;
  run.memoryUsedBytes = Math.max(run.memoryUsedBytes, slice.memoryUsedBytes);
  run.lines = slice.logs;
  run.line = 0;
  run.sliceStartUs = world.nowUs;
  run.state = slice.state;
  run.stateAtUs = Math.min(world.nowUs + tookUs, run.deadlineUs);
  unfold(world, environment, run);
}

/** Gives out what is due of a slice, and sets the step for what is not. */
function unfold(world: World, environment: number, run: CodeRun): void {
  const { trace, nowUs } = world;
  const { columns } = world.environments;
  while (run.line < run.lines.length) {
    const line = run.lines[run.line]!;
    const atUs = Math.min(run.stateAtUs, run.sliceStartUs + Math.round(line.atTicks * run.usPerTick));
    if (atUs > nowUs) return stepAgain(world, environment, run, 'unfold', atUs);
    const seq = trace.append(
      FUNCTION,
      columns.function[environment] as number,
      environment,
      columns.request[environment] as number,
      columns.lastSeq[environment] as number,
    );
    trace.pool[trace.at] = logLevels.indexOf(line.level);
    trace.attach(seq, { message: line.message });
    run.line++;
  }
  if (run.stateAtUs > nowUs) return stepAgain(world, environment, run, 'unfold', run.stateAtUs);
  conclude(world, environment, run, run.state);
}

function stepAgain(world: World, environment: number, run: CodeRun, next: CodeRun['next'], atUs: number): void {
  run.next = next;
  scheduleStep(world, environment, atUs);
}

/** A slice is over: the code waits, or the phase it was in ends. */
function conclude(world: World, environment: number, run: CodeRun, state: SliceState): void {
  if (state.type === 'waiting') {
    const dueUs = Math.max(world.nowUs, Math.ceil(state.untilEpochUs - world.startAtMs * usPerMs));
    return dueUs < run.deadlineUs
      ? stepAgain(world, environment, run, 'resume', dueUs)
      : stepAgain(world, environment, run, 'cut', run.deadlineUs);
  }
  if (state.type === 'outOfBudget' && world.nowUs < run.deadlineUs) {
    if (state.endless) recordEndless(world, environment, run);
    return stepAgain(world, environment, run, 'cut', run.deadlineUs);
  }
  const phase = world.environments.columns.state[environment];
  if (phase === inInit && world.environments.columns.initUs[environment] === RESTORING)
    return concludeRestore(world, environment, state);
  if (phase === inInit) return concludeInit(world, environment, state);
  if (state.type === 'loaded') return endInitAgain(world, environment);
  const outcome = outcomeOf(world, environment, run, state);
  if (phase !== inInvoke) recordInitAgain(world, environment, outcome.status, outcome.detail?.errorType);
  finish(world, environment, outcome);
}

/** Runs what the code wants done after a restore; then the restore is over. */
export function afterRestore(world: World, environment: number, run: CodeRun): void {
  run.cpuUs = 0;
  const { restoreLimitUs } = world.rates;
  run.deadlineUs = (world.environments.columns.startedAtUs[environment] as number) + restoreLimitUs;
  run.next = world.nowUs < run.deadlineUs ? 'restored' : 'cut';
  stepCode(world, environment, run);
}

function concludeRestore(world: World, environment: number, state: SliceState): void {
  if (state.type === 'loaded') return endRestore(world, environment, 'success');
  endRestore(world, environment, state.type === 'outOfBudget' ? 'timeout' : 'error');
}

function concludeInit(world: World, environment: number, state: SliceState): void {
  if (state.type === 'loaded') return endInit(world, environment, 'success');
  if (state.type === 'outOfBudget') return endInit(world, environment, 'timeout');
  endInit(world, environment, 'error', initErrorType(state));
}

function initErrorType(state: SliceState): string {
  if (state.type === 'outOfMemory') return 'Runtime.OutOfMemory';
  if (state.type !== 'failed') return 'Runtime.ExitError';
  // The Runtime API keeps error types of its own form and calls every other one unknown.
  return /^(Runtime|Function)\.[A-Z]/.test(state.error.errorType) ? state.error.errorType : 'Runtime.Unknown';
}

function outcomeOf(world: World, environment: number, run: CodeRun, state: SliceState): Outcome {
  const usage = usageOf(world, environment, run);
  switch (state.type) {
    case 'returned':
      return returned(world, state.payload, state.exitCode, usage);
    case 'failed':
      // A module that cannot be loaded ends the process, as an exit does.
      return posted(state.error, state.exitCode ?? (isHandling(world, environment) ? undefined : 1), usage);
    case 'exited':
      return exited(world, environment, state.exitCode, usage);
    case 'outOfMemory':
      return outOfMemory(world, environment, usage);
    case 'outOfBudget':
      return timedOut(world, environment, usage);
    default:
      invariant(false, `an invocation cannot end as ${state.type}`);
  }
}

/** CPU and memory of an invocation so far; memory is the most this environment ever took. */
export function usageOf(world: World, environment: number, run: CodeRun): Usage {
  const { MemorySize } = functionOf(world, environment).configuration;
  const used = Math.ceil(run.baseMemoryMB + run.memoryUsedBytes / bytesPerMB);
  return { cpuUs: run.cpuUs, maxMemoryUsedMB: Math.min(MemorySize, used) };
}

function recordEndless(world: World, environment: number, run: CodeRun): void {
  const { columns } = world.environments;
  world.trace.append(
    SANDBOX_FAST_FORWARDED,
    columns.function[environment] as number,
    environment,
    columns.request[environment] as number,
    columns.lastSeq[environment] as number,
    endless,
  );
  world.trace.pool[world.trace.at] = Math.round(run.cpuUs / run.usPerTick);
  world.trace.pool[world.trace.at + 1] = run.deadlineUs;
}

const isHandling = (world: World, environment: number): boolean =>
  world.environments.columns.state[environment] === inInvoke;
