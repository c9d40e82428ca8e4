import { describe, expect, it } from 'vitest';
import { experiments, recorded, traceDays } from '../../src/commands/validate/measurements.ts';
import { replay } from '../../src/commands/validate/replay.ts';
import { stated } from './stated.ts';

describe('beside 20 experiments on real Lambda in 2020', () => {
  it('there are 20, with their service times', () => {
    expect(experiments).toHaveLength(20);
    for (const experiment of experiments) expect(experiment.coldMs).toBeGreaterThan(experiment.warmMs);
  });

  it('the share of cold starts is off by at most 13 % on average, and the number of environments by 3.3 %', () => {
    expect(stated.pColdMapePercent).toBeLessThanOrEqual(13);
    expect(stated.instancesMapePercent).toBeLessThanOrEqual(3.3);
  });

  it('so they are when each experiment has the service times measured in it', () => {
    expect(stated.experiments.ownServiceTimes.pColdMapePercent).toBeLessThanOrEqual(13);
    expect(stated.experiments.ownServiceTimes.instancesMapePercent).toBeLessThanOrEqual(3.3);
  });
});

describe('beside request traces of real Lambda in 2020', () => {
  it.each([
    ['2020-05-28', 61, 59],
    ['2020-06-06', 44, 43],
    ['2020-06-10', 28, 32],
    ['2020-06-18', 22, 28],
  ])('the requests of %s, sent again, meet %i cold starts where %i were recorded', (day, predicted, observed) => {
    expect(replay(recorded(day))).toMatchObject({ predicted, observed, throttled: 0, idleTimeoutSeconds: 640 });
  });

  it('the cold starts are off by at most 12 % on average', () => {
    expect(stated.traces.days.map(({ day }) => day)).toEqual([...traceDays]);
    expect(stated.traces.meanErrorPercent).toBeLessThanOrEqual(12);
  });

  it('a shorter idle time never makes fewer cold starts', () => {
    const trace = recorded('2020-06-10');
    const cold = [60, 300, 600, 640, 3600].map((idleTimeoutSeconds) => replay(trace, { idleTimeoutSeconds }).predicted);
    expect(cold).toEqual([...cold].sort((a, b) => b - a));
    expect(new Set(cold).size).toBeGreaterThan(3);
  });

  it('the first request starts cold, one within the idle time is warm, one after it is cold again', () => {
    const at = (arrivalMs: number) => ({ arrivalMs, durationMs: 1000, cold: false });
    expect(replay([at(0), at(10_500), at(22_000)], { idleTimeoutSeconds: 10 }).predicted).toBe(2);
    expect(replay([at(0), at(999)], {}).predicted).toBe(2);
    expect(replay([at(0), at(1001)], {}).predicted).toBe(1);
  });
});
