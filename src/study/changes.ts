/** Changes to a scenario, by the place of what is new: `functions[0].Timeout: 30`. */
import * as z from 'zod';
import { ScenarioError } from '#simulator';

export const changes = z.record(
  z.string().regex(/^\w+(\[\d+\])*(\.\w+(\[\d+\])*)*$/, 'must look like functions[0].Timeout'),
  z.json(),
);
export type Changes = z.output<typeof changes>;

/**
 * A copy of a scenario as it is written, with the changes made.
 * @throws ScenarioError when all but the last step of a place is not there
 */
export function changed(scenario: Readonly<Record<string, unknown>>, edits: Changes): Record<string, unknown> {
  const copy = structuredClone(scenario) as Record<string, unknown>;
  for (const [path, value] of Object.entries(edits)) {
    const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
    const last = steps.pop() as string;
    let here = copy;
    for (const step of steps) {
      const next = here[step];
      if (typeof next !== 'object' || next === null)
        throw new ScenarioError([{ path, message: 'is not a place in the scenario' }]);
      here = next as Record<string, unknown>;
    }
    here[last] = value;
  }
  return copy;
}
