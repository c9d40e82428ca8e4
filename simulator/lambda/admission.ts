/**
 * Is there concurrency for a request?
 *
 * Models: provisioned environments first, then concurrency, then requests a second, then the scaling
 * rate (https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html).
 * Assumed: the order of the last three, and that they are told apart by the reasons AWS names without
 * explaining; that requests a second are those let in during the second before.
 */
import { ruleNumber } from '../facts/rules.ts';
import { reservedLimit, unreservedLimit } from '../policies.ts';
import { kindOf, NONE } from '../trace.ts';
import { onDemandList, provisionedList } from './environments.ts';
import { hostFor } from './shared-environments.ts';
import type { FunctionState, World } from './world.ts';

const INVOKE_ADMITTED = kindOf('invoke.admitted');
const INVOKE_THROTTLED = kindOf('invoke.throttled');

const onProvisioned = ruleNumber('admission.provisioned');
const spillover = ruleNumber('admission.spillover');
const provisionedCap = ruleNumber('misconception.cap');
const tooManyRequests = ruleNumber('misconception.requestsPerSecond');
const accountRate = ruleNumber('admission.accountRate');
const reservedRate = ruleNumber('admission.reservedRate');

/** The environment that the request let in last is to get, or NONE for a new one. */
export const placement = { idle: NONE };

/**
 * Asks the policies, writes what they said, and takes the concurrency.
 * @param isSynchronous only synchronous requests count against requests a second
 * @returns the event of the admission, NONE when throttled
 */
export function admit(world: World, fn: FunctionState, request: number, cause: number, isSynchronous: boolean): number {
  const { ledger, policies, environments, nowUs } = world;
  const { shared, provisioned } = fn;
  let rule = -1;
  if (provisioned.usable > 0) {
    const idle = environments.idle(provisionedList(fn.index), policies.reuse);
    if (idle !== NONE && provisioned.inUse < provisioned.usable && !(isSynchronous && provisioned.rate.isFull(nowUs))) {
      placement.idle = idle;
      provisioned.use(1, nowUs);
      if (isSynchronous) countRequest(world, fn, true);
      return admitted(world, fn, request, cause, onProvisioned, provisioned.inUse, provisioned.usable);
    }
    if (!policies.spillsOver)
      return throttle(world, fn, request, cause, provisionedCap, provisioned.inUse, provisioned.usable);
    rule = spillover;
  }
  const isReserved = shared.reserved >= 0;
  if (policies.countsRequests) {
    const rate = isReserved ? shared.reservedRate : world.accountRate;
    if (rate.isFull(nowUs)) return throttle(world, fn, request, cause, tooManyRequests, rate.limit, rate.limit);
  } else {
    const verdict = policies.admit(ledger, shared);
    const used = isReserved ? shared.inFlight : ledger.unreservedInFlight;
    if (verdict < 0)
      return throttle(
        world,
        fn,
        request,
        cause,
        ~verdict,
        used,
        isReserved ? reservedLimit(shared) : unreservedLimit(ledger),
      );
    if (rule < 0) rule = verdict;
    if (isSynchronous) {
      if (isReserved && shared.reservedRate.isFull(nowUs))
        return throttle(world, fn, request, cause, reservedRate, shared.reservedRate.limit, shared.reservedRate.limit);
      if (world.accountRate.isFull(nowUs))
        return throttle(world, fn, request, cause, accountRate, world.accountRate.limit, world.accountRate.limit);
    }
  }
  placement.idle = environments.idle(onDemandList(fn.index), policies.reuse);
  if (placement.idle === NONE && !(policies.requestsPerEnvironment > 1 && hostFor(world, fn) !== NONE)) {
    if (!shared.scaling.take(nowUs)) {
      const { capacity } = shared.scaling;
      return throttle(world, fn, request, cause, world.scalingRule, capacity, capacity);
    }
  }
  shared.inFlight++;
  if (!isReserved) ledger.unreservedInFlight++;
  if (isSynchronous || policies.countsRequests) countRequest(world, fn, false);
  if (rule < 0) rule = isReserved ? ruleOfReserved : ruleOfAccount;
  return isReserved
    ? admitted(world, fn, request, cause, rule, shared.inFlight, reservedLimit(shared))
    : admitted(world, fn, request, cause, rule, ledger.unreservedInFlight, unreservedLimit(ledger));
}

/** Turns a request away. @returns NONE */
function throttle(
  { trace }: World,
  fn: FunctionState,
  request: number,
  cause: number,
  rule: number,
  used: number,
  limit: number,
): number {
  fn.totals.throttles++;
  trace.append(INVOKE_THROTTLED, fn.index, NONE, request, cause, rule);
  const { pool, at } = trace;
  pool[at] = used;
  pool[at + 1] = limit;
  return NONE;
}

const ruleOfReserved = ruleNumber('admission.reserved');
const ruleOfAccount = ruleNumber('admission.unreserved');

function admitted(
  world: World,
  fn: FunctionState,
  request: number,
  cause: number,
  rule: number,
  inFlight: number,
  limit: number,
): number {
  const { trace } = world;
  const seq = trace.append(INVOKE_ADMITTED, fn.index, NONE, request, cause, rule);
  const { pool, at } = trace;
  pool[at] = inFlight;
  pool[at + 1] = limit;
  return seq;
}

function countRequest(world: World, { shared, provisioned }: FunctionState, isProvisioned: boolean): void {
  world.accountRate.add(world.nowUs);
  if (shared.reserved >= 0) shared.reservedRate.add(world.nowUs);
  if (isProvisioned) provisioned.rate.add(world.nowUs);
}
