/**
 * What happened before the run: a process that is loaded when time 0 comes, for provisioned
 * environments and snapshots that a scenario finds ready.
 */
import { usPerMs } from '../kernel/units.ts';
import { openRun, usPerTickOfInit } from './code-run.ts';
import type { Sandbox, Slice } from './sandbox.ts';
import { functionOf, type World } from './world.ts';

/** More steps of waiting than any init has that ends. */
const mostSteps = 100_000;

/**
 * Starts the process of an environment and loads its module outside of the run's time.
 * @returns whether it is loaded; a function by profile always is
 */
export function loadBefore(world: World, environment: number): boolean {
  if (!functionOf(world, environment).configuration.Code) return true;
  const { sandbox } = openRun(world, environment);
  return followBefore(world, sandbox, (pace) => sandbox.load(pace));
}

/**
 * Follows slices, in no time of the run, until the code has nothing more to wait for.
 * @param fromUs what its clock shows at first
 * @returns whether the process is well
 */
export function followBefore(
  world: World,
  sandbox: Sandbox,
  begin: (pace: { nowEpochUs: number; usPerTick: number; budgetTicks: number }) => Slice,
  fromUs = -world.rates.initLimitUs,
): boolean {
  const usPerTick = usPerTickOfInit(world);
  let nowEpochUs = world.startAtMs * usPerMs + fromUs;
  const pace = () => ({ nowEpochUs, usPerTick, budgetTicks: Math.floor(world.rates.initLimitUs / usPerTick) });
  let slice = begin(pace());
  for (let i = 0; slice.state.type === 'waiting' && i < mostSteps; i++) {
    nowEpochUs = Math.max(nowEpochUs, Math.ceil(slice.state.untilEpochUs));
    slice = sandbox.resume(pace());
  }
  return slice.state.type === 'loaded';
}
