/**
 * Runs scenarios while the site is built, real code included: what pages arrive with is drawn,
 * printed and proven from these runs. No page loads this.
 */
import { logs, project, responses, simulate, summary, timeline, type Scenario } from '#simulator';
import { loadSandbox } from '#simulator/sandbox';

export type BuildRun = Awaited<ReturnType<typeof run>>;

const runs = new Map<string, Promise<BuildRun>>();

/** Runs a scenario, once however often it is asked for. */
export function runWhileBuilding(scenario: Scenario): Promise<BuildRun> {
  const key = JSON.stringify(scenario);
  let found = runs.get(key);
  if (!found) runs.set(key, (found = run(scenario)));
  return found;
}

async function run(scenario: Scenario) {
  const ofCode = scenario.functions.some(({ Code }) => Code);
  const trace = simulate(scenario, ofCode ? { engine: await loadSandbox(scenario) } : {});
  return {
    timeline: project(trace, timeline),
    logs: project(trace, logs),
    responses: project(trace, responses),
    summary: project(trace, summary),
  };
}
