import { describe, expect, test } from 'vitest';
import { axisTop, stepArea, stepPath, valueAt } from '../../src/charts/steps.ts';
import { timeScale } from '../../src/charts/time-scale.ts';

const scale = timeScale({ fromUs: 0, toUs: 1000 }, 0, 100);
const y = (value: number): number => 50 - value * 10;

describe('a step function', () => {
  test('is a path of level and upright strokes', () => {
    expect(stepPath([100, 500], [2, 1], scale, y)).toBe('M0 50H10V30H50V40H100');
  });

  test('begins at the value in force where the view begins', () => {
    const later = timeScale({ fromUs: 300, toUs: 400 }, 0, 100);
    expect(stepPath([100, 500], [2, 1], later, y)).toBe('M0 30H100');
  });

  test('is closed down to the floor', () => {
    expect(stepArea('M0 50H10V30H100', scale, 50)).toBe('M0 50H10V30H100V50H0Z');
  });

  test('keeps every peak when a pixel holds many steps', () => {
    const atUs = Array.from({ length: 10_000 }, (_, i) => i / 10);
    const values = atUs.map((_, i) => (i === 5003 ? 4 : i % 2));
    const path = stepPath(atUs, values, scale, y);
    expect(path).toContain(`V${y(4)}`);
    expect(path.length).toBeLessThan(100 * 40);
  });

  test('has the value of its last step at any instant', () => {
    expect([50, 100, 499, 500, 9999].map((at) => valueAt([100, 500], [2, 1], at))).toEqual([0, 2, 2, 1, 1]);
  });
});

test('an axis ends at a round number that holds the most', () => {
  for (const most of [0, 1, 3, 7, 8, 61, 999, 12_345]) {
    const { top, step } = axisTop(most);
    expect(top).toBeGreaterThanOrEqual(most);
    expect(top % step).toBe(0);
    expect(top / step).toBeLessThanOrEqual(6);
  }
});
