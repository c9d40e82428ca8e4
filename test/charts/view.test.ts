import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampView, isWhole, panView, revealInView, shortestUs, wholeView, zoomView } from '../../src/charts/view.ts';

const endUs = 24_000_000;

test('zooming keeps the instant under the pointer where it is', () => {
  const view = zoomView(wholeView(endUs), 4, 6_000_000, endUs);
  expect((6_000_000 - view.fromUs) / (view.toUs - view.fromUs)).toBeCloseTo(0.25);
});

test('whatever is done to a view, it stays inside the run and is never empty', () => {
  const change = fc.oneof(
    fc.record({ zoom: fc.double({ min: 0.01, max: 1000, noNaN: true }), around: fc.integer({ min: -1e7, max: 1e8 }) }),
    fc.record({ pan: fc.double({ min: -5, max: 5, noNaN: true }) }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      let view = wholeView(endUs);
      for (const one of changes)
        view = 'pan' in one ? panView(view, one.pan, endUs) : zoomView(view, one.zoom, one.around, endUs);
      expect(view.fromUs).toBeGreaterThanOrEqual(0);
      expect(view.toUs).toBeLessThanOrEqual(endUs + 1e-3);
      expect(view.toUs - view.fromUs).toBeGreaterThanOrEqual(shortestUs - 1e-3);
    }),
  );
});

test('zooming out far enough shows the whole run', () => {
  const near = zoomView(wholeView(endUs), 50, 3_000_000, endUs);
  expect(isWhole(near, endUs)).toBe(false);
  expect(isWhole(zoomView(near, 0.001, 3_000_000, endUs), endUs)).toBe(true);
});

test('a mark outside the view is revealed without changing how near it is', () => {
  const view = clampView({ fromUs: 1_000_000, toUs: 2_000_000 }, endUs);
  const next = revealInView(view, 9_000_000, 9_100_000, endUs);
  expect(next.fromUs).toBeLessThan(9_000_000);
  expect(next.toUs).toBeGreaterThan(9_100_000);
  expect(next.toUs - next.fromUs).toBeCloseTo(1_000_000);
  expect(revealInView(next, 9_000_000, 9_100_000, endUs)).toBe(next);
});

test('a run without length has a view all the same', () => {
  const { fromUs, toUs } = wholeView(0);
  expect(toUs).toBeGreaterThan(fromUs);
});
