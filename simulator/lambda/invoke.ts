/**
 * The invoke phase: START, the handler, the answer, the REPORT.
 *
 * Models: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: the timeout
 * covers everything from START; a crash, a timeout or a lack of memory resets the environment, and
 * init then runs again inside the next invocation and counts as its duration.
 * Left out: extensions, response streaming, the event payload's way through the Runtime API.
 */
import { ruleNumber, type RuleId } from '../facts/rules.ts';
import { msToUs } from '../kernel/units.ts';
import { initPhases, kindOf, NONE, statuses, type Detail, type Status } from '../trace.ts';
import { eventServed, invokeNext } from './asynchronous.ts';
import { answered } from './callers.ts';
import { bootCode, invokeCode } from './code-run.ts';
import { drawMs } from './distribution.ts';
import { hookAnswered } from './deployment.ts';
import { DONE, FAILED, INVOKE, READY } from './environments.ts';
import { againDraw, falls, recordInitDone, runtimeStartUs } from './initialize.ts';
import { killed } from './outcomes.ts';
import { settle } from './reclaim.ts';
import { EVENT, HOOK } from './tickets.ts';
import { scheduleStep, type FunctionState, type ProfileOutcomes, type World } from './world.ts';

const ENVIRONMENT_RESET = kindOf('environment.reset');
const INVOKE_COMPLETED = kindOf('invoke.completed');
const PLATFORM_INIT_START = kindOf('platform.initStart');
const PLATFORM_REPORT = kindOf('platform.report');
const PLATFORM_RUNTIME_DONE = kindOf('platform.runtimeDone');
const PLATFORM_START = kindOf('platform.start');

/** How an invocation ended. */
export interface Outcome {
  readonly status: Status;
  readonly rule: number;
  /** Whether the caller sees `X-Amz-Function-Error`. */
  readonly failed: boolean;
  readonly responseBytes: number;
  /** The runtime's process is gone: the environment is reset. */
  readonly resets: boolean;
  readonly exitCode: number;
  /** Why it is reset, when that is not `rule`. */
  readonly resetRule?: number;
  readonly cpuUs: number;
  readonly maxMemoryUsedMB: number;
  readonly detail?: Detail;
}

const provisionedType = 1;
const restoreBill = ruleNumber('bill.restoreIncluded');
const restoreFailed = ruleNumber('restore.failed');
/** A restore is billed whatever the package. */
const restoredTerms = { managedZip: false, roundingMs: 1, initBilled: true };
const inInvoke = initPhases.indexOf('invoke');
const failedInitBill = ruleNumber('bill.failedInit');
/** `initUs` of an environment whose first init failed and whose first REPORT is still to come. */
const INIT_FAILED_BEFORE = -2;

/** START of an invocation in an environment that is ready. */
export function beginInvoke(world: World, environment: number, first: boolean): void {
  const fn = start(world, environment, first);
  runHandler(world, environment, fn, first);
}

/** START of an invocation whose environment must first run its init again. */
export function beginInitAgain(world: World, environment: number, rule: RuleId): void {
  const { columns } = world.environments;
  if (rule !== 'init.again') columns.initUs[environment] = INIT_FAILED_BEFORE;
  const fn = start(world, environment, true);
  const { trace, nowUs } = world;
  columns.lastSeq[environment] = trace.append(
    PLATFORM_INIT_START,
    fn.index,
    environment,
    columns.request[environment] as number,
    columns.lastSeq[environment] as number,
    ruleNumber(rule),
  );
  trace.pool[trace.at] = inInvoke;
  trace.pool[trace.at + 1] = fn.timeoutUs;
  const deadlineUs = nowUs + fn.timeoutUs;
  const readyUs = nowUs + runtimeStartUs(fn, againDraw(columns.draw[environment] as number));
  if (fn.configuration.Code) bootCode(world, environment, readyUs, deadlineUs);
  else scheduleStep(world, environment, Math.min(readyUs, deadlineUs));
}

function start(world: World, environment: number, first: boolean): FunctionState {
  const { trace, nowUs } = world;
  const { columns } = world.environments;
  const fn = world.functions[columns.function[environment] as number]!;
  columns.lastSeq[environment] = trace.append(
    PLATFORM_START,
    fn.index,
    environment,
    columns.request[environment] as number,
    columns.lastSeq[environment] as number,
  );
  const { pool, at } = trace;
  pool[at] = fn.timeoutUs;
  pool[at + 1] = overheadUs(world, fn, first);
  columns.startedAtUs[environment] = nowUs;
  return fn;
}

/** What the runtime itself adds to a handler in code; a profile's durations have it inside. */
function overheadUs(world: World, fn: FunctionState, first: boolean): number {
  if (!fn.configuration.Code) return 0;
  return first ? msToUs(fn.measured.firstInvokeMs) : world.rates.warmOverheadUs;
}

function runHandler(world: World, environment: number, fn: FunctionState, first: boolean): void {
  const { nowUs } = world;
  const { columns } = world.environments;
  const startedUs = columns.startedAtUs[environment] as number;
  const deadlineUs = startedUs + fn.timeoutUs;
  const { Profile } = fn.configuration;
  if (!Profile) return invokeCode(world, environment, nowUs + overheadUs(world, fn, first), deadlineUs);
  const givenUs = columns.givenUs[environment] as number;
  const tookUs =
    givenUs >= 0
      ? givenUs
      : msToUs(drawMs(Profile.durationMs, fn.durationDraws.uint32(columns.draw[environment] as number)));
  scheduleStep(world, environment, Math.min(nowUs + tookUs, deadlineUs));
}

/** The init inside an invocation is over; the handler runs in the time that is left. */
export function endInitAgain(world: World, environment: number): void {
  recordInitAgain(world, environment, 'success');
  world.environments.go(environment, READY);
  const fn = world.functions[world.environments.columns.function[environment] as number]!;
  runHandler(world, environment, fn, true);
}

/** Writes how the init inside an invocation went. */
export function recordInitAgain(world: World, environment: number, status: Status, errorType?: string): void {
  recordInitDone(world, environment, inInvoke, status, undefined, errorType);
}

/** A step of a profile's init inside an invocation: ready, or out of time. */
export function stepInitAgain(world: World, environment: number): void {
  if (!ranOut(world, environment)) return endInitAgain(world, environment);
  recordInitAgain(world, environment, 'timeout');
  finish(world, environment, profileOf(world, environment).timedOut);
}

/** A step of a profile's handler: it is over, well or not, or out of time. */
export function stepInvoke(world: World, environment: number): void {
  const outcomes = profileOf(world, environment);
  if (ranOut(world, environment)) return finish(world, environment, outcomes.timedOut);
  const { columns } = world.environments;
  const fn = world.functions[columns.function[environment] as number]!;
  const { errorRate } = fn.configuration.Profile!;
  const failed = errorRate > 0 && falls(fn.errorDraws.uint32(columns.draw[environment] as number), errorRate);
  finish(world, environment, failed ? outcomes.failed : outcomes.returned);
}

const profileOf = (world: World, environment: number): ProfileOutcomes =>
  world.profileOutcomes[world.environments.columns.function[environment] as number]!;

function ranOut(world: World, environment: number): boolean {
  const { columns } = world.environments;
  const { timeoutUs } = world.functions[columns.function[environment] as number]!;
  return world.nowUs - (columns.startedAtUs[environment] as number) >= timeoutUs;
}

/** Answers the caller, writes the REPORT, and lets the environment go idle, be reset or end. */
export function finish(world: World, environment: number, outcome: Outcome): void {
  const { trace, nowUs, policies } = world;
  const { columns } = world.environments;
  const index = columns.function[environment] as number;
  const fn = world.functions[index]!;
  const request = columns.request[environment] as number;
  const durationUs = nowUs - (columns.startedAtUs[environment] as number);
  const status = statuses.indexOf(outcome.status);
  const { responseBytes, failed, detail } = outcome;

  const done = trace.append(
    PLATFORM_RUNTIME_DONE,
    index,
    environment,
    request,
    columns.lastSeq[environment] as number,
    outcome.rule,
  );
  let { pool, at } = trace;
  pool[at] = durationUs;
  pool[at + 1] = outcome.cpuUs;
  pool[at + 2] = status;
  pool[at + 3] = responseBytes;
  const latencyUs = nowUs - (columns.arrivedAtUs[environment] as number);
  const completed = trace.append(INVOKE_COMPLETED, index, environment, request, done, outcome.rule);
  ({ pool, at } = trace);
  pool[at] = 200;
  pool[at + 1] = latencyUs;
  pool[at + 2] = responseBytes;
  pool[at + 3] = failed ? 1 : 0;

  const initUs = columns.initUs[environment] as number;
  const initDurationUs = initUs < 0 ? 0 : initUs;
  const { MemorySize } = fn.configuration;
  const restoreUs = columns.restoreBilledUs[environment] as number;
  const billedDurationMs =
    restoreUs > 0
      ? policies.billedDurationMs(restoredTerms, durationUs, restoreUs)
      : policies.billedDurationMs(fn.billTerms, durationUs, initDurationUs);
  const rule =
    restoreUs > 0 ? restoreBill : initUs === INIT_FAILED_BEFORE ? failedInitBill : policies.billRule(fn.billTerms);
  const report = trace.append(PLATFORM_REPORT, index, environment, request, done, rule);
  ({ pool, at } = trace);
  pool[at] = durationUs;
  pool[at + 1] = initDurationUs;
  pool[at + 2] = billedDurationMs;
  pool[at + 3] = MemorySize;
  pool[at + 4] = outcome.maxMemoryUsedMB;
  pool[at + 5] = status;
  if (detail) trace.attach(completed, detail);
  if (detail?.errorType) {
    trace.attach(done, { errorType: detail.errorType });
    trace.attach(report, { errorType: detail.errorType });
  }
  columns.initUs[environment] = -1;
  columns.restoreBilledUs[environment] = 0;
  columns.lastSeq[environment] = report;
  const { totals } = fn;
  totals.ended++;
  totals.durationUs += durationUs;
  if (failed) totals.errors++;
  const ticket = columns.ticket[environment] as number;
  columns.ticket[environment] = NONE;

  giveBack(world, environment, fn);
  world.environments.go(environment, outcome.resets ? FAILED : DONE);
  if (outcome.resets) {
    columns.lastSeq[environment] = trace.append(
      ENVIRONMENT_RESET,
      index,
      environment,
      request,
      done,
      outcome.resetRule ?? outcome.rule,
    );
    const { pool, at } = trace;
    pool[at] = outcome.exitCode;
    world.codeRuns.get(environment)?.sandbox.reset();
  }
  settle(world, environment);
  const next = fn.configuration.Profile?.invokes;
  if (next && !failed) invokeNext(world, fn, columns.body[environment] as number, ticket, completed);
  if (ticket !== NONE) tell(world, ticket, outcome, completed);
}

/** Gives back the concurrency that an invocation held. */
function giveBack(world: World, environment: number, { shared, provisioned }: FunctionState): void {
  if (world.environments.columns.initializationType[environment] === provisionedType)
    return provisioned.use(-1, world.nowUs);
  shared.inFlight--;
  if (shared.reserved < 0) world.ledger.unreservedInFlight--;
}

/** Tells whoever waited how an invocation ended. */
function tell(world: World, ticket: number, outcome: Outcome, seq: number): void {
  const { columns } = world.tickets;
  switch (columns.kind[ticket]) {
    case EVENT:
      return eventServed(world, ticket, outcome, seq);
    case HOOK:
      hookAnswered(world, columns.owner[ticket] as number, outcome.failed, seq);
      return world.tickets.close(ticket);
    default:
      answered(world, ticket, outcome, seq);
  }
}

/** A restore that failed or took too long: the invocation fails and the environment ends. */
export function finishRestoreFailure(world: World, environment: number, status: Status): void {
  const { environments } = world;
  environments.columns.initUs[environment] = -1;
  environments.go(environment, READY);
  environments.go(environment, INVOKE);
  start(world, environment, false);
  environments.columns.retired[environment] = 1;
  finish(world, environment, { ...killed(world, environment), rule: restoreFailed, status });
}
