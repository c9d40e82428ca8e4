/** Ink outlines round the boxes of chosen requests, from the first box of each to its last. */
import type { EnvironmentRow } from './run.ts';
import type { TimeScale } from './time-scale.ts';

export interface Outline {
  readonly request: number;
  readonly lane: number;
  readonly x: number;
  readonly width: number;
}

/** How far an outline stands off, pixels. */
const off = 2;

/** @param shown the environments of the lanes, from the top */
export function outlinesOf(requests: readonly number[], shown: readonly EnvironmentRow[], scale: TimeScale): Outline[] {
  return [...new Set(requests)].flatMap((request) =>
    shown.flatMap(({ phases }, lane): Outline[] => {
      const own = phases.filter((phase) => phase.request === request && phase.kind !== 'idle');
      if (own.length === 0) return [];
      const from = Math.max(scale.left - off, scale.x(own[0]!.fromUs) - off);
      const to = Math.min(scale.left + scale.width + off, scale.x(own.at(-1)!.toUs) + off);
      return to > from ? [{ request, lane, x: from, width: to - from }] : [];
    }),
  );
}
