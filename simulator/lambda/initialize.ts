/**
 * The init phase of a new environment: runtime start, then the code outside the handler.
 *
 * Models: Init as https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html has it:
 * the limit for on-demand functions, and the second run inside the first invocation when it fails.
 * The start of the runtime is drawn from measured cold starts; the learner's own init code adds its
 * CPU and its waits to that.
 * Assumed: init gets the same CPU whatever the memory size, because measured init times hardly
 * depend on it.
 * Left out: the time to fetch the package and start the microVM before INIT_START, for which no
 * figure is published; extensions; init of on-demand environments ahead of any request.
 */
import { quantile, uniform } from '../kernel/random.ts';
import { msToUs, secondsToUs } from '../kernel/units.ts';
import { ruleNumber } from '../facts/rules.ts';
import { drawMs } from './distribution.ts';
import { initPhases, kindOf, NONE, statuses, type Status } from '../trace.ts';
import { bootCode } from './code-run.ts';
import { INIT_FAILED, INVOKE, READY } from './environments.ts';
import { beginInitAgain, beginInvoke } from './invoke.ts';
import { initialized } from './provisioned.ts';
import { snapshotted } from './snap-start.ts';
import { functionOf, scheduleStep, type FunctionState, type World } from './world.ts';

const PLATFORM_INIT_REPORT = kindOf('platform.initReport');
const PLATFORM_INIT_RUNTIME_DONE = kindOf('platform.initRuntimeDone');
const PLATFORM_INIT_START = kindOf('platform.initStart');

const inInit = initPhases.indexOf('init');
const atPublish = initPhases.indexOf('snap-start');
const onDemand = 0;
const snapStartType = 2;
const initLimit = ruleNumber('init.limit');
const initFailed = ruleNumber('init.failed');

/** Starts the init of an environment that was just created. */
export function beginInit(world: World, environment: number): void {
  const { trace, nowUs } = world;
  const { columns } = world.environments;
  const fn = functionOf(world, environment);
  const started = trace.append(
    PLATFORM_INIT_START,
    fn.index,
    environment,
    columns.request[environment] as number,
    columns.lastSeq[environment] as number,
  );
  const limitUs = initLimitUs(world, environment);
  trace.pool[trace.at] = phaseOf(world, environment);
  trace.pool[trace.at + 1] = limitUs;
  columns.lastSeq[environment] = started;
  columns.startedAtUs[environment] = nowUs;
  const deadlineUs = nowUs + limitUs;
  const readyUs = nowUs + runtimeStartUs(fn, environment);
  if (fn.configuration.Code) bootCode(world, environment, readyUs, deadlineUs);
  else scheduleStep(world, environment, Math.min(readyUs, deadlineUs));
}

/**
 * Microseconds the runtime takes to start: with a profile, all of init.
 * @param draw the environment for its first init, `againDraw` for a later one
 */
export function runtimeStartUs(fn: FunctionState, draw: number): number {
  const bits = fn.initDraws.uint32(draw);
  const given = fn.configuration.Profile?.initMs;
  return msToUs(given ? drawMs(given, bits) : quantile(bits, fn.measured.initMs));
}

/** The draw of an init that runs inside the invocation of a request, apart from the draws of first inits. */
export const againDraw = (request: number): number => 0x8000_0000 + request;

/** How long the first init may take: more when no request waits for it. */
function initLimitUs(world: World, environment: number): number {
  const { rates, environments, facts } = world;
  if (environments.columns.initializationType[environment] === onDemand) return rates.initLimitUs;
  return Math.max(secondsToUs(facts['limits.init.provisioned']), functionOf(world, environment).timeoutUs);
}

const phaseOf = (world: World, environment: number): number =>
  world.environments.columns.initializationType[environment] === snapStartType ? atPublish : inInit;

/** A step of the init of a profile: it is ready, or it ran into the limit. */
export function stepInit(world: World, environment: number): void {
  const tookUs = world.nowUs - (world.environments.columns.startedAtUs[environment] as number);
  endInit(world, environment, tookUs < initLimitUs(world, environment) ? 'success' : 'timeout');
}

/**
 * Ends the first init. When it failed, it is run again at once inside the invocation.
 * @param errorType of a failed one, as its INIT_REPORT names it
 */
export function endInit(world: World, environment: number, status: Status, errorType?: string): void {
  const { environments } = world;
  const rule = status === 'success' ? undefined : status === 'timeout' ? initLimit : initFailed;
  const durationUs = recordInitDone(world, environment, phaseOf(world, environment), status, rule, errorType);
  if (environments.columns.request[environment] === NONE) return endInitAhead(world, environment, status === 'success');
  if (status === 'success') {
    environments.columns.initUs[environment] = durationUs;
    environments.go(environment, READY);
    environments.go(environment, INVOKE);
    beginInvoke(world, environment, true);
    return;
  }
  environments.go(environment, INIT_FAILED);
  world.codeRuns.get(environment)?.sandbox.reset();
  environments.go(environment, INVOKE);
  beginInitAgain(world, environment, status === 'timeout' ? 'init.limit' : 'init.failed');
}

/** An init that no request waited for is over. */
function endInitAhead(world: World, environment: number, succeeded: boolean): void {
  const { environments } = world;
  const cause = environments.columns.lastSeq[environment] as number;
  environments.columns.idleSinceUs[environment] = world.nowUs;
  environments.go(environment, succeeded ? READY : INIT_FAILED);
  if (environments.columns.initializationType[environment] === snapStartType)
    snapshotted(world, environment, succeeded, cause);
  else initialized(world, environment, succeeded, cause);
}

/**
 * Writes how an init went: the first, or one inside an invocation.
 * @param phase its place in `initPhases`
 * @returns how long it took, microseconds
 */
export function recordInitDone(
  world: World,
  environment: number,
  phase: number,
  status: Status,
  rule?: number,
  errorType?: string,
): number {
  const { trace, nowUs } = world;
  const { columns } = world.environments;
  const fn = columns.function[environment] as number;
  const request = columns.request[environment] as number;
  const durationUs = nowUs - (columns.startedAtUs[environment] as number);
  const code = statuses.indexOf(status);
  let cause = columns.lastSeq[environment] as number;
  for (const kind of [PLATFORM_INIT_RUNTIME_DONE, PLATFORM_INIT_REPORT]) {
    cause = trace.append(kind, fn, environment, request, cause, rule);
    trace.pool[trace.at] = phase;
    trace.pool[trace.at + 1] = durationUs;
    trace.pool[trace.at + 2] = code;
    if (errorType) trace.attach(cause, { errorType });
  }
  columns.lastSeq[environment] = cause;
  return durationUs;
}

/** Whether a draw falls in a share of cases, `uniform` below it. */
export const falls = (bits: number, share: number): boolean => uniform(bits) < share;
