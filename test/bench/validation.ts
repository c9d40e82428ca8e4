/** How long the 20 experiments on real Lambda take to simulate. */
import { runExperiments } from '../../src/commands/validate/experiments.ts';
import { round } from './sandbox.ts';

export const benches = {
  /** One seed a row, a million simulated seconds each. */
  'validate.experiments.seconds': () => {
    const from = performance.now();
    const { rows } = runExperiments({ seed: 1 });
    if (rows.length !== 20) throw new Error(`${rows.length} experiments`);
    return Promise.resolve({ value: round((performance.now() - from) / 1000, 2), unit: 's' });
  },
};
