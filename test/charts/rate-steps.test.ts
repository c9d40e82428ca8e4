import { expect, test } from 'vitest';
import { fitBet, gapLabel } from '../../src/charts/bet.ts';
import { endOf, withEdge, withRate } from '../../src/charts/rate-steps.ts';

const steps = [
  { fromMs: 0, ratePerSecond: 1 },
  { fromMs: 5000, ratePerSecond: 4 },
  { fromMs: 9000, ratePerSecond: 2 },
];

test('a rate is changed in one step, within its bounds, to a number that can be read', () => {
  expect(withRate(steps, 1, 5.268, 12).map((step) => step.ratePerSecond)).toEqual([1, 5.3, 2]);
  expect(withRate(steps, 1, -3, 12)[1]!.ratePerSecond).toBe(0);
  expect(withRate(steps, 1, 99, 12)[1]!.ratePerSecond).toBe(12);
});

test('an edge stays between its neighbours', () => {
  const at = (fromMs: number): number => withEdge(steps, 1, fromMs, 20_000)[1]!.fromMs;
  expect(at(6000)).toBe(6000);
  expect(at(-100)).toBe(200);
  expect(at(15_000)).toBe(8800);
  expect(withEdge(steps, 0, 3000, 20_000)).toEqual(steps);
});

test('a step ends where the next begins, the last at the end', () => {
  expect([0, 1, 2].map((i) => endOf(steps, i, 20_000))).toEqual([5000, 9000, 20_000]);
});

test('a bet stays on its steps and in its bounds', () => {
  expect([123, 127, 5, 9999].map((value) => fitBet(value, 100, 1200, 10))).toEqual([120, 130, 100, 1200]);
});

test('the words of a gap stand beside it, inside the plot', () => {
  expect(gapLabel(200, 300, 80, 0, 1000)).toEqual({ x: 308, anchor: 'start' });
  expect(gapLabel(800, 960, 80, 0, 1000)).toEqual({ x: 792, anchor: 'end' });
});
