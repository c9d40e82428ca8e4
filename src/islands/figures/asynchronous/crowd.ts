/** More asynchronous events at once than their function may serve at once. */
import { count } from '../../../charts/words.ts';
import type { Scene } from '../scene.ts';

export const crowd: Scene = {
  draws: 'series',
  belief: 'throttledEventsAreLost',
  knobs: [
    {
      id: 'events',
      label: 'Events',
      least: 20,
      most: 160,
      step: 20,
      value: 80,
      shown: (value) => `${value}`,
    },
    {
      id: 'reserved',
      label: 'Reserved concurrency',
      least: 0,
      most: 20,
      step: 1,
      value: 5,
      shown: (value) => `${value}`,
    },
  ],
  scenario: ({ events = 1, reserved = 1 }) => ({
    name: 'A crowd of events',
    functions: [
      {
        FunctionName: 'receipts',
        MemorySize: 512,
        Timeout: 10,
        ReservedConcurrentExecutions: reserved,
        Profile: { durationMs: { kind: 'constant', value: 800 }, initMs: { kind: 'constant', value: 200 } },
      },
    ],
    traffic: [
      { kind: 'burst', FunctionName: 'receipts', InvocationType: 'Event', atMs: 2000, count: events, overMs: 3000 },
    ],
  }),
  say({ requests, throttles, asyncDropped }, { reserved = 0 }) {
    if (reserved === 0)
      return `With a reserved concurrency of 0, all ${requests} events are given up at once, without a single attempt.`;
    if (asyncDropped)
      return `${count(asyncDropped, 'event')} of ${requests} ${asyncDropped === 1 ? 'is' : 'are'} lost.`;
    const refused = throttles
      ? `Attempts were turned away ${throttles.toLocaleString('en')} times in between, and each time the event went back to wait.`
      : 'No attempt was turned away.';
    return `All ${requests} events are served. ${refused}`;
  },
};
