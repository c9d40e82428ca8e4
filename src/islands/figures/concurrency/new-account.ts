/** A new account and short requests: the ceiling on requests a second is met long before the one on concurrency. */
import type { Scene } from '../scene.ts';

export const newAccountSeconds = 10;
const durationLeast = 20;

export const newAccount: Scene = {
  draws: 'series',
  knobs: [
    {
      id: 'rate',
      label: 'Requests a second',
      least: 50,
      most: 300,
      step: 10,
      value: 200,
      shown: (value) => `${value} a second`,
    },
    {
      id: 'durationMs',
      label: 'Time in the handler',
      least: durationLeast,
      most: 200,
      step: 10,
      value: durationLeast,
      shown: (value) => `${value} ms`,
    },
    {
      id: 'quota',
      label: 'Concurrency of the account',
      least: 10,
      most: 50,
      step: 5,
      value: 10,
      shown: (value) => `${value}`,
    },
  ],
  scenario: ({ rate = 1, durationMs = 1, quota = 1 }) => ({
    name: 'A new account',
    account: { ConcurrentExecutions: quota },
    functions: [
      {
        FunctionName: 'thumbnails',
        MemorySize: 512,
        Timeout: 3,
        Profile: { durationMs: { kind: 'constant', value: durationMs }, initMs: { kind: 'constant', value: 0 } },
      },
    ],
    traffic: [
      {
        kind: 'every',
        FunctionName: 'thumbnails',
        intervalMs: 1000 / rate,
        count: rate * newAccountSeconds,
      },
    ],
    untilMs: newAccountSeconds * 1000,
  }),
  say({ requests, throttles, peak }, { rate = 1, durationMs = 1, quota = 1 }) {
    const product = `Rate times duration is ${(rate * durationMs) / 1000}, the quota ${quota}.`;
    const fared = throttles
      ? `Of ${requests.toLocaleString('en')} requests ${throttles.toLocaleString('en')} were turned away with 429, while at most ${peak} ran at once.`
      : `All ${requests.toLocaleString('en')} requests were served, at most ${peak} at once.`;
    return `${product} ${fared}`;
  },
  bet: {
    ask: 'Of 100 requests, how many are turned away?',
    unit: 'of 100',
    least: 0,
    most: 100,
    answer: ({ requests, throttles }) => Math.round((throttles / requests) * 100),
    lesson: (bet, answer) =>
      Math.abs(bet - answer) <= 5
        ? 'Right: only four run at once, and still half are refused, by a ceiling on requests a second.'
        : bet < 10
          ? 'By the concurrency alone that would be right: only four run at once. But there is a ceiling on requests a second too.'
          : 'What refuses them is a ceiling on requests a second, not the number that run at once.',
  },
};
