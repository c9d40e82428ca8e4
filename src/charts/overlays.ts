/** Curves of theory over a plot: in its unit, within its axis, named where they are highest. */
import { binPath, type Bins } from './bins.ts';
import type { Layer } from './drawing.ts';
import { greatest, type Overlay, type PlotName } from './series-data.ts';
import { stepPath, valueAt } from './steps.ts';
import type { TimeScale } from './time-scale.ts';
import type { ValueAxis } from './value-axis.ts';

/**
 * What the axis must hold so that a plot's overlays are in it.
 * @param times the plot's unit in one of the overlay's
 * @param arrivals of which a share is one
 */
export function heldBy(overlays: readonly Overlay[], plot: PlotName, times: number, arrivals = 0): number {
  let most = 0;
  for (const overlay of overlays)
    if (overlay.plot === plot) most = Math.max(most, greatest(overlay.value) * (overlay.share ? arrivals : times));
  return most;
}

/**
 * An overlay's steps; a share is taken of the arrivals of each bin, a rate of counts becomes a count a bin.
 * @param bins the arrivals of each bin, for a share; its `binUs` for rates
 */
export function overlayLayer(overlay: Overlay, { y }: ValueAxis, scale: TimeScale, bins: Bins | undefined): Layer {
  const look = 's-theory';
  if (overlay.share && bins) {
    const values = bins.values.map((count, i) => count * valueAt(overlay.atUs, overlay.value, (i + 0.5) * bins.binUs));
    return { look, d: binPath({ binUs: bins.binUs, values }, scale, y) };
  }
  const perBin = bins && ['throttled', 'cold', 'failed'].includes(overlay.plot) ? bins.binUs / 1_000_000 : 1;
  return { look, d: stepPath(overlay.atUs, overlay.value, scale, (value) => y(value * perBin)) };
}

/** Index of the highest step that is in force anywhere in the view, -1: none. */
export function peakInView(atUs: readonly number[], value: readonly number[], { view }: TimeScale): number {
  let peak = -1;
  for (let i = 0; i < atUs.length && atUs[i]! <= view.toUs; i++) {
    if ((atUs[i + 1] ?? Infinity) <= view.fromUs) continue;
    if (peak < 0 || value[i]! > value[peak]!) peak = i;
  }
  return peak;
}
