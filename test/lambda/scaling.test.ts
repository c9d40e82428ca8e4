import { describe, expect, test } from 'vitest';
import { count, each, run, taking } from './runs.ts';

const burst = (atMs: number, requests: number) => ({
  kind: 'burst' as const,
  FunctionName: 'f',
  atMs,
  count: requests,
});
const account = { ConcurrentExecutions: 50_000 };
const functions = [{ FunctionName: 'f', Timeout: 900, Profile: taking(600_000) }];

/** Environments created in each burst. */
const created = (...bursts: ReturnType<typeof burst>[]): number[] => {
  const trace = run({ account, functions, traffic: bursts });
  const instants = each(trace, 'environment.created', ({ atUs }) => atUs / 1000);
  return bursts.map(({ atMs }) => instants.filter((at) => at === atMs).length);
};

describe('a function gets 1,000 new environments in ten seconds', () => {
  test('at once', () => expect(created(burst(0, 3000))).toEqual([1000]));
  test('refilled all the time', () => expect(created(burst(0, 3000), burst(2500, 3000))).toEqual([1000, 250]));
  test('and never saved up', () => expect(created(burst(0, 1), burst(60_000, 3000))).toEqual([1, 1000]));
  test('whatever other functions do', () => {
    const two = [{ ...functions[0]!, FunctionName: 'g' }, functions[0]!];
    const trace = run({
      account,
      functions: two,
      traffic: [burst(0, 1200), { ...burst(0, 1200), FunctionName: 'g' }],
    });
    expect(count(trace, 'environment.created')).toBe(2000);
    expect(count(trace, 'invoke.throttled', 'admission.scalingRate')).toBe(400);
  });
});

describe('before 26 November 2023 the account had one burst, then 500 more a minute', () => {
  /** Throttled in each minute of 10,000 requests spread over so many minutes. */
  const throttled = (minutes: number, region = 'us-east-1'): number[] => {
    const each10k = Array.from({ length: minutes }, (_, i) =>
      burst(i * 60_000, Math.floor(10_000 / minutes) + (i < 10_000 % minutes ? 0 : 0)),
    );
    const trace = run({
      asOf: '2022-06-01',
      region,
      account,
      functions: [{ FunctionName: 'f', Timeout: 900, Profile: taking(10_000) }],
      traffic: each10k,
    });
    const instants = each(trace, 'invoke.throttled', ({ atUs }) => atUs / 60e6);
    return each10k.map((_, i) => instants.filter((at) => at === i).length);
  };

  test.each([
    [1, [7000]],
    [2, [2000, 1500]],
    [3, [333, 0, 0]],
    [4, [0, 0, 0, 0]],
  ])('10,000 requests over %i minutes: throttled %j', (minutes, expected) =>
    expect(throttled(minutes)).toEqual(expected),
  );

  test('the burst was 1,000 in Frankfurt and 500 in London', () => {
    expect(throttled(1, 'eu-central-1')).toEqual([9000]);
    expect(throttled(1, 'eu-west-2')).toEqual([9500]);
  });

  test('and all functions shared it', () => {
    const trace = run({
      asOf: '2022-06-01',
      account,
      functions: [{ ...functions[0]!, FunctionName: 'g' }, functions[0]!],
      traffic: [burst(0, 2000), { ...burst(0, 2000), FunctionName: 'g' }],
    });
    expect(count(trace, 'invoke.throttled', 'admission.burst')).toBe(1000);
  });
});
