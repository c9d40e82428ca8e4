/** Traffic from nothing to a steady rate within an instant, in an account whose quota is large enough for it. */
import type { Overlay } from '../../../charts/series-data.ts';
import { count } from '../../../charts/words.ts';
import type { Scene } from '../scene.ts';

const quota = 5000;
const initMs = 300;
const seconds = 20;
const callers = 10_000;

export const suddenTraffic: Scene = {
  draws: 'series',
  belief: 'burstIsUnlimited',
  knobs: [
    {
      id: 'rate',
      label: 'Requests a second',
      least: 50,
      most: 800,
      step: 25,
      value: callers / seconds,
      shown: (value) => `${value} a second`,
    },
    {
      id: 'durationMs',
      label: 'Time in the handler',
      least: 500,
      most: 6000,
      step: 250,
      value: 4000,
      shown: (value) => `${value / 1000} s`,
    },
  ],
  scenario: ({ rate = 1, durationMs = 1 }) => ({
    name: 'From nothing to a steady rate',
    account: { ConcurrentExecutions: quota },
    functions: [
      {
        FunctionName: 'tickets',
        MemorySize: 512,
        Timeout: 10,
        Profile: {
          durationMs: { kind: 'constant', value: durationMs },
          initMs: { kind: 'constant', value: initMs },
        },
      },
    ],
    traffic: [{ kind: 'every', FunctionName: 'tickets', intervalMs: 1000 / rate, count: rate * seconds }],
  }),
  say({ requests, throttles, peak }) {
    const room = `At most ${peak.toLocaleString('en')} requests are in flight at once, and the account has room for ${quota.toLocaleString('en')}.`;
    const fared = throttles
      ? `Still ${count(throttles, 'caller')} of ${requests.toLocaleString('en')} ${throttles === 1 ? 'is' : 'are'} turned away: new environments do not come fast enough.`
      : `All ${requests.toLocaleString('en')} callers are served: new environments come as fast as they are needed.`;
    return `${room} ${fared}`;
  },
  bet: {
    ask: `Of the ${callers.toLocaleString('en')} callers, how many get status 429?`,
    unit: 'callers',
    least: 0,
    most: callers,
    answer: ({ throttles }) => throttles,
    lesson(bet, answer) {
      if (bet === 0)
        return 'The quota of the account is never reached, and yet some are turned away: a function may not get all its environments at once.';
      if (Math.abs(bet - answer) <= answer / 4)
        return 'Close. The first allowance is spent at once, and from then on new environments come at a trickle.';
      return bet > answer
        ? 'It is fewer. The allowance refills all the time, and an environment that is done serves again.'
        : 'It is more. Once the first allowance is spent, new environments come at a trickle until the first ones are done.';
    },
  },
};

/** How many environments a function may get at once, and each second after that. */
export interface Allowance {
  readonly atOnce: number;
  readonly aSecond: number;
}

/** The most environments that the allowance can have made by each quarter of a second, up to `most`. */
export function allowedCurve({ atOnce, aSecond }: Allowance, most: number): Overlay {
  const quarters = Array.from({ length: Math.ceil((4 * (most - atOnce)) / aSecond) + 1 }, (_, i) => i);
  return {
    plot: 'concurrency',
    label: 'as many as the rate allows',
    atUs: quarters.map((i) => i * 250_000),
    value: quarters.map((i) => Math.min(most, atOnce + (i * aSecond) / 4)),
  };
}
