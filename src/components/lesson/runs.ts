/** The experiments of `content/experiments` and their runs, made once while the site is built. */
import { getEntry } from 'astro:content';
import type { Scenario } from '#simulator';
import { experimentScenario, type Experiment } from '../../study/experiment-format.ts';
import type { RunView } from '../../workers/protocol.ts';
import { runWhileBuilding } from '../../workers/while-building.ts';

export interface ExperimentRun extends RunView {
  readonly experiment: Experiment;
  readonly scenario: Scenario;
}

/**
 * Runs an experiment.
 * @param reference `name`, or `name/variant`
 * @throws RangeError when there is no such experiment or variant
 */
export async function experimentRun(reference: string): Promise<ExperimentRun> {
  const [name = '', variant] = reference.split('/');
  const entry = await getEntry('experiments', name);
  if (!entry) throw new RangeError(`no experiment ${name}`);
  const scenario = experimentScenario(name, entry.data, variant);
  return { ...(await runWhileBuilding(scenario)), experiment: entry.data, scenario };
}
