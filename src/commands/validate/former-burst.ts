/**
 * AWS's own example of how functions scaled before every function had a rate of its own: 10,000 requests,
 * spread over one to four minutes, in a Region with the largest burst.
 * Source: Lambda Developer Guide of 2023, "Burst concurrency"
 * (https://docs.amazonaws.cn/en_us/lambda/latest/dg/burst-concurrency.html).
 */
import { parseScenario, simulate } from '#simulator';

const requests = 10_000;
const asOf = '2023-11-25';
const msPerMinute = 60_000;

/** Throttled requests as AWS counts them, minute by minute. */
const documented: readonly (readonly number[])[] = [[7000], [2000, 1500], [333, 0, 0], [0, 0, 0, 0]];

export interface FormerBurst {
  readonly minutes: number;
  /** Throttled requests of each minute, joined by +. */
  readonly simulated: string;
  readonly documented: string;
}

/** Each minute's share of the requests comes at once. */
function throttledByMinute(minutes: number): number[] {
  const sentBefore = (minute: number): number => Math.floor((requests * minute) / minutes);
  const scenario = parseScenario({
    asOf,
    region: 'us-east-1',
    account: { ConcurrentExecutions: requests },
    functions: [
      {
        FunctionName: 'f',
        Profile: { durationMs: { kind: 'constant', value: 1000 }, initMs: { kind: 'constant', value: 200 } },
      },
    ],
    traffic: Array.from({ length: minutes }, (_, minute) => ({
      kind: 'burst' as const,
      FunctionName: 'f',
      atMs: minute * msPerMinute,
      count: sentBefore(minute + 1) - sentBefore(minute),
    })),
  });
  const throttled = new Array<number>(minutes).fill(0);
  simulate(scenario, {
    observe({ type, atUs }) {
      if (type === 'invoke.throttled') throttled[Math.floor(atUs / (msPerMinute * 1000))]! += 1;
    },
  });
  return throttled;
}

/** All four spreads. */
export const formerBursts = (): FormerBurst[] =>
  documented.map((expected, i) => ({
    minutes: i + 1,
    simulated: throttledByMinute(i + 1).join(' + '),
    documented: expected.join(' + '),
  }));
