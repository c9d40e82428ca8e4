/** The wrong model in which a function has environments ready without provisioned concurrency. */
import { ruleNumber } from '../facts/rules.ts';
import { NONE } from '../trace.ts';
import { loadBefore } from './before.ts';
import { onDemandList, READY } from './environments.ts';
import { createAhead } from './placement.ts';
import { settle } from './reclaim.ts';
import type { World } from './world.ts';

const warmPool = ruleNumber('misconception.warmPool');
const onDemand = 0;

/** Makes the environments that the policy keeps ready; they are never taken back. */
export function fillWarmPools(world: World): void {
  for (const shared of world.byName.values()) {
    const fn = world.functions[shared.latest]!;
    for (let i = world.policies.warmPool(shared); i > 0; i--) {
      const environment = createAhead(world, fn, onDemandList(fn.index), onDemand, NONE, warmPool);
      const { columns } = world.environments;
      columns.idleLifeUs[environment] = columns.maximumLifeUs[environment] = Infinity;
      loadBefore(world, environment);
      world.environments.go(environment, READY);
      settle(world, environment);
    }
  }
}
