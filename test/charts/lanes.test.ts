import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bands, bandIntegral } from '../../src/charts/lane-bands.ts';
import { emptyFrame, fillFrame, frameBudget, type Frame } from '../../src/charts/lane-frame.ts';
import { LaneIndex } from '../../src/charts/lane-index.ts';
import { lookCount } from '../../src/charts/lane-integral.ts';
import { laneUnder, layOutLanes, namedRows, rowTop } from '../../src/charts/lane-rows.ts';
import { acrossLanes, alongLane, firstSpan, nearestSpan, placeInLane } from '../../src/charts/lane-steps.ts';
import {
  columnsOf,
  emptyColumns,
  looks,
  marksOf,
  type SpanColumns,
  type SpanKind,
} from '../../src/charts/span-columns.ts';
import { timeScale } from '../../src/charts/time-scale.ts';
import { busyLane, runOf } from './run-of.ts';

const kinds: readonly SpanKind[] = looks.map((look) => ({ look, word: look }));
const [idle, init, invoke, fault] = ['idle', 'init', 'invoke', 'fault'].map((look) =>
  looks.findIndex((one) => one === look),
) as [number, number, number, number];

type Span = readonly [lane: number, fromUs: number, toUs: number, kind: number];

function columns(spans: readonly Span[]): SpanColumns {
  const made = emptyColumns(spans.length);
  spans.forEach(([lane, fromUs, toUs, kind], i) => {
    made.lane[i] = lane;
    made.fromUs[i] = fromUs;
    made.toUs[i] = toUs;
    made.kind[i] = kind;
    made.id[i] = i;
  });
  return made;
}

/** Lane 0: init, invoke, idle, invoke. Lane 1: empty. Lane 2: one invocation that went wrong, then idle. */
const few = columns([
  [0, 0, 100, init],
  [0, 100, 300, invoke],
  [0, 300, 600, idle],
  [0, 600, 700, invoke],
  [2, 250, 450, fault],
  [2, 450, 900, idle],
]);
const index = new LaneIndex(few, kinds, 3);

/** Many lanes that are busy half of the time. */
function crowd(lanes: number, spansEach: number): LaneIndex {
  const spans: Span[] = [];
  for (let lane = 0; lane < lanes; lane++)
    for (let i = 0; i < spansEach; i++) spans.push([lane, lane + i * 100, lane + i * 100 + 100, i % 2 ? idle : invoke]);
  return new LaneIndex(columns(spans), kinds, lanes);
}

describe('the index of lanes', () => {
  test('knows where each lane begins, the empty ones too', () => {
    expect([...index.starts]).toEqual([0, 4, 4, 6]);
  });

  test('finds spans by their begin and by their end', () => {
    expect([0, 99, 100, 699, 700].map((at) => index.firstEndingAfter(0, at))).toEqual([0, 0, 1, 3, 4]);
    expect([0, 1, 600, 601].map((at) => index.firstFrom(0, at))).toEqual([0, 1, 3, 4]);
    expect(index.countIn(0, 150, 350)).toBe(2);
    expect(index.countIn(1, 0, 1000)).toBe(0);
  });

  test('sums the time in each look, of one lane or of several, in cells of any length', () => {
    const random = fc.array(
      fc.record({ gap: fc.nat(40), length: fc.integer({ min: 1, max: 90 }), kind: fc.nat(lookCount - 1) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        fc.array(random, { minLength: 1, maxLength: 5 }),
        fc.nat(300),
        fc.integer({ min: 1, max: 120 }),
        (lanes, fromUs, cellUs) => {
          const spans = lanes.flatMap((list, lane) => {
            let clock = 0;
            return list.map(({ gap, length, kind }): Span => {
              const start = clock + gap;
              clock = start + length;
              return [lane, start, clock, kind];
            });
          });
          const made = new LaneIndex(columns(spans), kinds, lanes.length);
          const cells = 6;
          const sums = (of: number, many: number): Float64Array => {
            const into = new Float64Array(cells * lookCount);
            (many === 1 ? made.integral(of) : bandIntegral(made, of, many)).cells(fromUs, cellUs, cells, into);
            return into;
          };
          const expected = (of: number, many: number): number[] =>
            Array.from({ length: cells * lookCount }, (_, i) => {
              const start = fromUs + Math.floor(i / lookCount) * cellUs;
              return spans
                .filter(([lane, , , kind]) => lane >= of && lane < of + many && kind === i % lookCount)
                .reduce((sum, [, a, b]) => sum + Math.max(0, Math.min(b, start + cellUs) - Math.max(a, start)), 0);
            });
          expect([...sums(0, 1)]).toEqual(expected(0, 1));
          expect([...sums(lanes.length - 1, 1)]).toEqual(expected(lanes.length - 1, 1));
          if (lanes.length > 1) expect([...sums(0, lanes.length)]).toEqual(expected(0, lanes.length));
        },
      ),
    );
  });
});

const rowsOf = (frame: Frame): { x: number; y: number; width: number; height: number; look: string }[] =>
  Array.from({ length: frame.count }, (_, i) => ({
    x: frame.x[i]!,
    y: frame.y[i]!,
    width: frame.width[i]!,
    height: frame.height[i]!,
    look: looks[frame.look[i]!]!,
  }));

describe('a frame of lanes', () => {
  test('has a box for each span in view and none for the others', () => {
    const frame = emptyFrame();
    const scale = timeScale({ fromUs: 0, toUs: 400 }, 0, 400);
    fillFrame(frame, index, new Bands(index), layOutLanes(60, 3, 'fit'), scale);
    expect(frame.cellUs).toBe(0);
    expect(rowsOf(frame).map(({ look, x, width }) => [look, x, width])).toEqual([
      ['init', 0, 100],
      ['invoke', 100, 200],
      ['idle', 300, 100],
      ['invoke', 250, 150],
      ['fault', 395, 5],
    ]);
  });

  test.each([
    ['in lanes of their own', 200, 2000],
    ['in bands', 700, 400],
  ])('stays within its budget and its plot, however many spans there are, %s', (_, lanes, spansEach) => {
    const many = crowd(lanes, spansEach);
    const frame = emptyFrame();
    const layout = layOutLanes(640, lanes, 'fit');
    const scale = timeScale({ fromUs: 0, toUs: spansEach * 100 }, 0, 1000);
    const bands = new Bands(many);
    do fillFrame(frame, many, bands, layout, scale);
    while (bands.wanting);
    expect(frame.cellUs).toBeGreaterThan(0);
    expect(frame.count).toBeGreaterThan(layout.rows);
    expect(frame.count).toBeLessThanOrEqual(frameBudget);
    for (const { x, y, width, height } of rowsOf(frame)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(1000.01);
      expect(y + height).toBeLessThanOrEqual(640.01);
    }
  });

  test('fills a band as high as its lanes were busy', () => {
    const many = crowd(700, 400);
    const frame = emptyFrame();
    const layout = layOutLanes(640, 700, 'fit');
    const bands = new Bands(many);
    const scale = timeScale({ fromUs: 10_000, toUs: 30_000 }, 0, 1000);
    do fillFrame(frame, many, bands, layout, scale);
    while (bands.wanting);
    const area = (look: string): number =>
      rowsOf(frame).reduce((sum, row) => sum + (row.look === look ? row.width * row.height : 0), 0);
    const room = layout.rows * 1000 * (layout.rowHeight - 4);
    expect(area('invoke') / room).toBeCloseTo(0.5, 1);
  });

  test('keeps its cells in place while the view is moved', () => {
    const many = crowd(200, 2000);
    const layout = layOutLanes(640, 200, 'fit');
    const edges = (fromUs: number): Set<number> => {
      const frame = emptyFrame();
      const scale = timeScale({ fromUs, toUs: fromUs + 100_000 }, 0, 1000);
      fillFrame(frame, many, new Bands(many), layout, scale);
      return new Set(rowsOf(frame).map(({ x }) => Math.round(scale.us(x)) % frame.cellUs));
    };
    const [here, there] = [edges(20_000), edges(20_300)];
    expect([...here].filter((rest) => rest > 2).length).toBeLessThanOrEqual(1);
    expect([...there].filter((rest) => rest > 2).length).toBeLessThanOrEqual(1);
  });

  test('puts bands together over several frames rather than in one', () => {
    const many = crowd(700, 400);
    const bands = new Bands(many);
    const frame = emptyFrame();
    let frames = 0;
    do {
      fillFrame(frame, many, bands, layOutLanes(640, 700, 'fit'), timeScale({ fromUs: 0, toUs: 40_000 }, 0, 1000));
      frames++;
    } while (bands.wanting);
    expect(frames).toBeGreaterThan(5);
  });
});

describe('rows of lanes', () => {
  test('are lanes while those are high enough, bands beyond, and pages when one by one', () => {
    expect(layOutLanes(400, 10, 'fit')).toMatchObject({ rows: 10, rowHeight: 20, lanesPerRow: 1 });
    expect(layOutLanes(400, 100, 'fit')).toMatchObject({ rows: 100, rowHeight: 4, lanesPerRow: 1 });
    expect(layOutLanes(400, 300, 'fit')).toMatchObject({ rows: 30, lanesPerRow: 10 });
    expect(layOutLanes(400, 300, 'each', 290)).toMatchObject({ rows: 25, firstLane: 275, lanesPerRow: 1 });
  });

  test('lead from a height to a lane and back, inside a band as well', () => {
    const bands = layOutLanes(400, 300, 'fit');
    for (const lane of [0, 9, 10, 155, 299]) {
      const top = rowTop(bands, lane)!;
      expect(laneUnder(bands, top + ((lane % 10) + 0.5) * (bands.rowHeight / 10))).toBe(lane);
    }
    const page = layOutLanes(400, 300, 'each', 100);
    expect(rowTop(page, 99)).toBeUndefined();
    expect(rowTop(page, 100)).toBe(0);
    expect(laneUnder(page, 399)).toBe(124);
    expect(laneUnder(page, 400)).toBe(-1);
  });

  test('are named so that names keep a distance', () => {
    expect(namedRows(layOutLanes(400, 20, 'fit'))).toHaveLength(20);
    expect(namedRows(layOutLanes(400, 100, 'fit')).slice(0, 3)).toEqual([0, 5, 10]);
  });
});

describe('stepping through lanes', () => {
  test('finds the span under a pointer, or the nearest within reach', () => {
    expect([50, 299, 305, 450].map((at) => nearestSpan(index, 0, at, 10))).toEqual([0, 1, 1, 2]);
    expect(nearestSpan(index, 2, 200, 60)).toBe(4);
    expect(nearestSpan(index, 2, 100, 60)).toBe(-1);
    expect(nearestSpan(index, 1, 100, Infinity)).toBe(-1);
  });

  test('goes along a lane past what is idle, and stops at its ends', () => {
    expect(alongLane(index, 1, 1)).toBe(3);
    expect(alongLane(index, 3, -1)).toBe(1);
    expect(alongLane(index, 3, 1)).toBe(-1);
    expect(alongLane(index, 0, -1)).toBe(-1);
  });

  test('goes to the nearest in time in the next lane that has one', () => {
    expect(acrossLanes(index, 3, 1)).toBe(4);
    expect(acrossLanes(index, 4, -1)).toBe(1);
    expect(acrossLanes(index, 0, -1)).toBe(-1);
  });

  test('begins at the first lane that has something', () => {
    expect(firstSpan(index, 1, 0)).toBe(4);
    expect(firstSpan(index, 0, 690)).toBe(3);
  });

  test('tells the place of a span among those of its lane', () => {
    expect(placeInLane(index, 3)).toEqual({ position: 2, count: 3 });
    expect(placeInLane(index, -1)).toEqual({ position: -1, count: 0 });
  });
});

test('rows of a timeline become columns, a lane an environment, and are counted as marks', () => {
  const { environments } = runOf(
    [
      ['init', 0, 2, 0],
      ['invoke', 2, 3, 0],
    ],
    busyLane(3),
  );
  const { spans, labels } = columnsOf(environments, ({ kind }) => looks.indexOf(kind));
  expect(marksOf(environments)).toBe(8);
  expect([...spans.lane]).toEqual([0, 0, 1, 1, 1, 1, 1, 1]);
  expect([...spans.fromUs].slice(0, 3)).toEqual([0, 2000, 0]);
  expect([...spans.kind].slice(0, 4)).toEqual([init, invoke, invoke, idle]);
  expect(labels).toEqual(['environment 1', 'environment 2']);
});
