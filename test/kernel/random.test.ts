import { describe, expect, test } from 'vitest';
import { exponential, IndexedDraws, ln, quantile, stream, uniform } from '../../simulator/kernel/random.ts';

const mean = (n: number, draw: (i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += draw(i);
  return sum / n;
};

test('the logarithm agrees with the true one to fifteen digits', () => {
  for (const x of [1, 0.999999, 0.75, 0.7071, 0.5, 0.3, 1e-3, 1e-9]) expect(ln(x)).toBeCloseTo(Math.log(x), 14);
});

test('a stream depends on seed and name alone, and no stream on another', () => {
  const first = stream(7, 'arrivals/0');
  const other = stream(7, 'init/f');
  const alone = stream(7, 'arrivals/0');
  for (let i = 0; i < 100; i++) {
    other.uint32();
    expect(first.uint32()).toBe(alone.uint32());
  }
  expect(stream(8, 'arrivals/0').uint32()).not.toBe(stream(7, 'arrivals/0').uint32());
});

describe('draws', () => {
  const draws = new IndexedDraws(1, 'test');
  test('of the exponential distribution have mean 1 and variance 1', () => {
    const n = 400_000;
    expect(mean(n, (i) => exponential(draws.uint32(i)))).toBeCloseTo(1, 2);
    expect(mean(n, (i) => exponential(draws.uint32(i)) ** 2)).toBeCloseTo(2, 1);
  });
  test('of the exponential distribution reach far into the tail', () => {
    expect(exponential(0)).toBe(0);
    expect(exponential(0xffff_ffff)).toBeGreaterThan(22);
  });
  test('by index are the same each time and fill the unit interval evenly', () => {
    const counts = new Array<number>(16).fill(0);
    for (let i = 0; i < 160_000; i++) counts[Math.floor(uniform(draws.uint32(i)) * 16)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    expect(draws.uint32(12345)).toBe(new IndexedDraws(1, 'test').uint32(12345));
  });
  test('of an inverse distribution function keep its quantiles', () => {
    const points = [
      [0, 10],
      [0.5, 20],
      [1, 100],
    ] as const;
    const n = 200_000;
    expect(mean(n, (i) => (quantile(draws.uint32(i), points) <= 20 ? 1 : 0))).toBeCloseTo(0.5, 2);
    expect(mean(n, (i) => quantile(draws.uint32(i), points))).toBeCloseTo(0.5 * 15 + 0.5 * 60, 0);
  });
});
