import { describe, expect, test } from 'vitest';
import { emptyFrame, type Frame } from '../../src/charts/lane-frame.ts';
import { inksOf, paintFrame, type Pixels } from '../../src/charts/lane-paint.ts';
import { looks, type SpanLook } from '../../src/charts/span-columns.ts';

/** A colour for each name, told apart by number. */
const names: string[] = [];
const inks = inksOf((name) => (names.includes(name) ? names.indexOf(name) : names.push(name) - 1) + 1);
const named = (pixel: number): string => (pixel === 0 ? '' : names[pixel - 1]!);

function painted(
  boxes: readonly (readonly [look: SpanLook, x: number, y: number, width: number, height: number])[],
  { ratio = 1, cellUs = 0, banded = false } = {},
): (x: number, y: number) => string {
  const frame: Frame = emptyFrame(boxes.length);
  boxes.forEach(([look, x, y, width, height], i) => {
    frame.look[i] = looks.indexOf(look);
    [frame.x[i], frame.y[i], frame.width[i], frame.height[i]] = [x, y, width, height];
  });
  frame.count = boxes.length;
  frame.cellUs = cellUs;
  const pixels: Pixels = {
    data: new Uint32Array(60 * ratio * 20 * ratio).fill(99),
    width: 60 * ratio,
    height: 20 * ratio,
    ratio,
  };
  paintFrame(pixels, frame, inks, banded);
  return (x, y) => named(pixels.data[y * pixels.width + x]!);
}

describe('a painted lane', () => {
  test('is empty where nothing was, whatever the pixels held before', () => {
    expect(painted([])(5, 5)).toBe('');
  });

  test('has an invocation as an amber box with a stroke', () => {
    const at = painted([['invoke', 10, 4, 20, 12]]);
    expect([at(9, 8), at(10, 8), at(11, 8), at(28, 8), at(29, 8), at(30, 8)]).toEqual([
      '',
      'warm-s',
      'warm-f',
      'warm-f',
      'warm-s',
      '',
    ]);
    expect([at(15, 3), at(15, 4), at(15, 15), at(15, 16)]).toEqual(['', 'warm-s', 'warm-s', '']);
  });

  test('has an init hatched, so that it is told by more than its hue', () => {
    const at = painted([['init', 0, 0, 40, 18]]);
    const inside = Array.from({ length: 20 }, (_, x) => at(x + 5, 9));
    expect(new Set(inside)).toEqual(new Set(['cold-f', 'cold-c']));
  });

  test('has low boxes flat and narrow ones without a stroke', () => {
    const at = painted([
      ['init', 0, 0, 40, 3],
      ['invoke', 50, 0, 2, 12],
    ]);
    expect(new Set(Array.from({ length: 40 }, (_, x) => at(x, 1)))).toEqual(new Set(['cold-c']));
    expect([at(50, 6), at(51, 6), at(52, 6)]).toEqual(['warm-f', 'warm-f', '']);
  });

  test('shows a span that is thinner than a pixel', () => {
    expect(painted([['fault', 20.2, 0, 0.1, 12]])(20, 5)).toBe('fault-f');
  });

  test('gives sums an upper edge and no sides', () => {
    const at = painted([['invoke', 10, 4, 20, 12]], { cellUs: 1000 });
    expect([at(10, 4), at(10, 8), at(29, 8), at(20, 15)]).toEqual(['warm-s', 'warm-f', 'warm-f', 'warm-f']);
  });

  test('fills idle time of a band with the colour of a rule', () => {
    expect(painted([['idle', 0, 0, 10, 10]], { cellUs: 1, banded: true })(5, 5)).toBe('rule');
    expect(painted([['idle', 0, 5, 10, 1]])(5, 5)).toBe('idle-c');
  });

  test('is drawn in device pixels', () => {
    const at = painted([['invoke', 10, 4, 20, 12]], { ratio: 2 });
    expect([at(19, 20), at(20, 20), at(21, 20), at(22, 20), at(59, 20), at(60, 20)]).toEqual([
      '',
      'warm-s',
      'warm-s',
      'warm-f',
      'warm-s',
      '',
    ]);
  });

  test('stays inside the picture', () => {
    const at = painted([['invoke', 50, 10, 500, 500]]);
    expect([at(55, 15), at(59, 19), at(0, 11)]).toEqual(['warm-f', 'warm-s', '']);
  });
});
