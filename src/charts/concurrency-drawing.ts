/** Concurrency by bin or by exact steps: those in init hatched below, those on provisioned environments, the idle above. */
import { binArea, binPath } from './bins.ts';
import { gauge, type Curves, type Drawing, type DrawingOptions, type Layer } from './drawing.ts';
import { heldBy } from './overlays.ts';
import { greatest, type SeriesData } from './series-data.ts';
import type { PlotBox } from './series-layout.ts';
import { stepArea, stepPath } from './steps.ts';
import type { TimeScale } from './time-scale.ts';
import { linearAxis } from './value-axis.ts';

export function concurrencyDrawing(
  box: PlotBox,
  series: SeriesData,
  scale: TimeScale,
  { holds = 0, concurrency, overlays = [] }: DrawingOptions,
  curves: Curves,
): Drawing {
  const live = gauge(series, series.live, scale);
  const inFlight = gauge(series, series.inFlight, scale);
  const init = gauge(series, series.init, scale);
  const provisioned = gauge(series, series.provisionedInUse, scale);
  const exact = concurrency?.init.map((n, i) => n + concurrency.invoke[i]!);
  const peak = Math.max(greatest(live.values), greatest(inFlight.values), exact ? greatest(exact) : 0);
  const axis = linearAxis(Math.max(2, holds, peak, heldBy(overlays, box.name, 1)), box);
  const { y } = axis;
  // Those in init are within those in flight; a bin's greatest of each need not be of the same instant.
  const starting = init.values.map((n, i) => Math.min(n, inFlight.values[i]!));
  const served = starting.map((n, i) => Math.min(n + provisioned.values[i]!, inFlight.values[i]!));
  const layers: Layer[] = [{ look: 's-live', d: binArea(live, scale, y) }];
  if (exact) {
    const { atUs } = concurrency!;
    const total = stepPath(atUs, exact, scale, y);
    const below = stepArea(stepPath(atUs, concurrency!.init, scale, y), scale, y(0));
    layers.push({ look: 'c-inv', d: stepArea(total, scale, y(0)) });
    layers.push({ look: 'c-init', d: below, hatch: 'init' }, { look: 'c-line', d: total });
  } else {
    const { binUs } = inFlight;
    layers.push({ look: 'c-inv', d: binArea(inFlight, scale, y) });
    if (greatest(provisioned.values) > 0)
      layers.push({ look: 'c-inv', d: binArea({ binUs, values: served }, scale, y, starting), hatch: 'provisioned' });
    layers.push({ look: 'c-init', d: binArea({ binUs, values: starting }, scale, y), hatch: 'init' });
    layers.push({ look: 'c-line', d: binPath(inFlight, scale, y) });
  }
  return { axis, layers: [...layers, ...curves(axis, undefined)], name: ['in use', 'at once'], endings: [] };
}
