/**
 * Limits across a plot of concurrency: which of them the axis makes room for, how far a drag has moved one, and what a
 * key does to it. A limit far above all that happened would flatten the plot, so it stands on the upper edge instead and
 * is pulled down from there.
 */
import type { LimitHandle, LimitKind, LimitSteps } from './series-data.ts';
import type { ValueAxis } from './value-axis.ts';

/** A limit more than this times the peak is off the scale. */
const farTimes = 2.5;

/** A line across the plot, with a handle if a person may drag it. */
export interface LimitRow {
  readonly kind: LimitKind;
  readonly function: number;
  readonly handle?: LimitHandle;
  /** How it went over time, if the run says. */
  readonly steps?: LimitSteps;
}

/** Kinds as words, where no handle brings a name. */
export const limitWords: Readonly<Record<LimitKind, string>> = {
  account: 'account concurrency',
  unreserved: 'unreserved concurrency',
  reserved: 'reserved concurrency',
  provisioned: 'provisioned concurrency',
};

/** Every limit once: those to drag, and those that the run only tells of. */
export function limitRows(handles: readonly LimitHandle[], steps: readonly LimitSteps[]): LimitRow[] {
  const same = (a: { kind: LimitKind; function: number }, b: { kind: LimitKind; function: number }): boolean =>
    a.kind === b.kind && (a.kind === 'account' || a.kind === 'unreserved' || a.function === b.function);
  const held = handles.map((handle): LimitRow => {
    const own = steps.find((one) => same(one, handle));
    return { kind: handle.kind, function: handle.function, handle, ...(own && { steps: own }) };
  });
  const told = steps.filter((one) => one.value.length > 0 && !handles.some((handle) => same(one, handle)));
  return [...held, ...told.map((one): LimitRow => ({ kind: one.kind, function: one.function, steps: one }))];
}

/** The value a row stands at: its handle's, or the last the run told. */
export const valueOf = ({ handle, steps }: LimitRow): number => handle?.value ?? steps?.value.at(-1) ?? 0;

/** What the axis must hold so that every limit that is not far above the peak has room to be dragged in. */
export function roomFor(rows: readonly LimitRow[], peak: number): number {
  const near = rows
    .map((row) => Math.max(valueOf(row), ...(row.steps?.value ?? [])))
    .filter((value) => isNear(value, peak));
  return Math.max(peak, ...near) * (rows.length > 0 ? 1.1 : 1);
}

const isNear = (value: number, peak: number): boolean => value <= Math.max(farTimes * peak, peak + 5);

/** Pixels of a pull beyond the upper edge that double a limit. */
const doublingPx = 40;

/**
 * The value of a limit that was taken hold of at `value` and moved by `byPx` (down is positive).
 * Inside the plot it follows the pointer; pulled above the upper edge it grows by doubling; one that stands off the
 * scale and is pulled down comes in at the edge.
 */
export function dragged(value: number, byPx: number, axis: ValueAxis): number {
  if (byPx === 0) return value;
  const roof = axis.y(axis.top);
  if (value > axis.top) return byPx > 0 ? axis.value(roof + byPx) : value * 2 ** (-byPx / doublingPx);
  const y = axis.y(value) + byPx;
  return y >= roof ? axis.value(y) : axis.top * 2 ** ((roof - y) / doublingPx);
}

/** A whole value within the bounds of its handle. */
export const fitLimit = (value: number, { least, most }: Pick<LimitHandle, 'least' | 'most'>): number =>
  Math.round(Math.min(most, Math.max(least, value)));

/** What a key makes of a limit; undefined: nothing. A page is a tenth, five at least. */
export function keyedLimit(key: string, handle: Pick<LimitHandle, 'value' | 'least' | 'most'>): number | undefined {
  const page = Math.max(5, Math.round(handle.value / 10));
  const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: page, PageDown: -page }[key];
  if (by !== undefined) return fitLimit(handle.value + by, handle);
  if (key === 'Home') return handle.least;
  return key === 'End' ? handle.most : undefined;
}
