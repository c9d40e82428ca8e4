import { describe, expect, it } from 'vitest';
import { bill, project, seriesOf, summary, type Series } from '#simulator';
import { invokeAt, runOf } from './run-of.ts';
import { coldStart, ending, fn, written } from './written-trace.ts';

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const lists = (series: Series) =>
  Object.entries(series).filter(([name, value]) => Array.isArray(value) && name !== 'limits') as [string, number[]][];

describe('the series of a short run', () => {
  // Bins of 250 ms: a cold request from 0 to 300 ms, a warm one from 1 s to 1.1 s.
  const series = project(runOf({ actions: invokeAt(0, 1000) }), seriesOf({ bins: 8 }));
  const binUs = 256_000;

  it('has bins of equal length that hold the whole run, and an entry of each list for each', () => {
    expect([series.binUs, series.bins]).toEqual([binUs, 5]);
    for (const [name, values] of lists(series)) expect([name, values.length]).toEqual([name, 5]);
  });

  it('counts each event in its bin', () => {
    expect(series.arrivals).toEqual([1, 0, 0, 1, 0]);
    expect(series.cold).toEqual([1, 0, 0, 0, 0]);
    expect(series.completed).toEqual([0, 1, 0, 0, 1]);
  });

  it('has the most at once in each bin, also where nothing happens', () => {
    expect(series.inFlight).toEqual([1, 1, 0, 1, 1]);
    expect(series.init).toEqual([1, 0, 0, 0, 0]);
    expect(series.live).toEqual([1, 1, 1, 1, 1]);
  });

  it('has the latency of the answers in a bin, and -1 where there is none', () => {
    const [, cold, none, , warm] = series.p50Us as [number, number, number, number, number];
    expect(Math.abs(cold - 300_000)).toBeLessThanOrEqual(6000);
    expect(Math.abs(warm - 100_000)).toBeLessThanOrEqual(2000);
    expect(none).toBe(-1);
  });
});

describe('the series of a long run', () => {
  const trace = runOf({
    traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond: 20, toMs: 500_000 }],
    fn: {
      ReservedConcurrentExecutions: 3,
      Profile: { durationMs: { kind: 'exponential', mean: 100 }, errorRate: 0.1 },
    },
  });
  const { counts, environments, concurrency } = project(trace, summary);

  it.each([480, 64, 2])('adds up to the counts of the run in %d bins at most', (bins) => {
    const series = project(trace, seriesOf({ bins }));
    expect(series.bins).toBeLessThanOrEqual(bins);
    expect(total(series.arrivals)).toBe(counts.requests);
    expect(total(series.throttled)).toBe(counts.throttles);
    expect(total(series.cold)).toBe(counts.cold);
    expect(total(series.failed)).toBe(counts.functionErrors);
    expect(total(series.completed)).toBe(counts.served);
    expect(Math.max(...series.inFlight)).toBe(concurrency.peak);
    expect(Math.max(...series.live)).toBe(environments.peak);
  });

  it('costs what the bill says without tiers', () => {
    expect(total(project(trace, seriesOf()).costUsd)).toBeCloseTo(project(trace, bill).totalUsd, 12);
  });

  it('has percentiles at most 2 % off in every bin', () => {
    const series = project(trace, seriesOf({ bins: 16 }));
    const answers = Array.from({ length: series.bins }, (): number[] => []);
    for (const event of trace)
      if (event.type === 'invoke.completed')
        answers[Math.floor(event.atUs / series.binUs)]?.push(event.number('latencyUs'));
    const { p50Us, p90Us, p99Us } = series;
    for (const [p, values] of [[50, p50Us] as const, [90, p90Us] as const, [99, p99Us] as const])
      answers.forEach((of, bin) => {
        const exact = of.sort((a, b) => a - b)[Math.max(1, Math.ceil((p * of.length) / 100)) - 1] as number;
        expect(Math.abs((values[bin] as number) - exact)).toBeLessThanOrEqual(exact * 0.02);
      });
  });
});

describe('the percentiles of a bin', () => {
  it.each([7, 1234, 100_000, 3_000_017, 899_999_999])('of a latency of %d us are near it', (latencyUs) => {
    const end = ending(latencyUs, { rule: 'invoke.returned', status: 0, durationUs: latencyUs, billed: 1 });
    const series = project(written([...coldStart(0), ...end]), seriesOf({ bins: 2 }));
    expect(Math.abs((series.p99Us.at(-1) as number) - latencyUs)).toBeLessThanOrEqual(latencyUs * 0.02);
  });
});

describe('the series of a function', () => {
  const Profile = { durationMs: { kind: 'constant', value: 100 } } as const;
  const trace = runOf({
    functions: [
      { FunctionName: 'f', Profile, Versions: [{}] },
      { FunctionName: 'g', Profile },
    ],
    actions: [
      { do: 'invoke', atMs: 0, FunctionName: 'f' },
      { do: 'invoke', atMs: 0, FunctionName: 'f', Qualifier: '1', count: 2 },
      { do: 'invoke', atMs: 0, FunctionName: 'g', count: 4 },
    ],
  });
  const arrivalsOf = (name: string, version: string): number => {
    const entry = trace.header.functions.findIndex((one) => one.FunctionName === name && one.Version === version);
    return total(project(trace, seriesOf({ function: entry })).arrivals);
  };

  it('is about all its versions by the entry of $LATEST, and about one by that of a version', () => {
    expect([arrivalsOf('f', '$LATEST'), arrivalsOf('f', '1'), arrivalsOf('g', '$LATEST')]).toEqual([3, 2, 4]);
  });
});

describe('the limits of a series', () => {
  const trace = runOf({
    fn: { ReservedConcurrentExecutions: 10 },
    actions: [
      ...invokeAt(0),
      { do: 'putFunctionConcurrency', atMs: 1000, FunctionName: 'f', ReservedConcurrentExecutions: 20 },
      { do: 'deleteFunctionConcurrency', atMs: 2000, FunctionName: 'f' },
      ...invokeAt(3000),
    ],
  });

  it('are steps from 0 on, as they were set; -1 when there is none any more', () => {
    expect(project(trace, seriesOf()).limits).toEqual([
      { kind: 'account', function: -1, atUs: [0], value: [1000] },
      { kind: 'unreserved', function: -1, atUs: [0, 1_000_000, 2_000_000], value: [990, 980, 1000] },
      { kind: 'reserved', function: 0, atUs: [0, 1_000_000, 2_000_000], value: [10, 20, -1] },
    ]);
  });

  it('show provisioned concurrency from when it is ready, and what the account has left from when it is asked for', () => {
    const provisioned = written(
      [
        { type: 'invoke.received', atUs: 0, req: 0 },
        { type: 'provisioned.requested', atUs: 1_000_000, fn: 1, numbers: { requested: 5 } },
        { type: 'provisioned.ready', atUs: 2_000_000, fn: 1, numbers: { allocated: 5 } },
        { type: 'provisioned.removed', atUs: 3_000_000, fn: 1, numbers: { allocated: 5 } },
      ],
      { functions: [fn, { ...fn, Version: '1' }] },
    );
    expect(project(provisioned, seriesOf()).limits).toEqual([
      { kind: 'account', function: -1, atUs: [0], value: [1000] },
      { kind: 'unreserved', function: -1, atUs: [0, 1_000_000, 3_000_000], value: [1000, 995, 1000] },
      { kind: 'provisioned', function: 1, atUs: [0, 2_000_000, 3_000_000], value: [-1, 5, -1] },
    ]);
  });
});

describe('asynchronous events in a series', () => {
  const trace = runOf({
    fn: { ReservedConcurrentExecutions: 1, Profile: { durationMs: { kind: 'constant', value: 10_000 } }, Timeout: 20 },
    actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', InvocationType: 'Event', count: 3 }],
  });
  const series = project(trace, seriesOf({ bins: 480 }));

  it('wait while they are not being served', () => {
    expect(series.queued.slice(0, 2)).toEqual([3, 2]);
    expect(series.queued.at(-1)).toBe(0);
  });

  it('reach the function again after each throttle', () => {
    const { counts } = project(trace, summary);
    expect(counts.asyncSucceeded).toBe(3);
    expect(total(series.reached)).toBe(counts.asyncRetries);
    expect(total(series.reached)).toBeGreaterThan(1);
  });

  it('have no latency: their callers had their answer before', () => {
    expect(Math.max(...series.p99Us)).toBe(-1);
  });
});
