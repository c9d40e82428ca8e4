import { describe, expect, test } from 'vitest';
import { countLabel, durationLabel, linearAxis, logAxis, usd, usdLabel } from '../../src/charts/value-axis.ts';

const box = { top: 0, floor: 100 };

describe('an axis from 0', () => {
  test.each([0.4, 1, 3, 9, 61, 999, 12_345])('holds %s and ends at a round value', (most) => {
    const { top, marks, y } = linearAxis(most, box);
    expect(top).toBeGreaterThanOrEqual(most);
    expect(marks.at(-1)!.value).toBeCloseTo(top);
    expect(y(0)).toBe(100);
    expect(y(top)).toBe(0);
  });

  test('leads from pixels back to values, above the plot as well', () => {
    const axis = linearAxis(40, box);
    for (const value of [0, 7, 40, 90]) expect(axis.value(axis.y(value))).toBeCloseTo(value);
  });

  test('has no mark between two counts', () => {
    expect(linearAxis(2, box).marks.map(({ value }) => value)).toEqual([0, 1, 2]);
  });

  test('divides dollars finer than counts', () => {
    const axis = linearAxis(0.0003, box, { leastStep: 1e-9, label: usdLabel, marks: 2 });
    expect(axis.top).toBeCloseTo(0.0004);
    expect(axis.marks.map(({ label }) => label)).toEqual(['0', '$2e-4', '$4e-4']);
  });
});

describe('an axis of powers of ten', () => {
  test('begins below the least and ends above the most', () => {
    const { marks } = logAxis(240_000, 3_400_000, box, { label: durationLabel });
    expect(marks.map(({ label }) => label)).toEqual(['100 ms', '1 s', '10 s']);
  });

  test('gives each power the same room, and puts what is lower on the floor', () => {
    const { y } = logAxis(1, 1000, { top: 0, floor: 90 });
    expect([1, 10, 100, 1000].map(y)).toEqual([90, 60, 30, 0].map((at) => expect.closeTo(at, 6) as number));
    expect([0, 0.5].map(y)).toEqual([90, 90]);
  });

  test('leaves marks out rather than let them touch', () => {
    expect(logAxis(1, 1e9, { top: 0, floor: 60 }).marks.length).toBeLessThanOrEqual(4);
  });
});

test('counts stay short enough for the gutter', () => {
  expect([0, 1, 2.5, 12, 999, 1000, 9999, 10_000, 12_345, 250_000, 1_500_000].map(countLabel)).toEqual([
    '0',
    '1',
    '2.5',
    '12',
    '999',
    '1,000',
    '9,999',
    '10k',
    '12k',
    '250k',
    '1.5M',
  ]);
});

test('dollars keep three digits that count', () => {
  expect([0, 0.000_012_34, 0.0376, 0.5, 12.4].map(usd)).toEqual(['$0', '$0.0000123', '$0.0376', '$0.500', '$12.40']);
});
