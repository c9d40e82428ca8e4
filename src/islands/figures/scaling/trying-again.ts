/** A rush over a limit, and clients that try again: does it help them, and what does the function see? */
import { count } from '../../../charts/words.ts';
import type { Scene } from '../scene.ts';

const reserved = 10;
const handlerMs = 400;
/** Each has a retry quota of its own, as processes have. */
const clients = 20;
/** Requests a second of all clients together, before and after the rush, and in it. */
const usual = 10;
const inTheRush = 60;
const rushFromMs = 5000;
const toMs = 40_000;

export const tryingAgain: Scene = {
  draws: 'series',
  knobs: [
    {
      id: 'attempts',
      label: 'Attempts of a client',
      least: 1,
      most: 8,
      step: 1,
      value: 3,
      shown: (value) => (value === 1 ? '1, no retry' : `${value}`),
    },
    {
      id: 'rush',
      label: 'The rush lasts',
      least: 1,
      most: 20,
      step: 1,
      value: 3,
      shown: (value) => `${value} s`,
    },
  ],
  scenario: ({ attempts = 1, rush = 1 }) => ({
    name: 'Clients that try again',
    seed: 5,
    functions: [
      {
        FunctionName: 'quotes',
        MemorySize: 512,
        Timeout: 3,
        ReservedConcurrentExecutions: reserved,
        Profile: { durationMs: { kind: 'constant', value: handlerMs }, initMs: { kind: 'constant', value: 300 } },
      },
    ],
    traffic: Array.from({ length: clients }, () => ({
      kind: 'steps' as const,
      FunctionName: 'quotes',
      steps: [
        { fromMs: 0, ratePerSecond: usual / clients },
        { fromMs: rushFromMs, ratePerSecond: inTheRush / clients },
        { fromMs: rushFromMs + rush * 1000, ratePerSecond: usual / clients },
      ],
      toMs,
      caller: { retryMode: 'standard' as const, maxAttempts: attempts },
    })),
  }),
  say({ requests, clientRetries, clientsGaveUp }) {
    const first = requests - clientRetries;
    const failed = clientsGaveUp
      ? `${count(clientsGaveUp, 'caller')} of ${first.toLocaleString('en')} ended with an error, which is ${percent(clientsGaveUp / first)}.`
      : `All ${first.toLocaleString('en')} callers were served in the end.`;
    const seen = clientRetries
      ? `The function saw ${requests.toLocaleString('en')} requests, ${percent(clientRetries / requests)} of them repeated.`
      : 'Nobody tried a second time.';
    return `${failed} ${seen}`;
  },
};

/** A share with its sign; small ones are not rounded away. */
const percent = (share: number): string => `${Number((share * 100).toFixed(share < 0.01 ? 1 : 0))} %`;
