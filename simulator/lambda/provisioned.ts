/**
 * Provisioned concurrency: environments that are initialized ahead of requests.
 *
 * Models: allocation that begins after a minute or two, goes on at a limited rate, and is usable only
 * when all of it is ready; the checks against reserved concurrency and the account; init under its own
 * time limit; the replacement of environments that are too old
 * (https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html).
 * Assumed: what was ready before a raise stays usable during it; of an alias with two versions each
 * gets its share; what an alias moves away from is given up at once; a provisioned environment that
 * failed runs its init again in the next invocation, as others do.
 */
import { ruleNumber } from '../facts/rules.ts';
import { stream } from '../kernel/random.ts';
import { RateRing } from '../kernel/rate-ring.ts';
import { secondsToUs, usPerSecond } from '../kernel/units.ts';
import { kindOf, NONE } from '../trace.ts';
import { inIdle, inInit, inReset, inShutdown, provisionedList, READY } from './environments.ts';
import { createAhead } from './placement.ts';
import { beginInit } from './initialize.ts';
import { loadBefore } from './before.ts';
import { end, settle } from './reclaim.ts';
import { entriesOf, wantedProvisioned } from './routing.ts';
import { scheduleTask, type FunctionShared, type FunctionState, type World } from './world.ts';

const PROVISIONED_FAILED = kindOf('provisioned.failed');
const PROVISIONED_READY = kindOf('provisioned.ready');
const PROVISIONED_REFUSED = kindOf('provisioned.refused');
const PROVISIONED_REMOVED = kindOf('provisioned.removed');
const PROVISIONED_REQUESTED = kindOf('provisioned.requested');

const allocated = ruleNumber('provisioned.allocated');
const requestedRule = ruleNumber('provisioned.requested');
const recycled = ruleNumber('provisioned.recycled');

const provisionedType = 1;

/** The provisioned concurrency of a version. */
export class Provisioned {
  /** Asked for, and ready to take requests. */
  requested = 0;
  usable = 0;
  inUse = 0;
  /** How many environments the allocation under way makes, those in their init, and those that are initialized. */
  building = 0;
  readonly making = new Set<number>();
  built: number[] = [];
  /** Counts the allocations, so that one that was overtaken ends. */
  generation = 0;
  /** Since when it waits to be ready. */
  requestedAtUs = 0;
  /** Requests a second on it. */
  readonly rate = new RateRing(0, usPerSecond);
  /** What replaces which: new environment to old. */
  readonly replacements = new Map<number, number>();
  #busySinceUs = 0;
  #busyUs = 0;

  /** Takes in a change of the number in use. */
  use(by: number, atUs: number): void {
    this.#busyUs += this.inUse * (atUs - this.#busySinceUs);
    this.#busySinceUs = atUs;
    this.inUse += by;
  }

  /** Microseconds that environments were in use, all added up. */
  busyUs(atUs: number): number {
    return this.#busyUs + this.inUse * (atUs - this.#busySinceUs);
  }
}

/**
 * Sets the provisioned concurrency of a version or alias.
 * @param count 0 takes it away
 * @param cause the event that asked for it, or NONE
 */
export function putProvisioned(
  world: World,
  shared: FunctionShared,
  qualifier: string,
  count: number,
  cause: number,
): void {
  const others = shared.provisioned - (shared.provisionedConfigs.get(qualifier) ?? 0);
  const limit = room(world, shared) - others;
  if (count > limit) {
    const entry = entriesOf(shared, qualifier)[0]?.entry ?? shared.latest;
    const rule = shared.reserved >= 0 ? 'provisioned.overReserved' : 'provisioned.overAccount';
    const { trace } = world;
    trace.append(PROVISIONED_REFUSED, entry, NONE, NONE, cause, ruleNumber(rule));
    trace.pool[trace.at] = count;
    trace.pool[trace.at + 1] = Math.max(0, limit);
    return;
  }
  if (count === 0) shared.provisionedConfigs.delete(qualifier);
  else shared.provisionedConfigs.set(qualifier, count);
  reallocate(world, shared, cause);
}

/** The most provisioned concurrency the function may have in all. */
function room({ ledger, facts }: World, shared: FunctionShared): number {
  if (shared.reserved >= 0) return shared.reserved;
  const keptUnreserved = Math.min(facts['limits.concurrency.unreservedMin'], ledger.accountLimit);
  return ledger.accountLimit - (ledger.claimed - shared.provisioned) - keptUnreserved;
}

/** Gives every version what the qualifiers that stand for it ask for. */
export function reallocate(world: World, shared: FunctionShared, cause: number): void {
  const wanted = wantedProvisioned(shared);
  const total = [...wanted.values()].reduce((sum, n) => sum + n, 0);
  if (shared.reserved < 0) world.ledger.claimed += total - shared.provisioned;
  shared.provisioned = total;
  for (const entry of [shared.latest, ...shared.versions]) {
    const fn = world.functions[entry]!;
    const count = wanted.get(entry) ?? 0;
    if (count === fn.provisioned.requested) continue;
    if (count === 0) remove(world, fn, cause);
    else request(world, fn, count, cause);
  }
}

function remove(world: World, fn: FunctionState, cause: number): void {
  const { trace } = world;
  const { provisioned } = fn;
  const removed = trace.append(PROVISIONED_REMOVED, fn.index, NONE, NONE, cause, ruleNumber('provisioned.removed'));
  trace.pool[trace.at] = provisioned.usable;
  provisioned.requested = 0;
  provisioned.generation++;
  shrink(world, fn, 0, removed);
}

function request(world: World, fn: FunctionState, count: number, cause: number): void {
  const { trace, facts, nowUs } = world;
  const { provisioned } = fn;
  const more = count - provisioned.usable;
  const generation = ++provisioned.generation;
  const random = stream(world.scenario.seed, `provisioned/${fn.index}/${generation}`);
  const least = secondsToUs(facts['provisioned.startDelay.min']);
  const spanUs = secondsToUs(facts['provisioned.startDelay.max']) - least;
  const startUs = nowUs + (more > 0 ? least + Math.floor((random.uint32() / 0x1_0000_0000) * spanUs) : 0);
  provisioned.requested = count;
  provisioned.requestedAtUs = nowUs;
  const requested = trace.append(PROVISIONED_REQUESTED, fn.index, NONE, NONE, cause, requestedRule);
  const { pool, at } = trace;
  pool[at] = count;
  pool[at + 1] = provisioned.usable;
  pool[at + 2] = startUs;
  endBuilt(world, fn, requested);
  if (more <= 0) {
    shrink(world, fn, count, requested);
    return ready(world, fn, requested);
  }
  provisioned.building = more;
  const everyUs = Math.round((60 * usPerSecond) / facts['provisioned.perMinute']);
  let made = 0;
  const makeNext = (): void => {
    if (provisioned.generation !== generation) return;
    const environment = createAhead(world, fn, provisionedList(fn.index), provisionedType, requested, allocated);
    provisioned.making.add(environment);
    if (++made < more) scheduleTask(world, startUs + made * everyUs, makeNext);
    beginInit(world, environment);
  };
  scheduleTask(world, startUs, makeNext);
}

/** A provisioned environment has run its init. */
export function initialized(world: World, environment: number, succeeded: boolean, cause: number): void {
  const fn = world.functions[world.environments.columns.function[environment] as number]!;
  const { provisioned } = fn;
  const old = provisioned.replacements.get(environment);
  if (old !== undefined) {
    provisioned.replacements.delete(environment);
    settle(world, environment);
    return retire(world, old, cause);
  }
  // The allocation it was made for was given up meanwhile.
  if (!provisioned.making.delete(environment)) return end(world, environment, 'provisioned.removed', cause);
  if (!succeeded) return fail(world, fn, environment, cause);
  provisioned.built.push(environment);
  if (provisioned.built.length < provisioned.building) return;
  for (const built of provisioned.built) settle(world, built);
  provisioned.usable += provisioned.built.length;
  provisioned.built = [];
  provisioned.building = 0;
  ready(world, fn, cause);
}

function ready(world: World, { index, provisioned }: FunctionState, cause: number): void {
  const { trace, facts, nowUs } = world;
  provisioned.rate.resize(provisioned.usable * facts['limits.requestsPerConcurrency']);
  trace.append(PROVISIONED_READY, index, NONE, NONE, cause, ruleNumber('provisioned.ready'));
  trace.pool[trace.at] = provisioned.usable;
  trace.pool[trace.at + 1] = nowUs - provisioned.requestedAtUs;
}

function fail(world: World, fn: FunctionState, environment: number, cause: number): void {
  const { trace } = world;
  const { provisioned, shared } = fn;
  provisioned.generation++;
  const failed = trace.append(PROVISIONED_FAILED, fn.index, NONE, NONE, cause, ruleNumber('provisioned.failed'));
  trace.pool[trace.at] = provisioned.requested;
  trace.attach(failed, { statusReason: 'FUNCTION_ERROR_INIT_FAILURE' });
  const given = provisioned.requested - provisioned.usable;
  provisioned.requested = provisioned.usable;
  shared.provisioned -= given;
  if (shared.reserved < 0) world.ledger.claimed -= given;
  end(world, environment, 'provisioned.failed', failed);
  endBuilt(world, fn, failed);
}

/** Ends what was made for an allocation that will not be ready. */
function endBuilt(world: World, { provisioned }: FunctionState, cause: number): void {
  for (const built of provisioned.built.splice(0)) end(world, built, 'provisioned.removed', cause);
  provisioned.making.clear();
  provisioned.building = 0;
}

/** Keeps so many of the environments that are ready: idle ones end at once, busy ones after their request. */
function shrink(world: World, fn: FunctionState, count: number, cause: number): void {
  const { environments } = world;
  const { provisioned } = fn;
  const list = provisionedList(fn.index);
  let surplus = provisioned.usable - count;
  provisioned.usable = count;
  for (; surplus > 0; surplus--) {
    const idle = environments.idle(list, 'leastRecent');
    if (idle === NONE) break;
    environments.unpark(idle);
    end(world, idle, 'provisioned.removed', cause);
  }
  const { columns } = environments;
  for (let i = 0; surplus > 0 && i < environments.count; i++) {
    if (
      columns.list[i] !== list ||
      columns.state[i] === inShutdown ||
      columns.state[i] === inInit ||
      columns.retired[i]
    )
      continue;
    columns.retired[i] = 1;
    surplus--;
  }
  provisioned.rate.resize(count * world.facts['limits.requestsPerConcurrency']);
}

/** A provisioned environment that is idle has become too old: another takes its place first. */
export function recycle(world: World, environment: number): void {
  const { columns } = world.environments;
  const fn = world.functions[columns.function[environment] as number]!;
  const list = columns.list[environment] as number;
  const cause = columns.lastSeq[environment] as number;
  const next = createAhead(world, fn, list, provisionedType, cause, recycled);
  fn.provisioned.replacements.set(next, environment);
  beginInit(world, next);
}

function retire(world: World, environment: number, cause: number): void {
  const { columns } = world.environments;
  if (columns.state[environment] === inShutdown) return;
  if (columns.state[environment] === inIdle || columns.state[environment] === inReset) {
    world.environments.unpark(environment);
    return end(world, environment, 'provisioned.recycled', cause);
  }
  columns.retired[environment] = 1;
}

/** What a scenario has ready when it begins. */
export function allocateBefore(world: World, shared: FunctionShared): void {
  for (const [entry, count] of wantedProvisioned(shared)) {
    const fn = world.functions[entry]!;
    const { provisioned } = fn;
    for (let i = 0; i < count; i++) {
      const environment = createAhead(world, fn, provisionedList(entry), provisionedType, NONE, allocated);
      loadBefore(world, environment);
      world.environments.go(environment, READY);
      settle(world, environment);
    }
    provisioned.requested += count;
    provisioned.usable += count;
    ready(world, fn, NONE);
  }
}
