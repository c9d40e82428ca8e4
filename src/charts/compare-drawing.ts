/** Two series on one axis: each as an outline, and what lies between them, told apart by who is above. */
import { barPath, binPath, greatestInView, grouped, grouping, soFar, type Bins } from './bins.ts';
import { greatest, type PlotName, type SeriesData } from './series-data.ts';
import type { PlotBox } from './series-layout.ts';
import type { Drawing, Layer } from './drawing.ts';
import { duration, type TimeScale } from './time-scale.ts';
import { durationLabel, linearAxis, logAxis, usdLabel, type ValueAxis } from './value-axis.ts';

/** Plots of which two runs can be laid over each other. */
export type ComparedPlot = Exclude<PlotName, 'failed'>;

/** How values of bins that become one come together. */
type Way = 'sum' | 'greatest';

const columns: Readonly<Record<ComparedPlot, { values: keyof SeriesData; way: Way; name: readonly string[] }>> = {
  arrivals: { values: 'arrivals', way: 'sum', name: ['requests'] },
  throttled: { values: 'throttled', way: 'sum', name: ['turned', 'away'] },
  cold: { values: 'cold', way: 'sum', name: ['cold', 'starts'] },
  queue: { values: 'queued', way: 'greatest', name: ['events', 'waiting'] },
  concurrency: { values: 'inFlight', way: 'greatest', name: ['in use', 'at once'] },
  latency: { values: 'p99Us', way: 'greatest', name: ['p99', 'latency'] },
  cost: { values: 'costUsd', way: 'sum', name: ['cost', 'so far'] },
};

/**
 * The same values in bins of another length: counts go by the share of each bin, gauges keep the greatest. A value below
 * 0 is none.
 */
export function rebinned({ binUs, values }: Bins, toUs: number, bins: number, way: Way): Bins {
  if (binUs === toUs)
    return { binUs, values: Array.from({ length: bins }, (_, i) => values[i] ?? (way === 'sum' ? 0 : -1)) };
  const out = Array.from({ length: bins }, (_, i) => {
    const first = Math.floor((i * toUs) / binUs);
    const last = Math.min(values.length, Math.ceil(((i + 1) * toUs) / binUs));
    let value = way === 'sum' ? 0 : -1;
    for (let bin = first; bin < last; bin++) {
      const overlap = Math.min((bin + 1) * binUs, (i + 1) * toUs) - Math.max(bin * binUs, i * toUs);
      if (overlap <= 0) continue;
      value = way === 'sum' ? value + (values[bin]! * overlap) / binUs : Math.max(value, values[bin]!);
    }
    return value;
  });
  return { binUs: toUs, values: out };
}

/** A plot's values of both runs in the same bins, wide enough to be seen. */
export function comparedBins(
  plot: ComparedPlot,
  a: SeriesData,
  b: SeriesData,
  scale: TimeScale,
): readonly [Bins, Bins] {
  const { values, way } = columns[plot];
  const binUs = Math.max(a.binUs, b.binUs);
  const bins = Math.ceil(Math.max(a.binUs * a.bins, b.binUs * b.bins) / binUs);
  const both = [a, b].map((one): Bins => {
    const same = rebinned({ binUs: one.binUs, values: one[values] as readonly number[] }, binUs, bins, way);
    if (plot === 'cost') return { binUs, values: soFar(same.values) };
    const counted = way === 'sum' || plot === 'latency';
    return grouped(same, grouping(binUs, scale, counted ? 4 : 1), way);
  });
  return [both[0]!, both[1]!];
}

/** Draws one plot of both runs. */
export function comparedDrawing(
  box: PlotBox,
  a: SeriesData,
  b: SeriesData,
  scale: TimeScale,
  latencyScale: 'log' | 'linear',
): Drawing {
  const plot = box.name as ComparedPlot;
  const [one, other] = comparedBins(plot, a, b, scale);
  const axis = axisOf(plot, box, one, other, scale, latencyScale);
  const { binUs } = one;
  const either = (own: readonly number[], next: readonly number[]): number[] =>
    own.map((value, i) => (value < 0 ? Math.max(0, next[i]!) : value));
  const [low, high] = [either(one.values, other.values), either(other.values, one.values)];
  const layers: Layer[] = [
    { look: 'd-more', d: barPath({ binUs, values: high }, scale, axis.y, low), hatch: 'more' },
    { look: 'd-less', d: barPath({ binUs, values: low }, scale, axis.y, high), hatch: 'less' },
    { look: 'd-a', d: binPath(one, scale, axis.y) },
    { look: 'd-b', d: binPath(other, scale, axis.y) },
  ];
  const counted = columns[plot].way === 'sum' && plot !== 'cost';
  return { axis, layers, name: [...columns[plot].name, ...(counted ? [`in ${duration(binUs)}`] : [])], endings: [] };
}

function axisOf(
  plot: ComparedPlot,
  box: PlotBox,
  a: Bins,
  b: Bins,
  scale: TimeScale,
  latencyScale: 'log' | 'linear',
): ValueAxis {
  const most = Math.max(greatestInView(a, scale), greatestInView(b, scale));
  if (plot === 'cost') return linearAxis(Math.max(1e-9, most), box, { leastStep: 1e-9, label: usdLabel, marks: 2 });
  if (plot !== 'latency') return linearAxis(Math.max(1, most), box);
  if (latencyScale === 'linear') return linearAxis(Math.max(1000, most), box, { label: durationLabel });
  const known = [...a.values, ...b.values].filter((us) => us > 0);
  const least = known.reduce((x, y) => Math.min(x, y), most || 1000);
  return logAxis(least, Math.max(1000, most), box, { label: durationLabel });
}

/** The difference of two runs in a sentence. */
export function comparedSentence(
  a: SeriesData,
  b: SeriesData,
  names: { readonly a: string; readonly b: string },
): string {
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  const said = (what: string, of: number, to: number): string =>
    `${what} ${of.toLocaleString('en')} in ${names.a} and ${to.toLocaleString('en')} in ${names.b}`;
  const parts = [
    said('at most in use', greatest(a.inFlight), greatest(b.inFlight)),
    said('throttled', total(a.throttled), total(b.throttled)),
    said('cold starts', total(a.cold), total(b.cold)),
  ];
  const text = `${parts.join('; ')}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
