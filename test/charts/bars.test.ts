import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laneBars, leastWidth, phaseAt } from '../../src/charts/bars.ts';
import { timeScale } from '../../src/charts/time-scale.ts';
import { busyLane, runOf } from './run-of.ts';

const scaleOf = (fromMs: number, toMs: number, width = 800) =>
  timeScale({ fromUs: fromMs * 1000, toUs: toMs * 1000 }, 100, width);

describe('the boxes of a lane', () => {
  const lane = runOf([
    ['init', 0, 400, 0],
    ['invoke', 400, 600, 0],
    ['idle', 600, 900],
    ['invoke', 900, 1000, 1, 'timeout'],
  ]).environments[0]!.phases;

  test('are the phases in view, each where its time is', () => {
    const bars = laneBars(lane, scaleOf(0, 1000), 100);
    expect(bars.map(({ kind, x, width }) => [kind, x, width])).toEqual([
      ['init', 100, 320],
      ['invoke', 420, 160],
      ['idle', 580, 240],
      ['invoke', 820, 80],
    ]);
  });

  test('end as the invocation ended', () => {
    expect(laneBars(lane, scaleOf(0, 1000), 100).map(({ end }) => end)).toEqual(['plain', 'plain', 'plain', 'fault']);
  });

  test('leave out what lies outside the view, and are cut at its edges', () => {
    const bars = laneBars(lane, scaleOf(500, 700), 100);
    expect(bars.map(({ kind }) => kind)).toEqual(['invoke', 'idle']);
    expect(bars[0]!.x).toBe(100);
    expect(bars.at(-1)!.x + bars.at(-1)!.width).toBe(900);
  });

  test('are never too narrow to be seen', () => {
    expect(
      laneBars(lane, scaleOf(0, 10_000_000), 100).every(({ kind, width }) => kind === 'idle' || width >= leastWidth),
    ).toBe(true);
  });

  test('are never more than the budget, however many phases there are', () => {
    for (const n of [100, 1000, 20_000])
      for (const budget of [12, 80, 300]) {
        const { phases } = runOf(busyLane(n)).environments[0]!;
        const boxes = laneBars(phases, scaleOf(0, 2 * n), budget).filter(({ kind }) => kind !== 'idle');
        expect(boxes.length).toBeLessThanOrEqual(budget);
        expect(boxes.length).toBeGreaterThan(0);
      }
  });

  test('do not overlap, drawn one by one or together', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('init', 'invoke', 'idle', 'reinit'), fc.integer({ min: 1, max: 500 })), {
          minLength: 1,
          maxLength: 120,
        }),
        fc.integer({ min: 8, max: 200 }),
        (lengths, budget) => {
          let at = 0;
          const phases = runOf(lengths.map(([kind, length]) => [kind as 'init', at, (at += length)] as const))
            .environments[0]!.phases;
          const bars = laneBars(phases, scaleOf(0, at), budget);
          for (const [i, bar] of bars.entries()) {
            const next = bars[i + 1];
            if (next) expect(bar.x + bar.width).toBeLessThanOrEqual(next.x + leastWidth);
            expect(bar.x).toBeGreaterThanOrEqual(100 - 1e-6);
            expect(bar.x + bar.width).toBeLessThanOrEqual(900 + leastWidth);
          }
        },
      ),
    );
  });

  test('keep a fault that shares its cell with many others', () => {
    const boxes = busyLane(5000).map((box, i) =>
      i === 4242 ? (['invoke', box[1], box[2], box[3] ?? -1, 'crash'] as const) : box,
    );
    const bars = laneBars(runOf(boxes).environments[0]!.phases, scaleOf(0, 10_000), 60);
    expect(bars.filter(({ end }) => end === 'fault')).toHaveLength(1);
  });

  test('name the phase at an instant', () => {
    expect(phaseAt(lane, 500_000)?.kind).toBe('invoke');
    expect(phaseAt(lane, 600_000)?.kind).toBe('idle');
    expect(phaseAt(lane, 2_000_000)).toBeUndefined();
  });
});
