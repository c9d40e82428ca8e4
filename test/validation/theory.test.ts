import { afterAll, describe, expect, it } from 'vitest';
import { ratio, type Batch } from '../../src/commands/validate/batch.ts';
import { initFor } from '../../src/commands/validate/cold-service.ts';
import { longRun } from '../../src/commands/validate/long-run.ts';
import { SideBySide } from '../../src/commands/validate/side-by-side.ts';
import { exactErlangB, fullAccount, steadyReference } from '../../src/commands/validate/theory.ts';
import { stated } from './stated.ts';

const within = (estimate: { value: number; standardError: number }, exact: number): void => {
  expect(estimate.standardError).toBeGreaterThan(0);
  expect(Math.abs(estimate.value - exact)).toBeLessThanOrEqual(3 * estimate.standardError);
};

/** In a thread of its own a run is not slowed down by the test runner. */
const threads = new SideBySide(1);
afterAll(() => threads.close());

describe('beside theory', () => {
  it('Erlang’s B formula gives 0.504455 for 1,000 requests a second of 2.016 s on 1,000 places', () => {
    expect(exactErlangB).toBeCloseTo(0.504455, 6);
  });

  it('a full account turns away that share within three standard errors', async () => {
    const run = await threads.run({ do: 'fullAccount', seed: 3, seconds: 2000 });
    const { turnedAway, requests } = fullAccount([run]);
    expect(requests).toBeGreaterThan(1_900_000);
    within(turnedAway, exactErlangB);
    expect(turnedAway.standardError).toBeLessThan(0.002);
  });

  it('so it did over 20 million requests', () => {
    expect(stated.fullAccount.requests).toBeGreaterThan(20_000_000);
    within(stated.fullAccount.turnedAway, exactErlangB);
  });

  it('a steady workload has the cold starts and the environments that far longer runs of others have', async () => {
    const short = await threads.run({ do: 'steady', seconds: 1_000_000 });
    for (const key of ['pCold', 'servers', 'running'] as const) {
      within(short[key], steadyReference[key]);
      within(stated.steady[key], steadyReference[key]);
      expect(stated.steady[key].standardError).toBeLessThan(short[key].standardError);
    }
  });
});

describe('a long run', () => {
  const workload = { seed: 1, ratePerSecond: 2, warmMs: 400, coldMs: 700, idleTimeoutSeconds: 60, warmUpSeconds: 100 };

  it('in batches is the same run as in one', () => {
    const whole = longRun({ ...workload, seconds: 1000 });
    const parts = longRun({ ...workload, seconds: 1000, batchSeconds: 50 });
    expect([whole.length, parts.length]).toEqual([1, 20]);
    for (const key of Object.keys(whole[0]!) as (keyof Batch)[])
      expect(parts.reduce((sum, part) => sum + part[key], 0)).toBe(whole[0]![key]);
  });

  it('has as many running at once as Little’s law says', () => {
    const batches = longRun({ ...workload, seconds: 20_000, batchSeconds: 200 });
    const cold = ratio(batches, 'cold', 'requests').value;
    within(ratio(batches, 'runningUs', 'lengthUs'), 2 * (0.4 + 0.3 * cold));
  });
});

describe('a ratio of batches', () => {
  const batch = (cold: number, requests: number): Batch => ({
    lengthUs: 1,
    requests,
    cold,
    throttled: 0,
    instanceUs: 0,
    runningUs: 0,
  });

  it('is that of the sums, with the error that the spread of batches of one size has', () => {
    const { value, standardError } = ratio([batch(1, 10), batch(3, 10)], 'cold', 'requests');
    expect(value).toBeCloseTo(0.2);
    expect(standardError).toBeCloseTo(0.1); // of 0.1 and 0.3: their deviation 0.1414 over the root of 2
  });

  it('has no error when all batches agree or there is one', () => {
    expect(ratio([batch(1, 10), batch(2, 20)], 'cold', 'requests')).toEqual({ value: 0.1, standardError: 0 });
    expect(ratio([batch(1, 4)], 'cold', 'requests')).toEqual({ value: 0.25, standardError: 0 });
  });
});

describe('an init that makes cold service one exponential', () => {
  it('has the difference of the means as its mean', () => {
    const init = initFor('exponential', 1991, 2244);
    if (init.kind !== 'quantiles') throw new Error(init.kind);
    const mean = init.points.reduce((sum, [p, ms], i) => {
      const before = init.points[i - 1];
      return before ? sum + ((p - before[0]) * (ms + before[1])) / 2 : 0;
    }, 0);
    expect(mean / (2244 - 1991)).toBeCloseTo(1, 1);
  });

  it('is nothing where cold and warm are the same', () => {
    expect(initFor('exponential', 2016, 2016)).toEqual({ kind: 'constant', value: 0 });
  });
});
