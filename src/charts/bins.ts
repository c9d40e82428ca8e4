/** Values in equal bins of time: shared by pixels, made into rates, sums so far, axes and paths. */
import type { SeriesData } from './series-data.ts';
import type { TimeScale } from './time-scale.ts';
import { box } from './shapes.ts';
import { px } from './steps.ts';

/** Values of bins that each cover `binUs`, from 0 on. */
export interface Bins {
  readonly binUs: number;
  readonly values: readonly number[];
}

const second = 1_000_000;

/** How many bins become one so that none is narrower than `least` pixels: a power of two. */
export function grouping(binUs: number, scale: TimeScale, least = 2): number {
  const width = (binUs * scale.width) / Math.max(1, scale.view.toUs - scale.view.fromUs);
  let group = 1;
  while (group * width < least) group *= 2;
  return group;
}

/** Bins put together, `group` at a time: counts are summed, gauges keep the greatest. */
export function grouped({ binUs, values }: Bins, group: number, as: 'sum' | 'greatest'): Bins {
  if (group === 1) return { binUs, values };
  const out: number[] = [];
  for (let i = 0; i < values.length; i += group) {
    let value = values[i]!;
    for (let j = i + 1; j < Math.min(i + group, values.length); j++)
      value = as === 'sum' ? value + values[j]! : Math.max(value, values[j]!);
    out.push(value);
  }
  return { binUs: binUs * group, values: out };
}

/** Counts as a rate a second. */
export const aSecond = ({ binUs, values }: Bins): Bins => ({
  binUs,
  values: values.map((count) => (count * second) / binUs),
});

/** Each value added to those before it. */
export function soFar(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}

/** Several values of the same bins, added up. */
export const added = (...lists: readonly (readonly number[])[]): number[] =>
  (lists[0] ?? []).map((_, i) => lists.reduce((sum, list) => sum + (list[i] ?? 0), 0));

/** The bin of an instant, -1: none. */
export function binAt({ binUs, bins }: Pick<SeriesData, 'binUs' | 'bins'>, atUs: number): number {
  const bin = Math.floor(atUs / binUs);
  return bin >= 0 && bin < bins ? bin : -1;
}

/** The greatest value of the bins that are in view. */
export function greatestInView({ binUs, values }: Bins, { view }: TimeScale): number {
  let most = 0;
  const last = Math.min(values.length, Math.ceil(view.toUs / binUs));
  for (let i = Math.max(0, Math.floor(view.fromUs / binUs)); i < last; i++) if (values[i]! > most) most = values[i]!;
  return most;
}

/**
 * The bins in view as level strokes, with a gap where a value is below 0 (there is none).
 * @param y from a value to pixels
 */
export function binPath({ binUs, values }: Bins, scale: TimeScale, y: (value: number) => number): string {
  const { view, left, width } = scale;
  const last = Math.min(values.length, Math.ceil(view.toUs / binUs));
  let path = '';
  let drawing = false;
  for (let i = Math.max(0, Math.floor(view.fromUs / binUs)); i < last; i++) {
    const value = values[i]!;
    if (value < 0) {
      drawing = false;
      continue;
    }
    const from = Math.max(left, scale.x(i * binUs));
    const to = Math.min(left + width, scale.x((i + 1) * binUs));
    path += `${drawing ? 'V' : `M${px(from)} `}${px(y(value))}H${px(to)}`;
    drawing = true;
  }
  return path;
}

/**
 * The room between two values of the same bins, or between one and 0, to be filled. Values below 0 count as 0.
 * @param lower left out: 0
 */
export function binArea(
  { binUs, values }: Bins,
  scale: TimeScale,
  y: (value: number) => number,
  lower?: readonly number[],
): string {
  const first = Math.max(0, Math.floor(scale.view.fromUs / binUs));
  const last = Math.min(values.length, Math.ceil(scale.view.toUs / binUs));
  if (last <= first) return '';
  const x = (bin: number): string => px(Math.min(Math.max(scale.x(bin * binUs), scale.left), scale.left + scale.width));
  const at = (list: readonly number[] | undefined, bin: number): string => px(y(Math.max(0, list?.[bin] ?? 0)));
  let path = `M${x(first)} ${at(values, first)}`;
  for (let bin = first; bin < last; bin++) path += `V${at(values, bin)}H${x(bin + 1)}`;
  if (!lower) return `${path}V${px(y(0))}H${x(first)}Z`;
  for (let bin = last - 1; bin >= first; bin--) path += `V${at(lower, bin)}H${x(bin)}`;
  return `${path}Z`;
}

/**
 * The bins in view as separate bars; where there is nothing to stand on, nothing is drawn.
 * @param lower left out: 0
 */
export function barPath(
  { binUs, values }: Bins,
  scale: TimeScale,
  y: (value: number) => number,
  lower?: readonly number[],
): string {
  let path = '';
  const last = Math.min(values.length, Math.ceil(scale.view.toUs / binUs));
  const right = scale.left + scale.width;
  for (let bin = Math.max(0, Math.floor(scale.view.fromUs / binUs)); bin < last; bin++) {
    const from = lower?.[bin] ?? 0;
    if (values[bin]! <= from) continue;
    const x = Math.max(scale.left, scale.x(bin * binUs));
    const width = Math.min(right, scale.x((bin + 1) * binUs)) - x;
    if (width > 0) path += box(x, y(values[bin]!), width, y(from) - y(values[bin]!));
  }
  return path;
}
