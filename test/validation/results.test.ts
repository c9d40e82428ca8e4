import { afterAll, describe, expect, it } from 'vitest';
import { checksOf } from '../../src/commands/validate/checks.ts';
import { pooled } from '../../src/commands/validate/experiments.ts';
import { formerBursts } from '../../src/commands/validate/former-burst.ts';
import { replayedTraces, sizes } from '../../src/commands/validate/results.ts';
import { rounded } from '../../src/commands/validate/rounded.ts';
import { SideBySide } from '../../src/commands/validate/side-by-side.ts';
import { rareRequests } from '../../src/commands/validate/theory.ts';
import { stated } from './stated.ts';

/** In a thread of its own a run is not slowed down by the test runner. */
const threads = new SideBySide(2);
afterAll(() => threads.close());

describe('what the site says of its comparisons', () => {
  it('holds, every one', () => {
    expect(stated.checks.filter(({ holds }) => !holds)).toEqual([]);
    expect(stated.checks.length).toBeGreaterThan(15);
  });

  it('follows from the numbers that stand beside it', () => {
    expect(checksOf(stated)).toEqual(stated.checks);
  });

  it('is what the 20 experiments come to, run again', async () => {
    const { rows: _, ...errors } = await threads.run({ do: 'experiments', seed: 1 });
    expect(rounded({ seed: 1, ...errors })).toEqual(stated.experiments.runs[0]);
  });

  it('is what the recorded traces come to, replayed again', () => {
    expect(rounded(replayedTraces())).toEqual(stated.traces);
  });

  it('is what rare requests come to, run again', async () => {
    const found = await threads.run({ do: 'rareRequests', seconds: sizes.rareSeconds });
    expect(rounded(found)).toEqual(stated.rareRequests);
  });

  it('is what AWS’s example of the former scaling comes to, run again', () => {
    expect(formerBursts()).toEqual(stated.formerBursts);
  });

  it('is what cold starts come to, drawn again', async () => {
    const quantiles = await threads.run({ do: 'drawnQuantiles', draws: sizes.draws });
    expect(rounded({ draws: sizes.draws, quantiles })).toEqual(stated.coldStarts);
  });
});

describe('the parts of a validation', () => {
  it('come out in threads as they do in line, each to who handed it in', async () => {
    const lengths = [400_000, 600_000, 800_000];
    const found = await Promise.all(lengths.map((seconds) => threads.run({ do: 'rareRequests', seconds })));
    expect(found).toEqual(lengths.map(rareRequests));
  });

  it('are averaged row by row before their error is taken', () => {
    const row = {
      name: 'a',
      ratePerSecond: 1,
      measuredPCold: 0.5,
      measuredPColdStandardError: 0.1,
      measuredInstances: 10,
    };
    const run = (simulatedPCold: number, simulatedInstances: number) => ({
      pColdMapePercent: NaN,
      instancesMapePercent: NaN,
      rows: [{ ...row, simulatedPCold, simulatedInstances }],
    });
    const { rows, ...errors } = pooled([run(0.4, 11), run(0.5, 12)]);
    expect(rows).toEqual([{ ...row, simulatedPCold: 0.45, simulatedInstances: 11.5 }]);
    expect(errors.pColdMapePercent).toBeCloseTo(10);
    expect(errors.instancesMapePercent).toBeCloseTo(15);
  });
});
