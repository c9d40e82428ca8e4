/**
 * Runs scenarios while the site is built, real code included: what pages arrive with is drawn,
 * printed and proven from these runs. No page loads this.
 */
import type { Scenario } from '#simulator';
import { loadSandbox } from '#simulator/sandbox';
import type { RunView } from './protocol.ts';
import { runScenario } from './run-view.ts';

const runs = new Map<string, Promise<RunView>>();

/** Runs a scenario, once however often it is asked for. */
export function runWhileBuilding(scenario: Scenario): Promise<RunView> {
  const key = JSON.stringify(scenario);
  let found = runs.get(key);
  if (!found) runs.set(key, (found = run(scenario)));
  return found;
}

async function run(scenario: Scenario): Promise<RunView> {
  const ofCode = scenario.functions.some(({ Code }) => Code);
  return runScenario(scenario, ofCode ? { engine: await loadSandbox(scenario) } : {}).view;
}
