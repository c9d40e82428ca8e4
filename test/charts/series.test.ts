import { describe, expect, test } from 'vitest';
import { comparedBins, comparedDrawing, comparedSentence, rebinned } from '../../src/charts/compare-drawing.ts';
import { plotNames, plotsWithData, type PlotName, type SeriesData } from '../../src/charts/series-data.ts';
import { drawingOf } from '../../src/charts/series-drawing.ts';
import { peakInView } from '../../src/charts/overlays.ts';
import { gutters, layOutSeries, plotAt, type PlotBox } from '../../src/charts/series-layout.ts';
import { reading, seriesRows, seriesSentence } from '../../src/charts/series-words.ts';
import { timeScale } from '../../src/charts/time-scale.ts';
import { allRows, layOut } from '../../src/charts/timeline-layout.ts';

const second = 1_000_000;

/** Ten bins of a second; what is not said is 0, percentiles are none. */
function series(some: Partial<SeriesData> = {}, binUs = second, bins = 10): SeriesData {
  const none = (value = 0): number[] => Array.from({ length: bins }, () => value);
  return {
    binUs,
    bins,
    ...{ arrivals: none(), throttled: none(), rejected: none(), cold: none(), failed: none(), completed: none() },
    ...{ reached: none(), queued: none(), inFlight: none(), init: none(), live: none(), provisionedInUse: none() },
    ...{ p50Us: none(-1), p90Us: none(-1), p99Us: none(-1), costUsd: none(), limits: [] },
    ...some,
  };
}
const busy = series({
  arrivals: [4, 4, 8, 8, 4, 4, 2, 2, 0, 0],
  throttled: [0, 0, 3, 2, 0, 0, 0, 0, 0, 0],
  rejected: [0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
  cold: [2, 0, 1, 0, 0, 0, 0, 0, 0, 0],
  inFlight: [2, 2, 5, 5, 3, 2, 1, 1, 0, 0],
  init: [2, 0, 1, 0, 0, 0, 0, 0, 0, 0],
  live: [2, 2, 5, 5, 5, 5, 5, 5, 5, 5],
  p50Us: [300_000, 200_000, 250_000, 250_000, 200_000, 200_000, 200_000, 200_000, -1, -1],
  p99Us: [900_000, 300_000, 2_000_000, 800_000, 300_000, 300_000, 250_000, 250_000, -1, -1],
  costUsd: [0.001, 0.001, 0.002, 0.002, 0.001, 0.001, 0.001, 0.001, 0, 0],
});
const scale = timeScale({ fromUs: 0, toUs: 10 * second }, 100, 1000);
const box = (name: PlotName): PlotBox => ({ name, top: 0, floor: 100 });
const draw = (name: PlotName, data = busy, options: Partial<Parameters<typeof drawingOf>[3]> = {}) =>
  drawingOf(box(name), data, scale, { latencyScale: 'log', ...options });

describe('the plots of a series', () => {
  test('are those with something to show; arrivals, concurrency and latency always stand', () => {
    expect(plotsWithData(series())).toEqual(['arrivals', 'concurrency', 'latency']);
    expect(plotsWithData(busy)).toEqual(['arrivals', 'throttled', 'cold', 'concurrency', 'latency', 'cost']);
  });

  test('stand under each other without touching, in the gutters of the timeline', () => {
    for (const width of [358, 700, 1040]) {
      const { plots, left, plotWidth, height, axisY } = layOutSeries({ width, plots: plotNames });
      const timeline = layOut({ width, rows: allRows, lanes: 3, density: 'compact' });
      expect([left, plotWidth]).toEqual([timeline.left, timeline.plotWidth]);
      for (let i = 1; i < plots.length; i++) expect(plots[i]!.top).toBeGreaterThan(plots[i - 1]!.floor + 10);
      expect(axisY).toBeGreaterThan(plots.at(-1)!.floor);
      expect(height).toBeGreaterThan(axisY + 20);
    }
  });

  test('do without the neatlines that a neighbour lends', () => {
    const bare = layOutSeries({ width: 800, plots: ['queue'], axis: 'none' });
    expect([bare.neatlineY, bare.axisY, bare.top]).toEqual([-1, -1, 0]);
    expect(gutters(800, 90).right).toBe(90);
  });

  test('are found by a height', () => {
    const layout = layOutSeries({ width: 800, plots: ['arrivals', 'latency'] });
    const [arrivals, latency] = layout.plots;
    expect(plotAt(layout, arrivals!.top)?.name).toBe('arrivals');
    expect(plotAt(layout, latency!.floor)?.name).toBe('latency');
    expect(plotAt(layout, 9999)?.name).toBe('latency');
  });
});

describe('a plot', () => {
  test.each(plotNames)('of %s stays between its top and its floor', (name) => {
    const { layers } = draw(name, { ...busy, queued: busy.inFlight, failed: busy.cold });
    const heights = layers.flatMap(({ d }) =>
      [...d.matchAll(/[V]([\d.-]+)|M[\d.-]+ ([\d.-]+)/g)].map((m) => Number(m[1] ?? m[2])),
    );
    expect(heights.length).toBeGreaterThan(0);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(-0.1);
    expect(Math.max(...heights)).toBeLessThanOrEqual(100.1);
  });

  test('of those turned away stacks the refused on the throttled, each in its own look', () => {
    expect(draw('throttled').layers.map(({ look, hatch }) => [look, hatch])).toEqual([
      ['s-thr', 'throttled'],
      ['s-err', undefined],
    ]);
    expect(draw('throttled').axis.top).toBeGreaterThanOrEqual(4);
  });

  test('says of how long its counts are', () => {
    expect(draw('cold').name).toEqual(['cold', 'starts', 'in 1 s']);
  });

  test('of concurrency has those in init within those in use, and the idle above', () => {
    const looksOf = (data: SeriesData): string[] => draw('concurrency', data).layers.map(({ look }) => look);
    expect(looksOf(busy)).toEqual(['s-live', 'c-inv', 'c-init', 'c-line']);
    expect(looksOf({ ...busy, provisionedInUse: busy.inFlight })).toEqual([
      's-live',
      'c-inv',
      'c-inv',
      'c-init',
      'c-line',
    ]);
    // An init that no request waits for is not in use.
    const ahead = draw('concurrency', { ...busy, init: busy.live, inFlight: busy.inFlight.map(() => 0) });
    expect(ahead.layers.find(({ look }) => look === 'c-init')?.d).not.toMatch(/V(?!100)/);
  });

  test('of concurrency draws exact steps where they are known', () => {
    const concurrency = { atUs: [0, 2_500_000], init: [0, 0], invoke: [1, 0] };
    const line = draw('concurrency', busy, { concurrency }).layers.find(({ look }) => look === 'c-line');
    expect(line?.d).toContain('H350V100');
  });

  test('of concurrency holds a limit when there is room for it', () => {
    expect(draw('concurrency', busy, { holds: 12 }).axis.top).toBeGreaterThanOrEqual(12);
  });

  test('of latency names its curves where they end, and has a gap where nothing was answered', () => {
    const { endings, layers } = draw('latency');
    expect(endings.map(({ text }) => text)).toEqual(['p50', 'p99']);
    expect(layers.find(({ look }) => look === 's-p50')?.d).toMatch(/H900$/);
  });

  test('of cost only rises', () => {
    const line = draw('cost').layers.find(({ look }) => look === 's-line')!.d;
    const heights = [...line.matchAll(/V([\d.]+)/g)].map(([, y]) => Number(y));
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
    expect(heights.at(-1)).toBeLessThan(heights[0]!);
  });

  test('has what a formula expects laid over it, in its own unit, and within its axis', () => {
    const little = { plot: 'concurrency', label: "Little's law", atUs: [0], value: [9] } as const;
    const over = draw('concurrency', busy, { overlays: [little] });
    expect(over.axis.top).toBeGreaterThanOrEqual(9);
    expect(over.layers.at(-1)).toMatchObject({ look: 's-theory' });
    const share = { plot: 'throttled', label: 'Erlang B', atUs: [0], value: [0.5], share: true } as const;
    const { axis, layers } = draw('throttled', busy, { overlays: [share] });
    expect(layers.at(-1)?.d).toContain(`V${axis.y(4)}H`);
  });

  test('names a curve of theory where it is highest in view', () => {
    const view = timeScale({ fromUs: 5, toUs: 25 }, 0, 100);
    expect(peakInView([0, 10, 20, 30], [5, 1, 3, 9], view)).toBe(0);
    expect(peakInView([0, 4, 20, 30], [5, 1, 3, 9], view)).toBe(2);
    expect(peakInView([40], [5], view)).toBe(-1);
  });
});

describe('a series in words', () => {
  test('is told in a sentence', () => {
    expect(seriesSentence(busy, 10 * second)).toBe(
      '36 requests in 10 s, at most 5 in use at once, 3 cold starts, 5 throttled.',
    );
  });

  test('is read at an instant', () => {
    expect(reading(busy, 2.5 * second, 10 * second)).toBe(
      'At 2.500 s, in 1 s: 8 requests, 3 throttled, 1 refused, 1 cold; 5 in use (1 in init), 5 alive; ' +
        'p50 250 ms, p99 2 s; $0.00400 so far',
    );
    expect(reading(busy, 9.5 * second, 10 * second)).not.toContain('p50');
    expect(reading(busy, 10 * second, 10 * second)).toContain('At 10.000 s');
  });

  test('becomes a table of at most so many rows that lose no count and no peak', () => {
    const rows = seriesRows(busy, 0, 10 * second, 4);
    expect(rows.length).toBeLessThanOrEqual(4);
    expect(rows.reduce((sum, row) => sum + row.arrivals, 0)).toBe(36);
    expect(Math.max(...rows.map((row) => row.inFlight))).toBe(5);
    expect(rows.at(-1)?.p50Us).toBe(-1);
    expect(seriesRows(busy, 2 * second, 4 * second).map((row) => row.arrivals)).toEqual([8, 8]);
  });
});

describe('two series on one axis', () => {
  const other = series({ inFlight: [2, 2, 8, 5, 1, 2, 1, 1, 0, 0], throttled: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] });

  test('are told apart by who is above: B more, B less', () => {
    const layers = comparedDrawing(box('concurrency'), busy, other, scale, 'log').layers;
    const d = (look: string): string => layers.find((one) => one.look === look)?.d ?? '';
    expect(d('d-more').match(/z/g)).toHaveLength(1);
    expect(d('d-less').match(/z/g)).toHaveLength(1);
    expect(d('d-more')).toContain('M300');
    expect(d('d-less')).toContain('M500');
  });

  test('have no difference where they are equal, and none where one has no value', () => {
    const same = comparedDrawing(box('latency'), busy, busy, scale, 'log').layers;
    expect(same.filter(({ look, d }) => look !== 'd-a' && look !== 'd-b' && d !== '')).toEqual([]);
    const none = comparedDrawing(box('latency'), busy, other, scale, 'log').layers;
    expect(none.find(({ look }) => look === 'd-less')?.d).toBe('');
  });

  test('come to the same bins when theirs are not: counts are kept, gauges keep their peak', () => {
    const fine = { binUs: 100, values: [1, 2, 3, 4, 5] };
    expect(rebinned(fine, 200, 3, 'sum').values).toEqual([3, 7, 5]);
    expect(rebinned(fine, 200, 3, 'greatest').values).toEqual([2, 4, 5]);
    expect(rebinned(fine, 100, 6, 'greatest').values).toEqual([1, 2, 3, 4, 5, -1]);
    const [a, b] = comparedBins('throttled', busy, series({}, 2 * second, 5), scale);
    expect([a.binUs, b.binUs, a.values.length, b.values.length]).toEqual([2 * second, 2 * second, 5, 5]);
    expect(a.values.reduce((sum, value) => sum + value)).toBe(5);
  });

  test('are told in a sentence by their names', () => {
    expect(comparedSentence(busy, other, { a: 'A', b: 'B' })).toBe(
      'At most in use 5 in A and 8 in B; throttled 5 in A and 0 in B; cold starts 3 in A and 0 in B.',
    );
  });
});
