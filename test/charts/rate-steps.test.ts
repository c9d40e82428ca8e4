import { expect, test } from 'vitest';
import { fitBet, gapLabel } from '../../src/charts/bet.ts';
import { endOf, rateStepOf, stepAt, withEdge, withoutStep, withRate, withStep } from '../../src/charts/rate-steps.ts';

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

test('a step is in force from where it begins to where the next does', () => {
  expect([0, 4999, 5000, 8999, 9000, 99_999].map((at) => stepAt(steps, at))).toEqual([0, 0, 1, 1, 2, 2]);
});

test('a new step begins where it is asked for, at the rate that was in force', () => {
  const added = withStep(steps, 7000.4, 20_000);
  expect(added?.index).toBe(2);
  expect(added?.steps.map((step) => [step.fromMs, step.ratePerSecond])).toEqual([
    [0, 1],
    [5000, 4],
    [7000, 4],
    [9000, 2],
  ]);
});

test('no step is added too close to an edge to be taken hold of', () => {
  for (const atMs of [0, 100, 4900, 5100, 19_950]) expect(withStep(steps, atMs, 20_000)).toBeUndefined();
});

test('where a step is removed the one before goes on; the first begins where the first began; one stays', () => {
  expect(withoutStep(steps, 1).map((step) => step.ratePerSecond)).toEqual([1, 2]);
  expect(withoutStep(steps, 0)).toEqual([
    { fromMs: 0, ratePerSecond: 4 },
    { fromMs: 9000, ratePerSecond: 2 },
  ]);
  expect(withoutStep([steps[0]!], 0)).toEqual([steps[0]]);
});

test('an arrow key changes a rate by as much as can be told at its size', () => {
  expect([1, 9.8, 20, 150, 4000].map((rate) => rateStepOf(rate, 20))).toEqual([0.2, 0.2, 1, 10, 100]);
});
