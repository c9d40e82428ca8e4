import { describe, expect, test } from 'vitest';
import { dragged, fitLimit, keyedLimit, limitRows, roomFor, valueOf } from '../../src/charts/limit-lines.ts';
import type { LimitHandle, LimitSteps } from '../../src/charts/series-data.ts';
import { spread } from '../../src/charts/spread.ts';
import { linearAxis } from '../../src/charts/value-axis.ts';

const handle = (kind: LimitHandle['kind'], value: number, least = 0, most = 1000): LimitHandle => ({
  kind,
  function: 0,
  value,
  name: `${kind} concurrency`,
  shortName: kind,
  least,
  most,
});
const told = (kind: LimitSteps['kind'], ...value: number[]): LimitSteps => ({
  kind,
  function: 0,
  atUs: value.map((_, i) => i * 1000),
  value,
});

describe('limits of a plot', () => {
  test('stand once each: those to drag first, then those the run only tells of', () => {
    const rows = limitRows([handle('reserved', 5)], [told('reserved', 5), told('unreserved', 95), told('provisioned')]);
    expect(rows.map(({ kind, handle: held, steps }) => [kind, !!held, !!steps])).toEqual([
      ['reserved', true, true],
      ['unreserved', false, true],
    ]);
  });

  test('stand at the value of their handle, else at the last the run told', () => {
    const [reserved, unreserved] = limitRows(
      [handle('reserved', 7)],
      [told('reserved', 5), told('unreserved', 95, 80)],
    );
    expect([valueOf(reserved!), valueOf(unreserved!)]).toEqual([7, 80]);
  });

  test('that are near the peak are held by the axis, far ones are not', () => {
    const rows = limitRows([handle('reserved', 20), handle('account', 1000)], []);
    expect(roomFor(rows, 10)).toBeCloseTo(22);
    expect(roomFor(rows, 900)).toBeCloseTo(1100);
    expect(roomFor([], 10)).toBe(10);
  });
});

describe('a limit that is dragged', () => {
  const axis = linearAxis(100, { top: 0, floor: 100 }, { marks: 1 });

  test('stays where it is until it is moved', () => {
    expect(dragged(40, 0, axis)).toBe(40);
    expect(dragged(1000, 0, axis)).toBe(1000);
  });

  test('follows the pointer inside the plot', () => {
    expect(dragged(40, -20, axis)).toBeCloseTo(60);
    expect(dragged(40, 40, axis)).toBeCloseTo(0);
  });

  test('doubles with every 40 pixels above the plot', () => {
    expect(dragged(90, -10 - 40, axis)).toBeCloseTo(200);
    expect(dragged(1000, -40, axis)).toBeCloseTo(2000);
  });

  test('comes in at the upper edge when it stands off the scale and is pulled down', () => {
    expect(dragged(1000, 1, axis)).toBeCloseTo(99);
    expect(dragged(1000, 30, axis)).toBeCloseTo(70);
  });

  test('is a whole number within its bounds', () => {
    expect([-4, 3.6, 5000].map((value) => fitLimit(value, { least: 0, most: 1000 }))).toEqual([0, 4, 1000]);
  });

  test.each([
    ['ArrowUp', 101],
    ['ArrowLeft', 99],
    ['PageUp', 110],
    ['PageDown', 90],
    ['Home', 10],
    ['End', 1000],
    ['a', undefined],
  ])('goes by %s to %s', (key, value) => {
    expect(keyedLimit(key, handle('reserved', 100, 10))).toBe(value);
  });
});

test('tabs of limits that stand close move apart, in their order and inside the plot', () => {
  const at = spread([50, 52, 10, 99], 20, 0, 100);
  expect(at).toEqual([32, 52, 10, 99]);
  expect(spread([98, 99], 20, 0, 100)).toEqual([79, 99]);
  expect(spread([1, 2], 20, 0, 100)).toEqual([0, 20]);
});
