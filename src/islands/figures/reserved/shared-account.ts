/** Two functions in one account: what reserving concurrency for one gives it, and takes from the other. */
import type { Scene } from '../scene.ts';

export const accountConcurrency = 200;
export const sharedSeconds = 40;
const orders = 200;
const reports = 300;
/** A knob's way of saying that nothing is reserved. */
const none = -1;

const reservedKnob = (id: string, label: string) => ({
  id,
  label,
  least: none,
  most: 80,
  step: 1,
  value: none,
  shown: (value: number) => (value === none ? 'none' : `${value}`),
});
const reserved = (value: number) => (value === none ? {} : { ReservedConcurrentExecutions: value });
const profile = (durationMs: number) => ({
  durationMs: { kind: 'constant' as const, value: durationMs },
  initMs: { kind: 'constant' as const, value: 200 },
});

export const sharedAccount: Scene = {
  draws: 'series',
  shows: 'orders',
  belief: 'reservingTakesNothing',
  knobs: [reservedKnob('orders', 'Reserved for orders'), reservedKnob('reports', 'Reserved for reports')],
  scenario: (values) => ({
    name: 'One account, two functions',
    account: { ConcurrentExecutions: accountConcurrency },
    functions: [
      {
        FunctionName: 'orders',
        MemorySize: 512,
        Timeout: 10,
        Profile: profile(300),
        ...reserved(values.orders ?? none),
      },
      {
        FunctionName: 'reports',
        MemorySize: 512,
        Timeout: 60,
        Profile: profile(20_000),
        ...reserved(values.reports ?? none),
      },
    ],
    traffic: [
      {
        kind: 'every',
        FunctionName: 'orders',
        intervalMs: (sharedSeconds * 1000) / orders,
        fromMs: 100,
        count: orders,
      },
      { kind: 'burst', FunctionName: 'reports', atMs: 5000, overMs: 2000, count: reports },
    ],
    untilMs: sharedSeconds * 1000 + 2000,
  }),
  say({ functions, peak }) {
    const of = (name: string): { requests: number; throttles: number } =>
      functions[name] ?? { requests: 0, throttles: 0 };
    const { throttles } = of('orders');
    const turnedAway = throttles === 1 ? '1 order is' : `${throttles} of ${of('orders').requests} orders are`;
    return `${turnedAway} turned away, and ${of('reports').throttles} of ${of('reports').requests} reports. At most ${peak} requests are in flight in the account.`;
  },
  bet: {
    ask: 'How many of the 200 orders are turned away?',
    unit: 'orders',
    least: 0,
    most: orders,
    answer: ({ functions }) => functions.orders?.throttles ?? 0,
    lesson: (bet, answer) =>
      Math.abs(bet - answer) <= 10
        ? 'Right: everything that comes while the reports hold the whole quota, for twenty seconds.'
        : bet < answer
          ? 'More: while the reports hold the whole quota there is no room for a single order, and that lasts for twenty seconds.'
          : 'Fewer: before and after the reports there is room enough.',
  },
};
