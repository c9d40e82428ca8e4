/** Requests that come when they come: the average keeps to the formula, the peaks do not. */
import type { Scene } from '../scene.ts';

export const randomSeconds = 30;

export const randomArrivals: Scene = {
  draws: 'series',
  knobs: [
    {
      id: 'rate',
      label: 'Requests a second, on average',
      least: 5,
      most: 60,
      step: 5,
      value: 20,
      shown: (value) => `${value} a second`,
    },
    {
      id: 'durationMs',
      label: 'Time in the handler',
      least: 100,
      most: 2000,
      step: 100,
      value: 500,
      shown: (value) => `${value} ms`,
    },
    { id: 'seed', label: 'Throw of the dice', least: 1, most: 24, step: 1, value: 1, shown: (value) => `${value}` },
  ],
  scenario: ({ rate = 1, durationMs = 1, seed = 1 }) => ({
    name: 'Random arrivals',
    seed,
    functions: [
      {
        FunctionName: 'orders',
        MemorySize: 512,
        Timeout: 3,
        Profile: { durationMs: { kind: 'constant', value: durationMs }, initMs: { kind: 'constant', value: 0 } },
      },
    ],
    traffic: [{ kind: 'poisson', FunctionName: 'orders', ratePerSecond: rate, toMs: randomSeconds * 1000 }],
    untilMs: randomSeconds * 1000,
  }),
  say: ({ average, peak, environments }, { rate = 1, durationMs = 1 }) =>
    `The formula says ${(rate * durationMs) / 1000}. In the run ${average.toFixed(1)} were in use on average, and ${peak} at the worst moment, so Lambda made ${environments} environments.`,
};
