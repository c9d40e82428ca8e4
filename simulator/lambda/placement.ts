/**
 * Which environment serves a request: an idle one, one restored from a snapshot, or a new one.
 *
 * Models: an environment serves one request at a time; of several idle ones, the policy chooses.
 */
import { ruleNumber } from '../facts/rules.ts';
import { kindOf, NONE } from '../trace.ts';
import { placement } from './admission.ts';
import { inReset, INVOKE, onDemandList, READY } from './environments.ts';
import { beginInit } from './initialize.ts';
import { beginInitAgain, beginInvoke } from './invoke.ts';
import { hostFor, shareHost } from './shared-environments.ts';
import { beginRestore, isRestorable } from './snap-start.ts';
import type { FunctionState, World } from './world.ts';

const ENVIRONMENT_CREATED = kindOf('environment.created');
const ENVIRONMENT_REUSED = kindOf('environment.reused');

const cold = ruleNumber('placement.cold');
const warm = ruleNumber('placement.warm');
const afterReset = ruleNumber('placement.reset');
const restored = ruleNumber('placement.restore');
const withoutInit = ruleNumber('misconception.noInit');

const onDemand = 0;
const provisionedType = 1;
const snapStartType = 2;

/**
 * Gives a request that was let in the environment that `admit` found, or a new one.
 * @param givenUs duration it is known to take, or -1
 */
export function place(
  world: World,
  fn: FunctionState,
  request: number,
  body: number,
  ticket: number,
  draw: number,
  givenUs: number,
  admitted: number,
): void {
  const { trace, nowUs, environments, policies } = world;
  const { idle } = placement;
  const host = idle === NONE && policies.requestsPerEnvironment > 1 ? hostFor(world, fn) : NONE;
  const restores = idle === NONE && isRestorable(fn);
  const environment =
    idle === NONE
      ? environments.create(
          fn.index,
          nowUs,
          fn.configurationNumber,
          onDemandList(fn.index),
          restores ? snapStartType : onDemand,
        )
      : idle;
  const { columns } = environments;
  columns.request[environment] = request;
  columns.arrivedAtUs[environment] = nowUs;
  columns.body[environment] = body;
  columns.ticket[environment] = ticket;
  columns.draw[environment] = draw;
  columns.givenUs[environment] = givenUs;
  if (ticket !== NONE) world.tickets.columns.environment[ticket] = environment;
  if (host !== NONE) return shareHost(world, environment, host, request, admitted);
  if (idle === NONE) {
    const startsCold = policies.startsCold(fn.made++);
    fn.host = environment;
    setLife(world, environment);
    const rule = restores ? restored : startsCold ? cold : withoutInit;
    // What starts warm is made for no request in particular.
    const madeFor = startsCold || restores ? request : NONE;
    columns.lastSeq[environment] = trace.append(ENVIRONMENT_CREATED, fn.index, environment, madeFor, admitted, rule);
    const { pool, at } = trace;
    pool[at] = environments.live - 1;
    pool[at + 1] = fn.configuration.MemorySize;
    pool[at + 2] = restores ? snapStartType : onDemand;
    if (restores) return beginRestore(world, environment);
    if (startsCold) return beginInit(world, environment);
    environments.go(environment, READY);
    columns.idleSinceUs[environment] = nowUs;
    environments.park(environment);
  }
  const idleUs = nowUs - (columns.idleSinceUs[environment] as number);
  const again = columns.state[environment] === inReset;
  const rule = again ? afterReset : warm;
  columns.lastSeq[environment] = trace.append(ENVIRONMENT_REUSED, fn.index, environment, request, admitted, rule);
  const { pool, at } = trace;
  pool[at] = environments.idleCount[columns.list[environment] as number] as number;
  pool[at + 1] = idleUs;
  environments.unpark(environment);
  environments.go(environment, INVOKE);
  if (again) beginInitAgain(world, environment, 'init.again');
  else beginInvoke(world, environment, false);
}

/** How long an environment may be idle and live. */
export function setLife(world: World, environment: number): void {
  const { columns } = world.environments;
  columns.idleLifeUs[environment] = world.policies.idleLifeUs(world.facts, environment);
  columns.maximumLifeUs[environment] = world.policies.maximumLifeUs(world.facts, environment);
}

/** Makes an environment ahead of any request. @returns its number */
export function createAhead(
  world: World,
  fn: FunctionState,
  list: number,
  initializationType: number,
  cause: number,
  rule: number,
): number {
  const { trace, environments, nowUs } = world;
  const environment = environments.create(fn.index, nowUs, fn.configurationNumber, list, initializationType);
  fn.made++;
  setLife(world, environment);
  if (initializationType === provisionedType) environments.columns.idleLifeUs[environment] = Infinity;
  environments.columns.lastSeq[environment] = trace.append(
    ENVIRONMENT_CREATED,
    fn.index,
    environment,
    NONE,
    cause,
    rule,
  );
  const { pool, at } = trace;
  pool[at] = environments.live - 1;
  pool[at + 1] = fn.configuration.MemorySize;
  pool[at + 2] = initializationType;
  return environment;
}
