/**
 * A request arrives: is it well formed, is there concurrency for it, which environment serves it?
 *
 * Models: the order of the checks of a synchronous Invoke: the request itself, then capacity, then
 * an idle environment or a new one (https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html).
 * Left out: the limit of requests per second, the scaling rate of 1,000 environments in 10 seconds,
 * provisioned concurrency, permissions.
 */
import { ruleNumber } from '../facts/rules.ts';
import { kindOf, NONE } from '../trace.ts';
import { inReset, INVOKE } from './environments.ts';
import { beginInit } from './initialize.ts';
import { beginInitAgain, beginInvoke } from './invoke.ts';
import type { FunctionState, World } from './world.ts';

const ENVIRONMENT_CREATED = kindOf('environment.created');
const ENVIRONMENT_REUSED = kindOf('environment.reused');
const INVOKE_ADMITTED = kindOf('invoke.admitted');
const INVOKE_RECEIVED = kindOf('invoke.received');
const INVOKE_REJECTED = kindOf('invoke.rejected');
const INVOKE_THROTTLED = kindOf('invoke.throttled');

const cold = ruleNumber('placement.cold');
const warm = ruleNumber('placement.warm');
const afterReset = ruleNumber('placement.reset');
const synchronous = ruleNumber('request.synchronous');

/**
 * Takes in one request.
 * @param body index into `world.bodies`
 * @param cause the event that brought it, or NONE
 */
export function receive(world: World, fn: FunctionState, body: number, cause: number): void {
  const { trace } = world;
  const request = world.requests++;
  const { bytes, refusal, text } = world.bodies[body]!;
  const received = trace.append(INVOKE_RECEIVED, fn.index, NONE, request, cause, synchronous);
  const { pool, at } = trace;
  pool[at] = bytes;
  if (fn.configuration.Code) trace.attach(received, { payload: text });
  if (refusal) {
    const { rule, error, limitBytes } = refusal;
    const rejected = trace.append(INVOKE_REJECTED, fn.index, NONE, request, received, rule);
    const { pool, at } = trace;
    pool[at] = error.statusCode;
    pool[at + 1] = bytes;
    pool[at + 2] = limitBytes;
    trace.attach(rejected, { errorType: error.errorType, payload: error.payload });
    return;
  }
  const admitted = admit(world, fn, request, received);
  if (admitted !== NONE) place(world, fn, request, body, admitted);
}

/** Asks the policy, writes what it said. @returns the event of the admission, NONE when throttled */
function admit(world: World, fn: FunctionState, request: number, received: number): number {
  const { trace, ledger } = world;
  const verdict = world.policies.admit(ledger, fn);
  const inFlight = fn.reserved >= 0 ? fn.inFlight : ledger.unreservedInFlight;
  const limit = fn.reserved >= 0 ? fn.reserved : ledger.accountLimit - ledger.reservedTotal;
  if (verdict < 0) {
    trace.append(INVOKE_THROTTLED, fn.index, NONE, request, received, ~verdict);
    const { pool, at } = trace;
    pool[at] = inFlight;
    pool[at + 1] = limit;
    return NONE;
  }
  fn.inFlight++;
  if (fn.reserved < 0) ledger.unreservedInFlight++;
  const admitted = trace.append(INVOKE_ADMITTED, fn.index, NONE, request, received, verdict);
  const { pool, at } = trace;
  pool[at] = inFlight + 1;
  pool[at + 1] = limit;
  return admitted;
}

/** Gives the request an idle environment or a new one. */
function place(world: World, fn: FunctionState, request: number, body: number, admitted: number): void {
  const { trace, nowUs, environments } = world;
  const idle = environments.idle(fn.index, world.policies.reuse);
  const environment = idle === NONE ? environments.create(fn.index, nowUs, fn.configurationNumber) : idle;
  const { columns } = environments;
  columns.request[environment] = request;
  columns.arrivedAtUs[environment] = nowUs;
  columns.body[environment] = body;
  if (idle === NONE) {
    const { MemorySize } = fn.configuration;
    columns.idleLifeUs[environment] = world.policies.idleLifeUs(world.facts, environment);
    columns.maximumLifeUs[environment] = world.policies.maximumLifeUs(world.facts, environment);
    columns.lastSeq[environment] = trace.append(ENVIRONMENT_CREATED, fn.index, environment, request, admitted, cold);
    const { pool, at } = trace;
    pool[at] = environments.live - 1;
    pool[at + 1] = MemorySize;
    beginInit(world, environment);
    return;
  }
  const idleUs = nowUs - (columns.idleSinceUs[environment] as number);
  const again = columns.state[environment] === inReset;
  const rule = again ? afterReset : warm;
  columns.lastSeq[environment] = trace.append(ENVIRONMENT_REUSED, fn.index, environment, request, admitted, rule);
  const { pool, at } = trace;
  pool[at] = environments.idleCount[fn.index] as number;
  pool[at + 1] = idleUs;
  environments.unpark(environment);
  environments.go(environment, INVOKE);
  if (again) beginInitAgain(world, environment, 'init.again');
  else beginInvoke(world, environment, false);
}
