/** Finding spans: under a pointer, before and after one, in the lane above and below. */
import type { LaneIndex } from './lane-index.ts';

/** How a lane's idle stretches count: they are seldom what is meant. */
const idle = 0;

/**
 * The span of a lane that is nearest to an instant, -1: none within reach. Idle counts only where nothing else is.
 * @param reachUs how far from a span it still counts
 */
export function nearestSpan(index: LaneIndex, lane: number, atUs: number, reachUs: number): number {
  if (lane < 0 || lane >= index.lanes) return -1;
  const { fromUs, toUs } = index.spans;
  const first = index.starts[lane]!;
  const last = index.starts[lane + 1]!;
  const here = index.firstEndingAfter(lane, atUs);
  let best = -1;
  let bestUs = reachUs;
  const consider = (span: number): void => {
    if (span < first || span >= last || isIdle(index, span)) return;
    const distance = Math.max(0, fromUs[span]! - atUs, atUs - toUs[span]!);
    if (distance <= bestUs && (best < 0 || distance < bestUs)) [best, bestUs] = [span, distance];
  };
  // The one at the instant, and its neighbours beyond an idle stretch.
  for (let span = here - 2; span <= here + 2; span++) consider(span);
  if (best >= 0 || here >= last || fromUs[here]! > atUs) return best;
  return here;
}

/** The next span of the same lane that is not idle, -1: none. */
export function alongLane(index: LaneIndex, span: number, by: 1 | -1): number {
  const lane = index.spans.lane[span];
  if (lane === undefined) return -1;
  const first = index.starts[lane]!;
  const last = index.starts[lane + 1]!;
  for (let at = span + by; at >= first && at < last; at += by) if (!isIdle(index, at)) return at;
  return -1;
}

/** The span nearest in time in the next lane that has one, -1: none. */
export function acrossLanes(index: LaneIndex, span: number, by: 1 | -1): number {
  const { lane, fromUs } = index.spans;
  if (lane[span] === undefined) return -1;
  for (let at = lane[span] + by; at >= 0 && at < index.lanes; at += by) {
    const found = nearestSpan(index, at, fromUs[span]!, Infinity);
    if (found >= 0) return found;
  }
  return -1;
}

/** The first span at or after an instant in a lane or in one below it, -1: none. */
export function firstSpan(index: LaneIndex, fromLane: number, atUs: number): number {
  for (let lane = Math.max(0, fromLane); lane < index.lanes; lane++) {
    const found = nearestSpan(index, lane, atUs, Infinity);
    if (found >= 0) return found;
  }
  return -1;
}

/** The span before or after the chosen one in its lane; with none chosen, forward leads to the first there is. -1: none. */
export function stepSpan(index: LaneIndex, chosen: number, by: 1 | -1, fromLane: number, atUs: number): number {
  if (chosen >= 0) return alongLane(index, chosen, by);
  return by === 1 ? firstSpan(index, fromLane, atUs) : -1;
}

/** Place of a span among those of its lane that are not idle, and how many they are. */
export function placeInLane(index: LaneIndex, span: number): { readonly position: number; readonly count: number } {
  const lane = index.spans.lane[span];
  if (lane === undefined) return { position: -1, count: 0 };
  let position = -1;
  let count = 0;
  for (let at = index.starts[lane]!; at < index.starts[lane + 1]!; at++) {
    if (isIdle(index, at)) continue;
    if (at === span) position = count;
    count++;
  }
  return { position, count };
}

const isIdle = (index: LaneIndex, span: number): boolean => index.look[span] === idle;
