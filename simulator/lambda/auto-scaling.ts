/**
 * Application Auto Scaling of provisioned concurrency.
 *
 * Models: target tracking by two alarms on `ProvisionedConcurrencyUtilization` that each need some
 * minutes in a row, one above the target and one well below it; scheduled actions
 * (https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html).
 * Assumed: the data point of a minute is the average over the minute; nothing changes while an
 * allocation is under way; the new capacity is the old one times utilization over target, rounded up.
 * Left out: the minutes that CloudWatch itself lags behind.
 */
import { ruleNumber } from '../facts/rules.ts';
import { secondsToUs } from '../kernel/units.ts';
import type { ScalableTarget } from '../scenario/index.ts';
import { kindOf, NONE } from '../trace.ts';
import { putProvisioned } from './provisioned.ts';
import { entriesOf } from './routing.ts';
import { scheduleTask, type FunctionShared, type World } from './world.ts';

const SCALING_CHANGED = kindOf('scaling.changed');
const minuteUs = secondsToUs(60);

/** Follows a target from the start of the run. */
export function startScaling(world: World, target: ScalableTarget): void {
  const shared = world.byName.get(target.FunctionName)!;
  let { MinCapacity: least, MaxCapacity: most } = target;
  const set = (to: number, utilization: number, rule: 'scaling.out' | 'scaling.in' | 'scaling.scheduled'): void => {
    const from = shared.provisionedConfigs.get(target.Qualifier) ?? 0;
    if (to === from) return;
    const { trace } = world;
    const entry = entriesOf(shared, target.Qualifier)[0]?.entry ?? shared.latest;
    const changed = trace.append(SCALING_CHANGED, entry, NONE, NONE, NONE, ruleNumber(rule));
    const { pool, at } = trace;
    pool[at] = utilization;
    pool[at + 1] = target.TargetTracking?.TargetValue ?? 0;
    pool[at + 2] = from;
    pool[at + 3] = to;
    putProvisioned(world, shared, target.Qualifier, to, changed);
  };
  const bounded = (capacity: number): number => Math.min(most, Math.max(least, capacity));
  const current = (): number => shared.provisionedConfigs.get(target.Qualifier) ?? 0;
  set(bounded(current()), 0, 'scaling.scheduled');
  for (const { atMs, MinCapacity, MaxCapacity } of target.ScheduledActions)
    scheduleTask(world, Math.round(atMs * 1000), () => {
      least = MinCapacity ?? least;
      most = Math.max(least, MaxCapacity ?? most);
      set(bounded(current()), 0, 'scaling.scheduled');
    });
  if (target.TargetTracking)
    track(world, shared, target, (to, utilization, rule) => set(bounded(to), utilization, rule));
}

function track(
  world: World,
  shared: FunctionShared,
  { Qualifier, TargetTracking }: ScalableTarget,
  set: (to: number, utilization: number, rule: 'scaling.out' | 'scaling.in') => void,
): void {
  const goal = TargetTracking!.TargetValue;
  const needed = world.facts['provisioned.alarm.dataPoints'];
  const inBelow = goal * world.facts['provisioned.utilization.target'];
  let busyBefore = 0;
  let over = 0;
  let under = 0;
  const look = (): void => {
    const versions = entriesOf(shared, Qualifier).map(({ entry }) => world.functions[entry]!.provisioned);
    const usable = versions.reduce((sum, { usable }) => sum + usable, 0);
    const busyUs = versions.reduce((sum, provisioned) => sum + provisioned.busyUs(world.nowUs), 0);
    const utilization = usable === 0 ? 0 : (busyUs - busyBefore) / (usable * minuteUs);
    const isIdle = busyUs === busyBefore;
    busyBefore = busyUs;
    // Without use there is no data point, and no alarm.
    over = !isIdle && utilization > goal ? over + 1 : 0;
    under = !isIdle && utilization < inBelow ? under + 1 : 0;
    const isBuilding = versions.some(({ requested, usable }) => requested !== usable);
    if (usable > 0 && !isBuilding && (over >= needed || under >= needed)) {
      const wanted = Math.ceil((usable * utilization) / goal - 1e-9);
      set(wanted, utilization, over >= needed ? 'scaling.out' : 'scaling.in');
      over = under = 0;
    }
    scheduleTask(world, world.nowUs + minuteUs, look, true);
  };
  scheduleTask(world, world.nowUs + minuteUs, look, true);
}
