import { describe, expect, test } from 'vitest';
import { duration, instant, ticks, timeScale } from '../../src/charts/time-scale.ts';

const ms = 1000;
const s = 1000 * ms;
const view = (fromUs: number, toUs: number) => ({ fromUs, toUs });

describe('a time scale', () => {
  test('maps an instant to a pixel and back', () => {
    const scale = timeScale(view(2 * s, 6 * s), 100, 800);
    expect(scale.x(2 * s)).toBe(100);
    expect(scale.x(6 * s)).toBe(900);
    expect(scale.us(scale.x(3_141_592))).toBeCloseTo(3_141_592, 3);
  });

  test('puts as many ticks as fit, at round instants inside the view', () => {
    for (const [from, to] of [
      [0, 24 * s],
      [1, 999],
      [3.3 * s, 3.9 * s],
      [0, 86_400 * s],
      [7 * s, 400 * 86_400 * s],
    ] as const)
      for (const most of [4, 8, 14]) {
        const { atUs, stepUs } = ticks(view(from, to), most);
        expect(atUs.length).toBeLessThanOrEqual(most + 1);
        expect(
          atUs.every((at) => at >= from && at <= to + 1e-6 && Math.abs(at / stepUs - Math.round(at / stepUs)) < 1e-6),
        ).toBe(true);
      }
  });

  test('names its unit on the first and the last tick only', () => {
    expect(ticks(view(0, 24 * s), 14).labels).toEqual([
      '0 s',
      ...[2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22].map(String),
      '24 s',
    ]);
  });

  test.each([
    [0, 400, '0 µs'],
    [0, 1200 * ms, '0 ms'],
    [0, 24 * s, '0 s'],
    [0, 3600 * s, '0 min'],
    [0, 20 * 3600 * s, '0 h'],
    [0, 30 * 86_400 * s, '0 days'],
    [3600 * s, 3604 * s, '1:00:00.0'],
  ])('labels a view from %d to %d µs so that it begins with %s', (from, to, first) => {
    expect(ticks(view(from, to), 10).labels[0]).toBe(first);
  });

  test('gives every tick of a view another label', () => {
    for (let span = 100; span < 1e13; span *= 3.7) {
      const { labels } = ticks(view(span * 0.4, span * 1.4), 12);
      expect(new Set(labels.map((label) => label.split(' ')[0])).size).toBe(labels.length);
    }
  });
});

test.each([
  [0, '0 µs'],
  [640, '640 µs'],
  [1000, '1 ms'],
  [8440, '8.4 ms'],
  [412_000, '412 ms'],
  [1_500_000, '1.5 s'],
  [59_000_000, '59 s'],
  [725_000_000, '12 min 5 s'],
  [7_260_000_000, '2 h 1 min'],
])('%d µs read as %s', (us, text) => expect(duration(us)).toBe(text));

test('an instant is as precise as the view it is read in', () => {
  expect(instant(10_060_000, 24 * s)).toBe('10.06 s');
  expect(instant(412_000, 1200 * ms)).toBe('412 ms');
  expect(instant(3_725_000_000, 7200 * s)).toBe('1:02:05');
});
