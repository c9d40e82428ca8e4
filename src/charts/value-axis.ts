/** Heights of a plot: from values to pixels and back, with marks at round values. */
import { duration } from './time-scale.ts';

export interface ValueAxis {
  readonly y: (value: number) => number;
  /** The value at a height, not rounded; above the plot it goes on. */
  readonly value: (y: number) => number;
  readonly marks: readonly { readonly value: number; readonly label: string }[];
  /** The value at the upper end. */
  readonly top: number;
}

/** Where a plot stands, pixels. */
interface Box {
  readonly top: number;
  readonly floor: number;
}

/** The least of 1, 2, 5 times a power of ten that is not below `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= least * (1 - 1e-9))!;
}

export interface AxisOptions {
  /** Marks at most above 0; by default what the height has room for. */
  readonly marks?: number;
  /** Least distance of two marks, in the values' unit. */
  readonly leastStep?: number;
  readonly label?: (value: number) => string;
}

/** From 0 to a round value that holds `most`. */
export function linearAxis(most: number, { top, floor }: Box, options: AxisOptions = {}): ValueAxis {
  const { leastStep = 1, label = countLabel } = options;
  const marks = options.marks ?? Math.max(1, Math.floor((floor - top) / 24));
  const step = Math.max(leastStep, roundStep(Math.max(most, leastStep) / marks));
  const end = Math.max(1, Math.ceil(most / step - 1e-9)) * step;
  const perValue = (floor - top) / end;
  return {
    y: (value) => floor - value * perValue,
    value: (y) => (floor - y) / perValue,
    marks: Array.from({ length: Math.round(end / step) + 1 }, (_, i) => ({ value: i * step, label: label(i * step) })),
    top: end,
  };
}

/** Powers of ten from one that is not above `least` to one that holds `most`; what is lower lies on the floor. */
export function logAxis(least: number, most: number, { top, floor }: Box, options: AxisOptions = {}): ValueAxis {
  const { label = countLabel } = options;
  const first = Math.floor(Math.log10(Math.max(least, 1e-9)) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(most, 1e-9)) - 1e-9));
  const perDecade = (floor - top) / (last - first);
  const room = Math.max(1, Math.floor((floor - top) / 18));
  const every = Math.ceil((last - first) / room);
  const marks = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => 10 ** (first + i * every));
  return {
    y: (value) => floor - Math.max(0, Math.log10(Math.max(value, 1e-12)) - first) * perDecade,
    value: (y) => 10 ** (first + (floor - y) / perDecade),
    marks: marks.map((value) => ({ value, label: label(value) })),
    top: 10 ** last,
  };
}

/** A count in five letters at most: `1,000`, `12k`, `1.5M`. */
export function countLabel(value: number): string {
  if (value >= 1_000_000) return `${short(value / 1_000_000)}M`;
  if (value >= 10_000) return `${short(value / 1000)}k`;
  return value >= 1 || value === 0
    ? short(value).replace(/^(\d)(\d{3})$/, '$1,$2')
    : String(Number(value.toPrecision(2)));
}

const short = (value: number): string => String(Number(value.toFixed(value < 10 ? 1 : 0)));

/** `0`, `305 ms`, `1.2 s`. */
/** A tick has room for one unit: 100 s, not 1 min 40 s. */
export const durationLabel = (us: number): string =>
  us === 0 ? '0' : us > 60e6 && us < 600e6 ? `${Math.round(us / 1e6)} s` : duration(us);

/** Dollars as a mark of an axis: `0`, `$2`, `$0.05`, `$4e-6`. */
export function usdLabel(usd: number): string {
  if (usd === 0) return '0';
  return usd >= 0.001 ? `$${Number(usd.toPrecision(2))}` : `$${usd.toExponential(0)}`;
}

/** Dollars in a sentence, with three digits that count: `$0.00123`, `$12.40`. */
export function usd(value: number): string {
  if (value === 0) return '$0';
  if (value >= 1) return `$${value.toFixed(2)}`;
  return `$${value.toFixed(Math.min(12, 2 - Math.floor(Math.log10(value))))}`;
}
