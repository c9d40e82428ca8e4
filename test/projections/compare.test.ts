import { describe, expect, it } from 'vitest';
import { compareFates, fateOf, project, type ComparedFates, type ScenarioInput } from '#simulator';
import { invokeAt, runOf } from './run-of.ts';

type Given = Parameters<typeof runOf>[0];
const compared = (a: Given, b: Given, options?: Parameters<typeof compareFates>[2]): ComparedFates =>
  compareFates(project(runOf(a), fateOf()), project(runOf(b), fateOf()), options);
const totalOf = (fates: ComparedFates, wanted: string): [number, number] => {
  const { a, b } = fates.totals.find(({ name }) => name === wanted)!;
  return [a, b];
};
const poisson: ScenarioInput['traffic'] = [{ kind: 'poisson', FunctionName: 'f', ratePerSecond: 50, toMs: 20_000 }];

describe('a run held against itself', () => {
  it('has no request that fared differently', () => {
    const fates = compared({ traffic: poisson }, { traffic: poisson });
    expect(fates).toMatchObject({ onlyInA: 0, onlyInB: 0, different: 0, changes: [], requests: [] });
    expect(fates.alike).toBe(fates.paired);
    expect(fates.paired).toBeGreaterThan(900);
    for (const { a, b } of fates.totals) expect(b).toBe(a);
  });
});

describe('a run with less concurrency', () => {
  const fates = compared(
    { actions: invokeAt(0, 10, 1000) },
    { actions: invokeAt(0, 10, 1000), fn: { ReservedConcurrentExecutions: 1 } },
  );

  it('throttles one request that started cold, and leaves the others as they were', () => {
    expect(fates.changes).toEqual([{ a: 'cold', b: 'throttled', count: 1 }]);
    expect(fates.alike).toBe(2);
  });

  it('names the request by source and index, with its number in both runs', () => {
    expect(fates.requests).toEqual([
      {
        source: 1,
        index: 0,
        attempt: 1,
        a: { fate: 'cold', tookUs: 300_000, request: 1 },
        b: { fate: 'throttled', tookUs: 0, request: 1 },
      },
    ]);
  });

  it('has the difference in its totals', () => {
    expect(totalOf(fates, 'requests')).toEqual([3, 3]);
    expect(totalOf(fates, 'throttles')).toEqual([0, 1]);
    expect(totalOf(fates, 'coldStarts')).toEqual([2, 1]);
    expect(totalOf(fates, 'billedMs')).toEqual([700, 400]);
  });
});

describe('requests of two runs', () => {
  it('are the same by source, index and attempt, whatever their numbers are', () => {
    const caller = { retryMode: 'standard', maxAttempts: 3 } as const;
    const traffic: ScenarioInput['traffic'] = [
      { kind: 'burst', FunctionName: 'f', count: 3, caller },
      { kind: 'every', FunctionName: 'f', intervalMs: 5000, fromMs: 5000, count: 3 },
    ];
    const fates = compared({ traffic, fn: { ReservedConcurrentExecutions: 1 } }, { traffic });
    // The attempts after a throttle are made in A alone.
    expect(fates.paired).toBe(6);
    expect(fates.onlyInA).toBeGreaterThan(0);
    expect(fates.onlyInB).toBe(0);
    expect(fates.changes).toContainEqual({ a: 'throttled', b: 'cold', count: 2 });
    const retry = fates.requests.find(({ attempt }) => attempt === 2);
    expect(retry).toMatchObject({ source: 0, b: undefined });
  });

  it('that end alike are told apart by their time, when it differs by more than a share', () => {
    const run = (value: number): Given => ({
      actions: invokeAt(0, 1000),
      fn: { Profile: { durationMs: { kind: 'constant', value }, initMs: { kind: 'constant', value: 0 } } },
    });
    expect(compared(run(100), run(105))).toMatchObject({ alike: 2, slower: 0 });
    expect(compared(run(100), run(120))).toMatchObject({ alike: 0, different: 2, slower: 2, faster: 0, changes: [] });
    expect(compared(run(120), run(100), { latencyShare: 0.5 })).toMatchObject({ alike: 2, faster: 0 });
    expect(compared(run(120), run(100))).toMatchObject({ faster: 2 });
  });
});

describe('asynchronous requests', () => {
  const actions: ScenarioInput['actions'] = [{ do: 'invoke', atMs: 0, FunctionName: 'f', InvocationType: 'Event' }];

  it('are compared by what became of their events', () => {
    const fates = compared({ actions }, { actions, fn: { ReservedConcurrentExecutions: 0 } });
    expect(fates.changes).toEqual([{ a: 'served later', b: 'dropped', count: 1 }]);
  });
});

describe('a client that hangs up', () => {
  it('has a fate of its own, and the answer it did not wait for is no answer', () => {
    const run = (timeoutMs?: number): Given => ({
      traffic: [
        { kind: 'every', FunctionName: 'f', intervalMs: 1, count: 1, caller: { ...(timeoutMs && { timeoutMs }) } },
      ],
    });
    const fates = compared(run(), run(50));
    expect(fates.changes).toEqual([{ a: 'cold', b: 'hung up', count: 1 }]);
    expect(fates.requests[0]?.b?.tookUs).toBe(50_000);
    expect(totalOf(fates, 'answers')).toEqual([1, 0]);
  });
});

describe('a list of differences', () => {
  it('is as long as asked for, while all are counted', () => {
    const fates = compared(
      { traffic: poisson },
      { traffic: poisson, fn: { ReservedConcurrentExecutions: 0 } },
      { limit: 7 },
    );
    expect(fates.requests).toHaveLength(7);
    expect(fates.different).toBe(fates.paired);
  });

  it('leaves requests out beyond what was kept, and says how many', () => {
    const kept = project(runOf({ traffic: poisson }), fateOf({ limit: 100 }));
    const fates = compareFates(kept, kept);
    expect(fates.paired).toBe(100);
    expect(fates.paired + fates.beyond).toBe(kept.totals.requests);
  });
});
