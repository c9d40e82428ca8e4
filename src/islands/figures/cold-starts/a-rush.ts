/** Quiet traffic, then two rushes: which of the requests start cold? */
import type { Scene } from '../scene.ts';

export const handlerMs = 400;
export const initMs = 600;
export const rushUntilMs = 12_000;
const quiet = 5;
const firstRushMs = 6000;
const rushSize = 8;

export const aRush: Scene = {
  draws: 'lanes',
  belief: 'oneColdStart',
  knobs: [
    {
      id: 'size',
      label: 'Requests in each rush',
      least: 1,
      most: 10,
      step: 1,
      value: rushSize,
      shown: (value) => `${value}`,
    },
    {
      id: 'pauseMs',
      label: 'From the first rush to the second',
      least: 200,
      most: 4000,
      step: 100,
      value: 3000,
      shown: (value) => `${value} ms`,
    },
  ],
  scenario: ({ size = 1, pauseMs = 0 }) => ({
    name: 'Two rushes',
    functions: [
      {
        FunctionName: 'checkout',
        MemorySize: 512,
        Timeout: 10,
        Profile: {
          durationMs: { kind: 'constant', value: handlerMs },
          initMs: { kind: 'constant', value: initMs },
        },
      },
    ],
    traffic: [
      { kind: 'every', FunctionName: 'checkout', intervalMs: 1100, fromMs: 300, count: quiet },
      { kind: 'burst', FunctionName: 'checkout', atMs: firstRushMs, count: size },
      { kind: 'burst', FunctionName: 'checkout', atMs: firstRushMs + pauseMs, count: size },
    ],
    untilMs: rushUntilMs,
  }),
  say: ({ requests, inits, environments, slowestMs }) =>
    `${inits} of ${requests} requests ${inits === 1 ? 'waits' : 'wait'} for an init, in ${environments} ${environments === 1 ? 'environment' : 'environments'}. The slowest answer takes ${Math.round(slowestMs)} ms.`,
  bet: {
    ask: 'How many of the requests start cold?',
    unit: `of ${quiet + 2 * rushSize}`,
    least: 0,
    most: quiet + 2 * rushSize,
    answer: ({ inits }) => inits,
    lesson: (bet, answer) =>
      bet === answer
        ? 'Right. One for the first request of all, and seven in the first rush, where one environment is idle and eight are needed. The second rush finds eight.'
        : bet <= 1
          ? 'The very first is one of them. But the first rush needs eight environments at the same instant, and only one is there.'
          : bet > answer
            ? 'Fewer: one environment is already there when the first rush comes, and all eight are there for the second.'
            : 'More: the first rush needs eight environments at the same instant, and only one is there.',
  },
};
