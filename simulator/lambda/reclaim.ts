/**
 * Environments come to an end: idle for too long, too old, replaced by a new configuration, or ended
 * by hand.
 *
 * Models: AWS says that an idle environment is kept for a time it does not publish and that every
 * environment is ended after some hours (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html).
 * Assumed: the two times, taken from request traces of 2020; that a new configuration ends the idle
 * environments of the old one at once.
 */
import { ruleNumber, type RuleId } from '../facts/rules.ts';
import { kindOf, NONE } from '../trace.ts';
import { inIdle, inReset, inShutdown, onDemandList, RECLAIM } from './environments.ts';
import { recycle } from './provisioned.ts';
import { vanish } from './shared-environments.ts';
import { functionOf, RECLAIM_TIMER, type World } from './world.ts';

const ENVIRONMENT_SHUTDOWN = kindOf('environment.shutdown');

/** An environment has nothing to do: it goes idle, unless its time is over. */
export function settle(world: World, environment: number): void {
  const { environments, nowUs } = world;
  const { columns } = environments;
  const fn = functionOf(world, environment);
  columns.idleSinceUs[environment] = nowUs;
  if (vanish(world, environment)) return;
  if (columns.retired[environment] === 1) return end(world, environment, retiredRule(world, environment), NONE);
  if (columns.configuration[environment] !== fn.configurationNumber)
    return end(world, environment, 'configuration.updated', NONE);
  const isOld = ageUs(world, environment) >= (columns.maximumLifeUs[environment] as number);
  if (isOld && !isProvisioned(world, environment)) return end(world, environment, 'reclaim.maximumLife', NONE);
  environments.park(environment);
  if (isOld) return recycleOnce(world, environment);
  if (columns.reclaimArmed[environment]) return;
  const due = dueUs(world, environment);
  if (due === Infinity) return;
  columns.reclaimArmed[environment] = 1;
  world.agenda.schedule(due, RECLAIM_TIMER, environment);
}

const provisionedType = 1;
const isProvisioned = (world: World, environment: number): boolean =>
  world.environments.columns.initializationType[environment] === provisionedType;

/** A provisioned environment that is too old serves on until another is ready to take its place. */
function recycleOnce(world: World, environment: number): void {
  const { columns } = world.environments;
  if (columns.maximumLifeUs[environment] === Infinity) return;
  columns.maximumLifeUs[environment] = Infinity;
  recycle(world, environment);
}

const retiredRule = (world: World, environment: number): RuleId =>
  isProvisioned(world, environment)
    ? world.environments.columns.maximumLifeUs[environment] === Infinity
      ? 'provisioned.recycled'
      : 'provisioned.removed'
    : 'restore.failed';

/**
 * The one reclaim timer of an environment rings. It was set when the environment first went idle;
 * being used since then only moves it, which spares the agenda an entry an invocation.
 */
export function ring(world: World, environment: number): void {
  const { columns } = world.environments;
  const state = columns.state[environment];
  columns.reclaimArmed[environment] = 0;
  if (state !== inIdle && state !== inReset) return;
  const due = dueUs(world, environment);
  if (due > world.nowUs) {
    columns.reclaimArmed[environment] = 1;
    world.agenda.schedule(due, RECLAIM_TIMER, environment);
    return;
  }
  if (isProvisioned(world, environment)) return recycleOnce(world, environment);
  world.environments.unpark(environment);
  const old = ageUs(world, environment) >= (columns.maximumLifeUs[environment] as number);
  end(world, environment, old ? 'reclaim.maximumLife' : 'reclaim.idle', NONE);
}

/** Ends an environment that is on no idle list. @param cause the event that asked for it, or NONE for its own last one */
export function end(world: World, environment: number, rule: RuleId, cause: number): void {
  const { trace, nowUs, environments } = world;
  const { columns } = environments;
  const wasIdle = columns.state[environment] === inIdle || columns.state[environment] === inReset;
  environments.go(environment, RECLAIM);
  environments.live--;
  const limitUs =
    rule === 'reclaim.idle'
      ? columns.idleLifeUs[environment]
      : rule === 'reclaim.maximumLife'
        ? columns.maximumLifeUs[environment]
        : 0;
  trace.append(
    ENVIRONMENT_SHUTDOWN,
    columns.function[environment] as number,
    environment,
    NONE,
    cause === NONE ? (columns.lastSeq[environment] as number) : cause,
    ruleNumber(rule),
  );
  trace.pool[trace.at] = ageUs(world, environment);
  trace.pool[trace.at + 1] = wasIdle ? nowUs - (columns.idleSinceUs[environment] as number) : 0;
  trace.pool[trace.at + 2] = limitUs as number;
  world.codeRuns.get(environment)?.sandbox.dispose();
  world.codeRuns.delete(environment);
}

/** Ends every idle environment of a function whose configuration is no longer in force. */
export function endOutdated(world: World, fn: number, cause: number): void {
  const { environments } = world;
  const list = onDemandList(fn);
  for (let idle = environments.idle(list, 'mostRecent'); idle !== NONE; idle = environments.idle(list, 'mostRecent')) {
    environments.unpark(idle);
    end(world, idle, 'configuration.updated', cause);
  }
}

/** Whether an environment of that number lives. */
export const lives = (world: World, environment: number): boolean =>
  environment < world.environments.count && world.environments.columns.state[environment] !== inShutdown;

const ageUs = (world: World, environment: number): number =>
  world.nowUs - (world.environments.columns.createdAtUs[environment] as number);

function dueUs(world: World, environment: number): number {
  const { columns } = world.environments;
  return Math.min(
    (columns.idleSinceUs[environment] as number) + (columns.idleLifeUs[environment] as number),
    (columns.createdAtUs[environment] as number) + (columns.maximumLifeUs[environment] as number),
  );
}
