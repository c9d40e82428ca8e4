import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, valueOf } from '../../simulator/projections/log-buckets.ts';
import { Samples } from '../../simulator/projections/samples.ts';

/** The percentile by its definition. */
const byDefinition = (values: readonly number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(1, Math.ceil((p * values.length) / 100)) - 1] as number;

const added = (samples: Samples, values: Iterable<number>): Samples => {
  for (const value of values) samples.add(value);
  return samples;
};

describe('a bucket', () => {
  it.each([
    [5, 1 / 64],
    [7, 1 / 256],
    [9, 1 / 1024],
  ])('of %d bits is at most its share away from every value in it', (bits, share) => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(Math.abs(valueOf(bucketOf(value, bits), bits) - value)).toBeLessThanOrEqual(value * share);
      }),
    );
  });

  it('never comes before that of a smaller value', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
        const [small, large] = a < b ? [a, b] : [b, a];
        expect(bucketOf(small, 5)).toBeLessThanOrEqual(bucketOf(large, 5));
      }),
    );
  });

  it('leaves no bucket out', () => {
    const buckets = new Set(Array.from({ length: 5000 }, (_, value) => bucketOf(value, 5)));
    expect([...buckets]).toEqual(Array.from({ length: buckets.size }, (_, i) => i));
  });
});

describe('samples', () => {
  it('are exact while they are kept, at every percentile', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000_000), { minLength: 1, maxLength: 300 }), fc.nat(100), (values, p) => {
        expect(added(new Samples(), values).percentile(p)).toBe(byDefinition(values, p));
      }),
    );
  });

  it('are at most 0.1 % off when they are too many to keep, and the rest stays exact', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000_000), { minLength: 20, maxLength: 300 }), fc.nat(100), (values, p) => {
        const samples = added(new Samples(16), values);
        const exact = byDefinition(values, p);
        expect(samples.isExact).toBe(false);
        expect(Math.abs(samples.percentile(p) - exact)).toBeLessThanOrEqual(exact * 0.001);
        expect([samples.percentile(0), samples.percentile(100)]).toEqual([Math.min(...values), Math.max(...values)]);
        expect([samples.count, samples.sum]).toEqual([values.length, values.reduce((a, b) => a + b, 0)]);
      }),
    );
  });

  it('are kept one by one up to 2^20', () => {
    const samples = new Samples();
    const most = 1 << 20;
    for (let value = 1; value <= most; value++) samples.add(value);
    expect([samples.isExact, samples.percentile(50), samples.percentile(99)]).toEqual([true, most / 2, 1_038_091]);
    samples.add(most + 1);
    expect(samples.isExact).toBe(false);
    expect(samples.percentile(100)).toBe(most + 1);
    expect(samples.mean).toBe((most + 2) / 2);
    expect(Math.abs(samples.percentile(50) - most / 2)).toBeLessThanOrEqual((most / 2) * 0.001);
  });

  it('do not jump where they pass from the one to the other', () => {
    const values = Array.from({ length: 17 }, (_, i) => 1_000_000 + i * 12_345);
    const before = added(new Samples(17), values).percentile(50);
    const after = added(new Samples(16), values).percentile(50);
    expect(Math.abs(after - before)).toBeLessThanOrEqual(before * 0.001);
  });

  it('of two kinds are the same together as all at once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e9), { maxLength: 40 }), fc.array(fc.nat(1e9), { maxLength: 40 }), (a, b) => {
        const all = added(new Samples(16), [...a, ...b]);
        const joined = added(new Samples(16), a);
        joined.addAll(added(new Samples(16), b));
        for (const p of [0, 50, 99, 100]) expect(joined.percentile(p)).toBe(all.percentile(p));
        expect([joined.count, joined.sum]).toEqual([all.count, all.sum]);
      }),
    );
  });

  it('without a value have nothing to say', () => {
    const { count, sum, mean, least, largest } = new Samples();
    expect([count, sum, mean, least, largest, new Samples().percentile(50)]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
