import { describe, expect, it } from 'vitest';
import { concurrency, concurrencyOf, project, type Concurrency } from '#simulator';
import { invokeAt, runOf } from './run-of.ts';

describe('concurrency', () => {
  it('counts environments in init and invocations apart, from change to change', () => {
    const { atUs, init, invoke, intervalUs } = project(runOf({ actions: invokeAt(0, 250, 1000) }), concurrency);
    const steps = atUs.map((at, i) => [at / 1000, init[i], invoke[i]]);
    expect(steps).toEqual([
      [0, 1, 0],
      [200, 0, 1],
      [250, 1, 1],
      [300, 1, 0],
      [450, 0, 1],
      [550, 0, 0],
      [1000, 0, 1],
      [1100, 0, 0],
    ]);
    expect(intervalUs).toBe(0);
  });

  it('counts the init inside an invocation as the invocation', () => {
    const trace = runOf({
      actions: invokeAt(0, 5000),
      fn: {
        Timeout: 1,
        Profile: { durationMs: { kind: 'constant', value: 2000 }, initMs: { kind: 'constant', value: 300 } },
      },
    });
    const { atUs, init, invoke } = project(trace, concurrency);
    const at = atUs.indexOf(5_000_000);
    expect([init[at], invoke[at]]).toEqual([0, 1]);
    expect(atUs).not.toContain(5_300_000);
  });

  it('ends with nothing in flight', () => {
    const { init, invoke } = project(runOf({ actions: invokeAt(0, 0, 0) }), concurrency);
    expect([init.at(-1), invoke.at(-1)]).toEqual([0, 0]);
  });
});

describe('concurrency with fewer points than changes', () => {
  const trace = runOf({
    traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond: 50, toMs: 60_000 }],
    fn: { Profile: { durationMs: { kind: 'exponential', mean: 200 } } },
  });
  const exact = project(trace, concurrency);
  const coarse = project(trace, concurrencyOf(200));
  const peak = ({ init, invoke }: Concurrency): number[] => [Math.max(...init), Math.max(...invoke)];

  it('keeps the peaks', () => {
    expect(exact.atUs.length).toBeGreaterThan(1000);
    expect(coarse.atUs.length).toBeLessThanOrEqual(201);
    expect(coarse.intervalUs).toBeGreaterThan(0);
    expect(peak(coarse)).toEqual(peak(exact));
  });

  it('never shows less than there was', () => {
    const valueAt = ({ atUs, invoke }: Concurrency, at: number): number =>
      invoke[atUs.findLastIndex((point) => point <= at)] ?? 0;
    for (const at of exact.atUs) expect(valueAt(coarse, at)).toBeGreaterThanOrEqual(valueAt(exact, at));
  });

  it('has rising instants', () => {
    expect(coarse.atUs).toEqual([...coarse.atUs].sort((a, b) => a - b));
  });
});
