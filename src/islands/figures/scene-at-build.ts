/** The run a scene arrives with, made while the page is built, and its link to the workbench. */
import { misconceptions, parseScenario, project, seriesOf } from '#simulator';
import { href } from '../../components/href.ts';
import { linkHash } from '../../study/scenario-link.ts';
import { runScenario } from '../../workers/run-view.ts';
import type { Assumption } from './AssumptionStrip.svelte';
import { sceneRun } from './scene-run.ts';
import { firstValues, sceneBins, sceneScenario, type Scene, type SceneProps } from './scene.ts';

/**
 * What the island of a scene is given.
 * @param assumptions what its run rests on
 */
export function sceneAtBuild(scene: Scene, assumptions: readonly Assumption[]): SceneProps {
  const scenario = parseScenario(sceneScenario(scene, firstValues(scene)));
  const { view, trace } = runScenario(scenario);
  const shown = trace.header.functions.findIndex(({ FunctionName }) => FunctionName === scene.shows);
  const series = project(trace, seriesOf({ bins: sceneBins, ...(shown >= 0 && { function: shown }) }));
  return {
    run: sceneRun(scene, view, series),
    assumptions,
    seed: scenario.seed,
    workbench: href('/workbench/'),
    hash: linkHash(scenario),
    ...(scene.belief && { belief: misconceptions[scene.belief].belief }),
  };
}
