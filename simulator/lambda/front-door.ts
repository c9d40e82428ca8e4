/**
 * A request arrives: is it well formed, is there concurrency for it, which environment serves it?
 *
 * Models: the order of the checks of a synchronous Invoke: the request itself, then capacity, then
 * an idle environment or a new one (https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html).
 * Left out: the limit of requests per second, the scaling rate of 1,000 environments in 10 seconds,
 * provisioned concurrency, permissions.
 */
import { throttled, type ThrottleReason } from '../facts/messages.ts';
import { ruleNumber } from '../facts/rules.ts';
import { kindOf, NONE, type Detail } from '../trace.ts';
import { inReset, INVOKE } from './environments.ts';
import { beginInit } from './initialize.ts';
import { beginInitAgain, beginInvoke } from './invoke.ts';
import type { FunctionState, World } from './world.ts';

const cold = ruleNumber('placement.cold');
const warm = ruleNumber('placement.warm');
const synchronous = ruleNumber('request.synchronous');
const overReserved = ruleNumber('admission.reservedLimit');

/**
 * Takes in one request.
 * @param body index into `world.bodies`
 * @param cause the event that brought it, or NONE
 */
export function receive(world: World, fn: FunctionState, body: number, cause: number): void {
  const { trace, nowUs } = world;
  const request = world.requests++;
  const { bytes, refusal, text } = world.bodies[body]!;
  const received = trace.record(kindOf['invoke.received'], nowUs, fn.index, NONE, request, cause, synchronous, bytes);
  if (fn.configuration.Code) trace.attach(received, { payload: text });
  if (refusal) {
    const { rule, error, limitBytes } = refusal;
    const rejected = trace.record(kindOf['invoke.rejected'], nowUs, fn.index, NONE, request, received, rule, error.statusCode, bytes, limitBytes);
    trace.attach(rejected, { errorType: error.errorType, payload: error.payload });
    return;
  }
  const admitted = admit(world, fn, request, received);
  if (admitted !== NONE) place(world, fn, request, body, admitted);
}

/** Asks the policy, writes what it said. @returns the event of the admission, NONE when throttled */
function admit(world: World, fn: FunctionState, request: number, received: number): number {
  const { trace, nowUs, ledger } = world;
  const verdict = world.policies.admit(ledger, fn);
  const inFlight = fn.reserved >= 0 ? fn.inFlight : ledger.unreservedInFlight;
  const limit = fn.reserved >= 0 ? fn.reserved : ledger.accountLimit - ledger.reservedTotal;
  if (verdict < 0) {
    const rule = ~verdict;
    const refused = trace.record(kindOf['invoke.throttled'], nowUs, fn.index, NONE, request, received, rule, inFlight, limit);
    trace.attach(refused, rule === overReserved ? reservedThrottle : accountThrottle);
    return NONE;
  }
  fn.inFlight++;
  if (fn.reserved < 0) ledger.unreservedInFlight++;
  return trace.record(kindOf['invoke.admitted'], nowUs, fn.index, NONE, request, received, verdict, inFlight + 1, limit);
}

const throttle = (reason: ThrottleReason): Detail => {
  const { errorType, payload } = throttled({ reason });
  return { errorType, reason, payload };
};
const accountThrottle = throttle('ConcurrentInvocationLimitExceeded');
const reservedThrottle = throttle('ReservedFunctionConcurrentInvocationLimitExceeded');

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
    columns.lastSeq[environment] = trace.record(kindOf['environment.created'], nowUs, fn.index, environment, request, admitted, cold, environments.live - 1, MemorySize);
    beginInit(world, environment);
    return;
  }
  const idleUs = nowUs - (columns.idleSinceUs[environment] as number);
  columns.lastSeq[environment] = trace.record(kindOf['environment.reused'], nowUs, fn.index, environment, request, admitted, warm, environments.idleCount[fn.index], idleUs);
  environments.unpark(environment);
  const again = columns.state[environment] === inReset;
  environments.go(environment, INVOKE);
  if (again) beginInitAgain(world, environment, 'init.again');
  else beginInvoke(world, environment, false);
}
