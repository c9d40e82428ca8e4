/**
 * A plot of a series as paths: what is filled, what is outlined, where the axis is marked. Pure, so that a test can hold
 * it to numbers; `SeriesPlot.svelte` only writes the paths down.
 */
import { aSecond, added, barPath, binArea, binPath, greatestInView, soFar, type Bins } from './bins.ts';
import { concurrencyDrawing } from './concurrency-drawing.ts';
import { countBins, gauge, type Drawing, type DrawingOptions, type Layer } from './drawing.ts';
import { latencyDrawing } from './latency-drawing.ts';
import { heldBy, overlayLayer } from './overlays.ts';
import { greatest, type SeriesData } from './series-data.ts';
import type { PlotBox } from './series-layout.ts';
import { duration, type TimeScale } from './time-scale.ts';
import { linearAxis, usdLabel, type ValueAxis } from './value-axis.ts';

/** Draws one plot. */
export function drawingOf(box: PlotBox, series: SeriesData, scale: TimeScale, options: DrawingOptions): Drawing {
  const { holds = 0, overlays = [] } = options;
  const curves = (axis: ValueAxis, bin: Bins | undefined): Layer[] =>
    overlays.filter(({ plot }) => plot === box.name).map((one) => overlayLayer(one, axis, scale, bin));
  switch (box.name) {
    case 'arrivals': {
      const bins = aSecond(countBins(series, series.arrivals, scale));
      const again = aSecond(countBins(series, series.reached, scale));
      const most = Math.max(1, holds, heldBy(overlays, box.name, 1), greatestInView(bins, scale));
      const axis = linearAxis(most, box, { leastStep: 0.1 });
      const layers = [...outlined(bins, scale, axis, 's-ground', options.drawn ? 's-came' : 's-line')];
      if (greatest(again.values) > 0) layers.push({ look: 's-again', d: binPath(again, scale, axis.y) });
      return { axis, layers: [...layers, ...curves(axis, bins)], name: ['requests', 'a second'], endings: [] };
    }
    case 'throttled':
      return counts(['turned', 'away'], [series.throttled, series.rejected], ['thr', 'err']);
    case 'cold':
      return counts(['cold', 'starts'], [series.cold], ['cold']);
    case 'failed':
      return counts(['failed'], [series.failed], ['fault']);
    case 'queue': {
      const bins = gauge(series, series.queued, scale);
      const most = Math.max(1, heldBy(overlays, box.name, 1), greatestInView(bins, scale));
      const axis = linearAxis(most, box);
      const layers = [...outlined(bins, scale, axis, 's-ground', 's-line'), ...curves(axis, bins)];
      return { axis, layers, name: ['events', 'waiting'], endings: [] };
    }
    case 'concurrency':
      return concurrencyDrawing(box, series, scale, options, curves);
    case 'latency':
      return latencyDrawing(box, series, scale, options, curves);
    case 'cost': {
      const bins = { binUs: series.binUs, values: soFar(series.costUsd) };
      const most = Math.max(1e-9, heldBy(overlays, box.name, 1), bins.values.at(-1) ?? 0);
      const axis = linearAxis(most, box, { leastStep: 1e-9, label: usdLabel, marks: 2 });
      const layers = [...outlined(bins, scale, axis, 's-ground', 's-line'), ...curves(axis, bins)];
      return { axis, layers, name: ['cost', 'so far'], endings: [] };
    }
  }

  /** Counts a bin, stacked, each in its colour and hatch. */
  function counts(name: readonly string[], parts: readonly (readonly number[])[], looks: readonly string[]): Drawing {
    const bins = parts.map((values) => countBins(series, values, scale));
    const { binUs } = bins[0]!;
    const stacks = bins.map((_, i) => added(...bins.slice(0, i + 1).map(({ values }) => values)));
    const total = { binUs, values: stacks.at(-1)! };
    const arrivals = countBins(series, series.arrivals, scale);
    const held = heldBy(overlays, box.name, binUs / 1_000_000, greatestInView(arrivals, scale));
    const axis = linearAxis(Math.max(1, held, greatestInView(total, scale)), box);
    const layers = stacks.flatMap((values, i): Layer[] => {
      if (greatest(bins[i]!.values) === 0) return [];
      const d = barPath({ binUs, values }, scale, axis.y, stacks[i - 1]);
      const look = `s-${looks[i]!}`;
      if (looks[i] === 'cold') return [{ look, d, hatch: 'init' }];
      return looks[i] === 'thr' ? [{ look, d, hatch: 'throttled' }] : [{ look, d }];
    });
    return {
      axis,
      layers: [...layers, ...curves(axis, arrivals)],
      name: [...name, `in ${duration(binUs)}`],
      endings: [],
    };
  }
}

function outlined(bins: Bins, scale: TimeScale, { y }: ValueAxis, fill: string, line: string): Layer[] {
  return [
    { look: fill, d: binArea(bins, scale, y) },
    { look: line, d: binPath(bins, scale, y) },
  ];
}
