import { describe, expect, test } from 'vitest';
import { count, each, run, seconds, taking } from './runs.ts';

const steady = (ratePerSecond: number, forSeconds: number) => ({
  kind: 'every' as const,
  FunctionName: 'f',
  intervalMs: 1000 / ratePerSecond,
  count: ratePerSecond * forSeconds,
});

/** The most invocations in flight at once. */
const peak = (trace: ReturnType<typeof run>): number =>
  Math.max(...each(trace, 'invoke.admitted', (event) => event.number('inFlight')));

describe('concurrency is requests per second times seconds each', () => {
  test.each([
    [100, 1000, 100],
    [100, 500, 50],
    [200, 250, 50],
    [5000, 200, 1000],
  ])('%i requests a second of %i ms need a concurrency of %i', (rate, durationMs, expected) => {
    const warmUp = { kind: 'burst' as const, FunctionName: 'f', count: expected };
    const trace = run({
      functions: [{ FunctionName: 'f', Profile: taking(durationMs) }],
      traffic: [warmUp, { ...steady(rate, 2), fromMs: 2000 }],
    });
    expect(peak(trace)).toBe(expected);
    expect(count(trace, 'invoke.throttled')).toBe(0);
  });
});

describe('an account serves ten requests a second for each unit of its concurrency', () => {
  const served = (rate: number, durationMs: number, quota: number): number[] => {
    const trace = run({
      account: { ConcurrentExecutions: quota },
      functions: [{ FunctionName: 'f', Profile: taking(durationMs) }],
      traffic: [{ ...steady(rate, 3), fromMs: 1 }],
    });
    return [0, 1, 2].map((second) => seconds(trace, 'invoke.admitted').filter((s) => Math.floor(s) === second).length);
  };

  test('20,000 requests a second of 50 ms fit a concurrency of 1,000, but only 10,000 a second are let in', () => {
    for (const n of served(20_000, 50, 1000)) expect(n).toBeLessThanOrEqual(10_001);
    expect(served(20_000, 50, 1000)[1]).toBeGreaterThan(9_900);
  });

  test('30,000 requests a second of 20 ms need a quota of 3,000, for their rate and not for their concurrency', () => {
    expect(served(30_000, 20, 3000)[1]).toBeGreaterThan(29_900);
    expect(served(30_000, 20, 2000)[1]).toBeLessThanOrEqual(20_001);
  });

  test('asynchronous events do not count', () => {
    const trace = run({
      account: { ConcurrentExecutions: 100 },
      functions: [{ FunctionName: 'f', Profile: taking(1) }],
      traffic: [{ ...steady(3000, 1), InvocationType: 'Event' }],
    });
    expect(count(trace, 'invoke.throttled', 'admission.accountRate')).toBe(0);
    expect(count(trace, 'async.succeeded')).toBe(3000);
  });
});

describe('reserved concurrency', () => {
  const functions = (reserved: number | undefined) => [
    { FunctionName: 'f', ReservedConcurrentExecutions: reserved, Profile: taking(1000) },
    { FunctionName: 'g', Profile: taking(1000) },
  ];
  const both = [
    { do: 'invoke' as const, atMs: 0, FunctionName: 'f', count: 500 },
    { do: 'invoke' as const, atMs: 0, FunctionName: 'g', count: 900 },
  ];

  test('is a ceiling for its function, and a floor that others cannot use', () => {
    const trace = run({ functions: functions(400), actions: both });
    expect(count(trace, 'invoke.throttled', 'admission.reservedLimit')).toBe(100);
    expect(count(trace, 'invoke.throttled', 'admission.accountLimit')).toBe(300);
  });

  test('of zero turns a function off', () => {
    const trace = run({ functions: functions(0), actions: both });
    expect(count(trace, 'invoke.throttled', 'admission.reservedLimit')).toBe(500);
  });

  test('can be changed while requests run, and what runs is counted where it belongs from then on', () => {
    const trace = run({
      functions: functions(undefined),
      actions: [
        { do: 'invoke', atMs: 0, FunctionName: 'f', count: 100 },
        { do: 'putFunctionConcurrency', atMs: 500, FunctionName: 'f', ReservedConcurrentExecutions: 120 },
        { do: 'invoke', atMs: 600, FunctionName: 'f', count: 30 },
        { do: 'invoke', atMs: 600, FunctionName: 'g', count: 890 },
      ],
    });
    expect(count(trace, 'invoke.throttled', 'admission.reservedLimit')).toBe(10);
    expect(count(trace, 'invoke.throttled', 'admission.accountLimit')).toBe(10);
  });

  test('may not leave less than 100 unreserved', () => {
    const trace = run({
      functions: functions(undefined),
      actions: [900, 901].map((ReservedConcurrentExecutions, i) => ({
        do: 'putFunctionConcurrency' as const,
        atMs: i,
        FunctionName: 'f',
        ReservedConcurrentExecutions,
      })),
    });
    expect(each(trace, 'concurrency.reserved', (event) => event.number('refused'))).toEqual([0, 1]);
  });
});

test('ten requests over six environments, as the guide draws them', () => {
  const at = [0, 100, 200, 300, 400, 1050, 1150, 1250, 1300, 1350];
  const trace = run({
    functions: [{ FunctionName: 'f', Profile: taking(800, 200) }],
    actions: at.map((atMs) => ({ do: 'invoke', atMs, FunctionName: 'f' })),
  });
  expect(count(trace, 'environment.created')).toBe(6);
  expect(count(trace, 'environment.reused')).toBe(4);
});
