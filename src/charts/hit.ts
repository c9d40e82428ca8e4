/** What lies under a pointer: marks are small and fingers are not, so the nearest within reach counts. */
import { arrivalsInView } from './arrivals.ts';
import type { EnvironmentRow, Timeline } from './run.ts';
import { stemKind } from './stems.ts';
import type { TimeScale } from './time-scale.ts';
import { laneAt, type Layout, type Rows } from './timeline-layout.ts';

export interface Hit {
  /** The request, -1: none. */
  readonly request: number;
  /** The environment, -1: none. */
  readonly environment: number;
  /** The event to ask "why?" about, -1: none. */
  readonly seq: number;
}

/** How far from a mark a pointer still means it, pixels. */
export const reach = 14;

/**
 * @param shown the environments of the lanes, from the top
 * @returns undefined where there is nothing to mean
 */
export function hit(
  x: number,
  y: number,
  timeline: Timeline,
  shown: readonly EnvironmentRow[],
  scale: TimeScale,
  layout: Layout,
  rows: Rows,
): Hit | undefined {
  const lane = rows.lanes ? laneAt(layout, y) : -1;
  if (lane >= 0) return inLane(x, shown[lane], scale);
  if (y > layout.neatlineY + 6 && y < layout.lanesY) {
    const turnedAway = rows.turnedAway && y > layout.turnedAwayY - 9;
    return nearestArrival(x, timeline, scale, turnedAway ? isTurnedAway : undefined);
  }
  if (rows.latency && y >= layout.latencyY && y <= layout.latencyY + layout.latencyHeight + 6)
    return nearestArrival(x, timeline, scale, (row) => stemKind(row) !== undefined);
  return undefined;
}

const isTurnedAway = (row: Timeline['requests'][number]): boolean =>
  row.outcome === 'throttled' || row.outcome === 'rejected';

function inLane(x: number, environment: EnvironmentRow | undefined, scale: TimeScale): Hit | undefined {
  if (!environment) return undefined;
  // The lane's label means the environment itself.
  if (x < scale.left - 4)
    return { request: -1, environment: environment.environment, seq: environment.phases[0]?.seq ?? -1 };
  let best: Hit | undefined;
  let bestDistance = reach;
  for (const phase of environment.phases) {
    if (phase.toUs < scale.view.fromUs || phase.fromUs > scale.view.toUs) continue;
    const from = scale.x(phase.fromUs);
    const to = scale.x(phase.toUs);
    const inside = x >= from && x <= to;
    // An idle line is meant only where no box is near.
    const distance =
      phase.kind === 'idle' ? (inside ? 6 : Infinity) : inside ? 0 : Math.min(Math.abs(x - from), Math.abs(x - to));
    if (distance > bestDistance || (distance === bestDistance && best)) continue;
    bestDistance = distance;
    best = { request: phase.request, environment: environment.environment, seq: phase.seq };
  }
  return best;
}

function nearestArrival(
  x: number,
  timeline: Timeline,
  scale: TimeScale,
  accept: ((row: Timeline['requests'][number]) => boolean) | undefined,
): Hit | undefined {
  let best: Hit | undefined;
  let bestDistance: number = reach;
  for (const row of arrivalsInView(timeline.requests, scale)) {
    const distance = Math.abs(scale.x(row.arrivedAtUs) - x);
    if (distance >= bestDistance || (accept && !accept(row))) continue;
    bestDistance = distance;
    best = { request: row.request, environment: row.environment, seq: row.decidedSeq };
  }
  return best;
}
