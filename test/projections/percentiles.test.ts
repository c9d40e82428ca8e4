import { describe, expect, it } from 'vitest';
import { percentiles, project } from '#simulator';
import { Samples } from '../../simulator/projections/samples.ts';
import { invokeAt, runOf } from './run-of.ts';

const of = (...values: number[]): Samples => {
  const samples = new Samples();
  for (const value of values) samples.add(value);
  return samples;
};

describe('a percentile by nearest rank', () => {
  it('of the five values of the usual example is 15, 20, 35 and 50', () => {
    const samples = of(50, 20, 40, 15, 35);
    expect([5, 30, 40, 50, 100].map((p) => samples.percentile(p))).toEqual([15, 20, 20, 35, 50]);
  });

  it('is always a value that occurred', () => {
    const values = Array.from({ length: 997 }, (_, i) => (i * 7919) % 1009);
    const samples = of(...values);
    for (const p of [0, 1, 33.3, 50, 90, 99, 99.9, 100]) expect(values).toContain(samples.percentile(p));
  });

  it('of nothing is 0', () => {
    expect(of().percentile(50)).toBe(0);
    expect(of().mean).toBe(0);
  });

  it('can be asked for again after more values came', () => {
    const samples = of(3, 1);
    expect(samples.percentile(100)).toBe(3);
    samples.add(9);
    expect(samples.percentile(100)).toBe(9);
    expect(samples.count).toBe(3);
  });
});

describe('the times of a run', () => {
  const times = project(runOf({ actions: invokeAt(0, 1000, 2000, 3000) }), percentiles);

  it('are told for cold and warm starts apart', () => {
    expect(times.latency.cold).toMatchObject({ count: 1, p50Us: 300_000, maxUs: 300_000 });
    expect(times.latency.warm).toMatchObject({ count: 3, p50Us: 100_000, maxUs: 100_000 });
    expect(times.latency.all).toMatchObject({ count: 4, p50Us: 100_000, p90Us: 300_000, meanUs: 150_000 });
  });

  it('have the latency of all at the top, and the share of cold starts', () => {
    expect(times).toMatchObject({ count: 4, p50Us: 100_000, p99Us: 300_000, coldShare: 0.25 });
  });

  it('have init and duration beside the latency', () => {
    expect(times.init).toMatchObject({ count: 1, p50Us: 200_000 });
    expect(times.duration.all).toMatchObject({ count: 4, maxUs: 100_000 });
  });

  it('leave out requests that no code ran for', () => {
    const throttled = project(runOf({ actions: invokeAt(0, 0), fn: { ReservedConcurrentExecutions: 1 } }), percentiles);
    expect(throttled.count).toBe(1);
  });
});
