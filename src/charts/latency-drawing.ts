/** Latency as three percentiles, on an axis of powers of ten or from 0. */
import { binArea, binPath } from './bins.ts';
import type { Curves, Drawing, DrawingOptions, Layer } from './drawing.ts';
import { heldBy } from './overlays.ts';
import { greatest, type SeriesData } from './series-data.ts';
import type { PlotBox } from './series-layout.ts';
import type { TimeScale } from './time-scale.ts';
import { durationLabel, linearAxis, logAxis } from './value-axis.ts';

export function latencyDrawing(
  box: PlotBox,
  series: SeriesData,
  scale: TimeScale,
  { latencyScale, overlays = [] }: DrawingOptions,
  curves: Curves,
): Drawing {
  const { binUs } = series;
  const lines = [
    ['p50', series.p50Us],
    ['p90', series.p90Us],
    ['p99', series.p99Us],
  ] as const;
  const known = series.p50Us.filter((us) => us >= 0);
  const most = Math.max(1000, greatest(series.p99Us), heldBy(overlays, box.name, 1));
  const least = known.length ? known.reduce((a, b) => Math.min(a, b)) : most / 10;
  const axis =
    latencyScale === 'log'
      ? logAxis(least, most, box, { label: durationLabel })
      : linearAxis(most, box, { label: durationLabel });
  const spread = binArea({ binUs, values: series.p99Us }, scale, axis.y, series.p50Us);
  const layers: Layer[] = known.length ? [{ look: 's-spread', d: spread }] : [];
  const endings: { text: string; y: number }[] = [];
  for (const [name, values] of lines) {
    layers.push({ look: `s-${name}`, d: binPath({ binUs, values }, scale, axis.y) });
    const last = lastInView(values, binUs, scale);
    if (last >= 0) endings.push({ text: name, y: axis.y(last) });
  }
  return { axis, layers: [...layers, ...curves(axis, undefined)], name: ['latency'], endings };
}

/** The last value in view that is one, -1: none. */
function lastInView(values: readonly number[], binUs: number, { view }: TimeScale): number {
  for (
    let i = Math.min(values.length, Math.ceil(view.toUs / binUs)) - 1;
    i * binUs >= view.fromUs - binUs && i >= 0;
    i--
  )
    if (values[i]! >= 0) return values[i]!;
  return -1;
}
