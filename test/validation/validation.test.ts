import { describe, expect, test } from 'vitest';
import { experiments, recorded } from './measurements.ts';
import results from '../../content/validation/results.json' with { type: 'json' };
import { keepFor, poissonScenario, runLong } from './long-run.ts';

/** What the site says of a comparison: it must be what comes out here. */
const stated = (id: string): number => results.find((result) => result.id === id)!.simulated;

const average = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

describe('beside 20 experiments on real Lambda in 2020', () => {
  const warmMs = average(experiments.map((e) => e.warmMs));
  const coldMs = average(experiments.map((e) => e.coldMs));
  const runs = experiments.map((e) => ({
    e,
    run: runLong(poissonScenario(e.ratePerSecond, warmMs, coldMs - warmMs, 1_000_000), keepFor(600)),
  }));
  const error = (simulated: number, measured: number): number => Math.abs(simulated - measured) / measured;

  test('the share of cold starts is off by 13 % on average, as much as the measurement itself is uncertain', () => {
    const off = average(runs.map(({ e, run }) => error(run.coldProbability, e.coldProbability)));
    expect(off * 100).toBeCloseTo(stated('experiments.coldStarts'), 2);
    expect(off).toBeLessThan(0.135);
  });

  test('the number of environments is off by 3 % on average', () => {
    const off = average(runs.map(({ e, run }) => error(run.instances, e.instances)));
    expect(off * 100).toBeCloseTo(stated('experiments.environments'), 2);
    expect(off).toBeLessThan(0.035);
  });
});

describe('beside theory', () => {
  test('a full house turns away the share that Erlang-B gives: 0.50445 at 1,000/s, 2.016 s, 1,000 places', () => {
    const run = runLong(poissonScenario(1000, 2016, 0, 2000), keepFor(1e6));
    expect(run.throttledProbability).toBeCloseTo(0.50445, 2);
    expect(run.throttledProbability).toBeCloseTo(stated('erlangB'), 3);
  });

  test('rare requests find no environment with probability e^(-rate x idle life)', () => {
    const rate = 1 / 900;
    const run = runLong(poissonScenario(rate, 1, 0, 30_000_000), keepFor(600));
    expect(run.coldProbability).toBeCloseTo(Math.exp(-rate * 600), 2);
  });
});

describe('beside request traces of real Lambda in 2020', () => {
  test.each([
    ['2020-05-28', 59],
    ['2020-06-06', 43],
    ['2020-06-10', 32],
    ['2020-06-18', 28],
  ])('arrivals of %s, replayed, meet about as many cold starts as were recorded: %i', (day, observed) => {
    const trace = recorded(day);
    expect(trace.filter(({ cold }) => cold).length).toBe(observed);
    const durations = trace.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
    const points = durations.map((ms, i) => [i / (durations.length - 1), ms] as [number, number]);
    const every = Math.ceil(points.length / 90);
    const run = runLong({
      functions: [
        {
          FunctionName: 'f',
          Timeout: 900,
          Profile: {
            durationMs: {
              kind: 'quantiles',
              points: points.filter((_, i) => i % every === 0 || i === points.length - 1),
            },
            initMs: { kind: 'constant', value: 0 },
          },
        },
      ],
      actions: trace.map(({ arrivalMs }) => ({ do: 'invoke', atMs: arrivalMs, FunctionName: 'f' })),
    });
    const simulated = Math.round(run.coldProbability * run.requests);
    expect(simulated).toBe(stated(`replay.${day}`));
    expect(Math.abs(simulated - observed)).toBeLessThanOrEqual(Math.max(8, observed * 0.25));
  });
});
