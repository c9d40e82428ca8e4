/** A request every so many minutes for an hour: does it find the environment of the one before? */
import type { Scene } from '../scene.ts';

const hourMs = 3_600_000;
export const idleUntilMs = hourMs;

export const idleGap: Scene = {
  draws: 'lanes',
  belief: 'warmForEver',
  knobs: [
    {
      id: 'minutes',
      label: 'Minutes between requests',
      least: 1,
      most: 20,
      step: 1,
      value: 12,
      shown: (value) => `${value} min`,
    },
    {
      id: 'atOnce',
      label: 'Requests each time',
      least: 1,
      most: 3,
      step: 1,
      value: 1,
      shown: (value) => `${value}`,
    },
  ],
  scenario: ({ minutes = 1, atOnce = 1 }) => ({
    name: 'A quiet hour',
    functions: [
      {
        FunctionName: 'reminders',
        MemorySize: 512,
        Timeout: 60,
        Profile: { durationMs: { kind: 'constant', value: 20_000 }, initMs: { kind: 'constant', value: 500 } },
      },
    ],
    traffic: Array.from({ length: atOnce }, () => ({
      kind: 'every' as const,
      FunctionName: 'reminders',
      intervalMs: minutes * 60_000,
      fromMs: 30_000,
      count: Math.floor((hourMs - 60_000) / (minutes * 60_000)) + 1,
    })),
    untilMs: hourMs,
  }),
  say: ({ requests, inits, environments }) =>
    `${inits} of ${requests} requests ${inits === 1 ? 'waits' : 'wait'} for an init, in ${environments} ${environments === 1 ? 'environment' : 'environments'}.`,
};
