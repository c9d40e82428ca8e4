/**
 * An experiment of a lesson: a scenario in `content/experiments/NAME.yaml` that the lesson draws,
 * prints and quotes numbers of, and, with buttons, that a reader can go on with.
 */
import * as z from 'zod';
import { parseScenario, type Scenario } from '#simulator';
import { changed, changes } from './changes.ts';

const button = z.strictObject({
  label: z.string().min(1).max(40),
  /** Requests it sends at the same instant. */
  count: z.int().min(1).max(10).default(1),
  payload: z.json().optional(),
});

export const experimentFormat = z.strictObject({
  /** As `parseScenario` takes it. */
  scenario: z.looseObject({ functions: z.array(z.json()) }),
  variants: z.record(z.string().regex(/^[a-z0-9-]+$/), changes).default({}),
  buttons: z.array(button).max(6).default([]),
  /** How long after everything has ended the next press comes, milliseconds. */
  afterMs: z.int().min(0).max(600_000).default(1000),
});
export type Experiment = z.output<typeof experimentFormat>;
export type ExperimentButton = Experiment['buttons'][number];

/**
 * The scenario of an experiment or of one of its variants, ready to run.
 * @throws RangeError when it has no such variant, ScenarioError when what it has is no scenario
 */
export function experimentScenario(name: string, experiment: Experiment, variant?: string): Scenario {
  const edits = variant === undefined ? {} : experiment.variants[variant];
  if (!edits) throw new RangeError(`the experiment ${name} has no variant ${variant}`);
  return parseScenario({ name, ...changed(experiment.scenario, edits) });
}
