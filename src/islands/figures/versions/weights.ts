/** An alias with two versions: how many of a number of requests go to the second? */
import type { Scene } from '../scene.ts';

/** The place of version 2 among the versions of the run: `$LATEST`, 1, 2. */
export const secondVersion = 2;

const durationMs = { kind: 'constant' as const, value: 100 };
const initMs = { kind: 'constant' as const, value: 150 };

export const weights: Scene = {
  draws: 'lanes',
  knobs: [
    {
      id: 'weight',
      label: 'Weight of version 2',
      least: 0,
      most: 50,
      step: 5,
      value: 10,
      shown: (value) => `${value} %`,
    },
    { id: 'requests', label: 'Requests', least: 10, most: 300, step: 10, value: 50, shown: (value) => `${value}` },
    { id: 'seed', label: 'Throw of the dice', least: 1, most: 24, step: 1, value: 9, shown: (value) => `${value}` },
  ],
  // Version 2 always fails, so that the errors count its requests.
  scenario: ({ weight = 0, requests = 1, seed = 1 }) => ({
    name: 'An alias with two versions',
    seed,
    functions: [
      {
        FunctionName: 'menu',
        MemorySize: 512,
        Timeout: 3,
        Profile: { durationMs, initMs },
        Versions: [{}, { Description: 'with a mistake', Profile: { durationMs, initMs, errorRate: 1 } }],
        Aliases: [
          { Name: 'live', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { '2': weight / 100 } } },
        ],
      },
    ],
    traffic: [{ kind: 'every', FunctionName: 'menu', Qualifier: 'live', intervalMs: 200, count: requests }],
  }),
  say({ requests, functionErrors }, { weight = 0 }) {
    const share = Number(((functionErrors / requests) * 100).toFixed(1));
    return `${functionErrors} of ${requests} requests went to version 2, which is ${share} %. The weight is ${weight} %.`;
  },
  bet: {
    ask: 'Of the next 50 requests, how many go to version 2?',
    unit: 'requests',
    least: 0,
    most: 50,
    answer: ({ functionErrors }) => functionErrors,
    lesson: (bet, answer) =>
      bet === answer
        ? 'Right, and not to be relied upon: with another throw of the dice it would be another number.'
        : bet === 5
          ? 'A tenth of fifty is five, on average. But nobody counts: each request is a throw of the dice by itself.'
          : 'Each request is a throw of the dice by itself: five on average, and in a run of fifty it may well be one or nine.',
  },
};
