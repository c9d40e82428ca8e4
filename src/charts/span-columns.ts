/**
 * Lanes as columns of numbers: what a lane did from when to when. Columns cross from a worker without being copied, and
 * a hundred thousand spans are searched rather than walked.
 */
import type { EnvironmentRow, Phase } from './run.ts';

/** Sorted by lane, then by `fromUs`; spans of one lane do not overlap. All columns have the same length. */
export interface SpanColumns {
  readonly lane: Uint32Array;
  readonly fromUs: Float64Array;
  readonly toUs: Float64Array;
  /** Index into the kinds that go with it. */
  readonly kind: Uint8Array;
  /** Whatever names the span to who made it, such as the number of its request. */
  readonly id: Uint32Array;
}

/** From the least to what most deserves to be seen; also the order in which shares are stacked. */
export const looks = ['idle', 'init', 'restore', 'reinit', 'provisioned', 'invoke', 'error', 'fault'] as const;
export type SpanLook = (typeof looks)[number];

/** What a kind of span looks like, and its word. */
export interface SpanKind {
  readonly look: SpanLook;
  readonly word: string;
}

/** Up to so many marks a figure draws each as SVG; beyond it draws on a canvas. */
export const svgMarks = 1000;

/** Boxes and idle lines of some environments. */
export const marksOf = (environments: readonly EnvironmentRow[]): number =>
  environments.reduce((sum, { phases }) => sum + phases.length, 0);

/** Columns with room for so many spans. */
export const emptyColumns = (length: number): SpanColumns => ({
  lane: new Uint32Array(length),
  fromUs: new Float64Array(length),
  toUs: new Float64Array(length),
  kind: new Uint8Array(length),
  id: new Uint32Array(length),
});

/**
 * The rows of a timeline as columns, a lane an environment; `id` is the event that opened the phase.
 * @param kindOf the kind of a phase, by number
 */
export function columnsOf(
  environments: readonly EnvironmentRow[],
  kindOf: (phase: Phase) => number,
): { readonly spans: SpanColumns; readonly labels: readonly string[] } {
  const spans = emptyColumns(marksOf(environments));
  let at = 0;
  environments.forEach(({ phases }, lane) => {
    for (const phase of phases) {
      spans.lane[at] = lane;
      spans.fromUs[at] = phase.fromUs;
      spans.toUs[at] = phase.toUs;
      spans.kind[at] = kindOf(phase);
      spans.id[at++] = Math.max(0, phase.seq);
    }
  });
  return { spans, labels: environments.map(({ environment }) => `environment ${environment + 1}`) };
}
