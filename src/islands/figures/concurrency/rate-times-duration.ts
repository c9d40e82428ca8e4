/** Requests at an even pace, each of the same length: how many are at work at once? */
import type { Scene } from '../scene.ts';

const startsMs = 200;
/** How long requests come, and where the figure ends. */
const seconds = 3;
export const rateUntilMs = 4400;

export const rateTimesDuration: Scene = {
  draws: 'lanes',
  knobs: [
    {
      id: 'rate',
      label: 'Requests a second',
      least: 1,
      most: 12,
      step: 1,
      value: 8,
      shown: (value) => `${value} a second`,
    },
    {
      id: 'durationMs',
      label: 'Time in the handler',
      least: 100,
      most: 1000,
      step: 50,
      value: 500,
      shown: (value) => `${value} ms`,
    },
  ],
  scenario: ({ rate = 1, durationMs = 1 }) => ({
    name: 'Rate times duration',
    functions: [
      {
        FunctionName: 'orders',
        MemorySize: 512,
        Timeout: 3,
        Profile: { durationMs: { kind: 'constant', value: durationMs }, initMs: { kind: 'constant', value: 0 } },
      },
    ],
    traffic: [
      { kind: 'every', FunctionName: 'orders', intervalMs: 1000 / rate, fromMs: startsMs, count: rate * seconds },
    ],
    untilMs: rateUntilMs,
  }),
  say({ peak, requests }, { rate = 1, durationMs = 1 }) {
    const expected = Math.round(rate * durationMs) / 1000;
    const product = `${rate} a second, ${durationMs} ms each: the product is ${expected}.`;
    const found = `The ${requests} requests of the run kept at most ${peak} ${peak === 1 ? 'environment' : 'environments'} at work at once.`;
    return `${product} ${found}${peak === expected ? '' : ' Environments are whole, the average is not.'}`;
  },
  bet: {
    ask: 'How many environments are at work at once?',
    unit: 'environments',
    least: 1,
    most: 24,
    answer: ({ peak }) => peak,
    lesson: (bet, answer) =>
      bet === answer
        ? 'Right. A new request comes every 125 ms, and each stays for the next four arrivals.'
        : bet === 8
          ? 'Eight is how many come in a second. Only those that are still running when the next one comes add up, and each runs for half a second.'
          : bet < answer
            ? 'More than that are still running when the next one comes: each stays for the next four arrivals.'
            : 'Fewer. When the fifth comes the first is done, and its environment serves again.',
  },
};
