/**
 * Time along a plot: from microseconds to pixels and back, ticks at round instants, and the words
 * for an instant or a length, each in the unit that reads best.
 */
import type { View } from './run.ts';

const ms = 1000;
const second = 1000 * ms;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export interface TimeScale {
  readonly view: View;
  readonly left: number;
  readonly width: number;
  /** Pixels of an instant; outside the view it lies outside the plot. */
  readonly x: (atUs: number) => number;
  /** The instant under a pixel. */
  readonly us: (x: number) => number;
}

/** Maps `view` onto `width` pixels that begin at `left`. */
export function timeScale(view: View, left: number, width: number): TimeScale {
  // The same map by d3-scale would add 9 KB to what a lesson loads.
  const perUs = width / Math.max(1, view.toUs - view.fromUs);
  return {
    view,
    left,
    width,
    x: (atUs) => left + (atUs - view.fromUs) * perUs,
    us: (x) => view.fromUs + (x - left) / perUs,
  };
}

export interface Ticks {
  readonly stepUs: number;
  /** Length of one segment of the neatline. */
  readonly segmentUs: number;
  readonly atUs: readonly number[];
  /** Short labels, the unit on the first and the last. */
  readonly labels: readonly string[];
}

/** Round steps from 1 µs to 100 days, each with the segment that divides it evenly. */
const steps: readonly (readonly [stepUs: number, segmentUs: number])[] = [
  ...[1, 10, 100, ms, 10 * ms, 100 * ms, second].flatMap((unit): [number, number][] => [
    [unit, unit / 2],
    [2 * unit, unit],
    [5 * unit, 2.5 * unit],
  ]),
  [10 * second, 5 * second],
  [15 * second, 5 * second],
  [30 * second, 10 * second],
  [minute, 30 * second],
  [2 * minute, minute],
  [5 * minute, 2.5 * minute],
  [10 * minute, 5 * minute],
  [15 * minute, 5 * minute],
  [30 * minute, 10 * minute],
  [hour, 30 * minute],
  [2 * hour, hour],
  [6 * hour, 2 * hour],
  [12 * hour, 6 * hour],
  [day, 12 * hour],
  [2 * day, day],
  [5 * day, day],
  [10 * day, 5 * day],
  [50 * day, 10 * day],
  [100 * day, 50 * day],
];

/**
 * Ticks at round instants of a view.
 * @param most how many fit
 */
export function ticks(view: View, most: number): Ticks {
  const span = view.toUs - view.fromUs;
  const [stepUs, segmentUs] = steps.find(([step]) => span / step <= most) ?? steps.at(-1)!;
  const atUs: number[] = [];
  for (let i = Math.ceil(view.fromUs / stepUs - 1e-9); i * stepUs <= view.toUs + 1e-6; i++) atUs.push(i * stepUs);
  const { label, unit } = labelling(view, stepUs);
  const labels = atUs.map((at, i) => (unit && (i === 0 || i === atUs.length - 1) ? `${label(at)} ${unit}` : label(at)));
  return { stepUs, segmentUs, atUs, labels };
}

function labelling(view: View, stepUs: number): { label: (us: number) => string; unit: string } {
  if (view.toUs <= 5 * ms) return { label: (us) => decimals(us, stepUs), unit: 'µs' };
  if (view.toUs <= 2 * second && stepUs < second) return { label: (us) => decimals(us / ms, stepUs / ms), unit: 'ms' };
  if (view.toUs <= 5 * minute) return { label: (us) => decimals(us / second, stepUs / second), unit: 's' };
  if (stepUs >= day) return { label: (us) => decimals(us / day, stepUs / day), unit: 'days' };
  if (stepUs >= hour) return { label: (us) => decimals(us / hour, stepUs / hour), unit: 'h' };
  if (stepUs >= minute && view.toUs <= 3 * hour)
    return { label: (us) => decimals(us / minute, stepUs / minute), unit: 'min' };
  return { label: (us) => clock(us, stepUs), unit: '' };
}

const decimals = (value: number, step: number): string =>
  value.toFixed(step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)));

/** `12:05`, `1:02:05`, with decimals when the steps need them. */
function clock(us: number, stepUs: number): string {
  const step = Math.min(1, stepUs / second);
  const [whole = '0', part] = decimals(us / second, step).split('.');
  const seconds = Number(whole);
  const two = (n: number): string => String(n).padStart(2, '0');
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = two(seconds % 60) + (part === undefined ? '' : `.${part}`);
  return h ? `${h}:${two(m)}:${s}` : `${m}:${s}`;
}

/** A length of time with its unit: `640 µs`, `8.4 ms`, `412 ms`, `2.31 s`, `12 min 5 s`. */
export function duration(us: number): string {
  if (us < ms) return `${Math.round(us)} µs`;
  if (us < 10 * ms) return `${trim((us / ms).toFixed(1))} ms`;
  if (us < second) return `${Math.round(us / ms)} ms`;
  if (us < minute) return `${trim((us / second).toFixed(2))} s`;
  const m = Math.floor(us / minute);
  if (m < 60) return `${m} min ${Math.round((us % minute) / second)} s`;
  return `${Math.floor(m / 60)} h ${m % 60} min`;
}

const trim = (text: string): string => text.replace(/\.?0+$/, '');

/**
 * An instant of a run, as precise as a pixel of the view: `10.06 s`, `412 ms`, `1:02:05`.
 * @param spanUs length of the view it is read in
 */
export function instant(us: number, spanUs: number): string {
  if (spanUs <= 5 * ms) return `${Math.round(us)} µs`;
  if (spanUs <= 2 * second && us < 10 * second) return `${(us / ms).toFixed(spanUs < 100 * ms ? 2 : 0)} ms`;
  if (us < 5 * minute) return `${(us / second).toFixed(spanUs <= 10 * second ? 3 : spanUs <= 5 * minute ? 2 : 1)} s`;
  return clock(us, spanUs <= 10 * second ? ms : spanUs <= 5 * minute ? 100 * ms : second);
}
