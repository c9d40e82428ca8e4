import { describe, expect, test } from 'vitest';
import {
  aSecond,
  added,
  barPath,
  binArea,
  binAt,
  binPath,
  greatestInView,
  grouped,
  grouping,
  soFar,
} from '../../src/charts/bins.ts';
import { timeScale } from '../../src/charts/time-scale.ts';

const scale = timeScale({ fromUs: 0, toUs: 400 }, 10, 100);
const y = (value: number): number => 50 - value * 10;
const bins = { binUs: 100, values: [1, 3, 0, 2] };

describe('bins of time', () => {
  test('come together by twos until each is wide enough to be seen', () => {
    expect([1, 25, 26, 51, 200].map((least) => grouping(100, scale, least))).toEqual([1, 1, 2, 4, 8]);
  });

  test('are summed when they are counts and keep the greatest when they are gauges', () => {
    expect(grouped(bins, 2, 'sum')).toEqual({ binUs: 200, values: [4, 2] });
    expect(grouped(bins, 2, 'greatest')).toEqual({ binUs: 200, values: [3, 2] });
    expect(grouped({ binUs: 100, values: [1, 1, 5] }, 2, 'sum').values).toEqual([2, 5]);
  });

  test('are a rate when divided by their length', () => {
    expect(aSecond({ binUs: 500_000, values: [1, 4] }).values).toEqual([2, 8]);
  });

  test('add up over time and over each other', () => {
    expect(soFar([1, 2, 0, 4])).toEqual([1, 3, 3, 7]);
    expect(added([1, 2], [10, 20])).toEqual([11, 22]);
  });

  test('are found by an instant', () => {
    expect([0, 99, 100, 399, 400, -1].map((at) => binAt({ binUs: 100, bins: 4 }, at))).toEqual([0, 0, 1, 3, -1, -1]);
  });

  test('know their greatest in view, and forget it out of view', () => {
    expect(greatestInView(bins, scale)).toBe(3);
    expect(greatestInView(bins, timeScale({ fromUs: 200, toUs: 400 }, 0, 100))).toBe(2);
  });
});

describe('the path of bins', () => {
  test('is level over each bin and upright between', () => {
    expect(binPath(bins, scale, y)).toBe('M10 40H35V20H60V50H85V30H110');
  });

  test('has a gap where there is no value', () => {
    expect(binPath({ binUs: 100, values: [1, -1, 2, -1] }, scale, y)).toBe('M10 40H35M60 30H85');
  });

  test('stops at the ends of the view', () => {
    const path = binPath(bins, timeScale({ fromUs: 150, toUs: 250 }, 10, 100), y);
    expect(path).toBe('M10 20H60V50H110');
  });

  test('is closed down to the floor, or to other bins, when it is filled', () => {
    expect(binArea({ binUs: 200, values: [1, 2] }, scale, y)).toBe('M10 40V40H60V30H110V50H10Z');
    expect(binArea({ binUs: 200, values: [1, 2] }, scale, y, [0, 1])).toBe('M10 40V40H60V30H110V40H60V50H10Z');
  });

  test('is no bar at all where there is nothing', () => {
    expect(barPath(bins, scale, y).match(/z/g)).toHaveLength(3);
    expect(barPath({ binUs: 100, values: [0, 0, 0, 0] }, scale, y)).toBe('');
  });

  test('stands on other bins only as far as it is above them', () => {
    expect(barPath({ binUs: 200, values: [3, 1] }, scale, y, [1, 2])).toBe('M10 20h50v20h-50z');
  });
});
