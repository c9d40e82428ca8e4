/** Zoom and pan: a view is a stretch of time inside the run, never empty and never outside. */
import type { View } from './run.ts';

/** The shortest stretch a chart shows, microseconds. */
export const shortestUs = 100;

/** The whole of a run, with a little room when it is empty. */
export const wholeView = (endUs: number): View => ({ fromUs: 0, toUs: Math.max(endUs, 1000) });

/** The same length moved into the run; a length longer than the run becomes the run. */
export function clampView({ fromUs, toUs }: View, endUs: number): View {
  const whole = wholeView(endUs);
  const length = Math.min(Math.max(toUs - fromUs, shortestUs), whole.toUs);
  const from = Math.min(Math.max(0, fromUs), whole.toUs - length);
  return { fromUs: from, toUs: from + length };
}

/** Zooms by `factor` (above 1: closer) so that `aroundUs` stays where it is on the plot. */
export function zoomView(view: View, factor: number, aroundUs: number, endUs: number): View {
  const around = Math.min(Math.max(aroundUs, view.fromUs), view.toUs);
  const length = Math.min(Math.max((view.toUs - view.fromUs) / factor, shortestUs), wholeView(endUs).toUs);
  const share = (around - view.fromUs) / (view.toUs - view.fromUs);
  return clampView({ fromUs: around - share * length, toUs: around + (1 - share) * length }, endUs);
}

/** Moves the view by a share of its length. */
export function panView(view: View, share: number, endUs: number): View {
  const by = (view.toUs - view.fromUs) * share;
  return clampView({ fromUs: view.fromUs + by, toUs: view.toUs + by }, endUs);
}

/** The view, moved just far enough that the instant is in it with a margin. */
export function revealInView(view: View, fromUs: number, toUs: number, endUs: number): View {
  const length = view.toUs - view.fromUs;
  const margin = length * 0.06;
  if (fromUs - margin < view.fromUs) return clampView(shifted(view, fromUs - margin - view.fromUs), endUs);
  if (toUs + margin > view.toUs) {
    // A stretch longer than the view shows its beginning.
    const by = Math.min(toUs + margin - view.toUs, fromUs - margin - view.fromUs);
    return clampView(shifted(view, by), endUs);
  }
  return view;
}

/** True when the view shows the whole run. */
export const isWhole = (view: View, endUs: number): boolean => view.fromUs <= 0 && view.toUs >= wholeView(endUs).toUs;

const shifted = (view: View, byUs: number): View => ({ fromUs: view.fromUs + byUs, toUs: view.toUs + byUs });
