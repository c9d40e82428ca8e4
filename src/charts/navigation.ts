/** Stepping through a run: to the next request, the next event, along a lane, to another lane. */
import type { EnvironmentRow, Timeline } from './run.ts';
import { firstIndex } from './search.ts';

/** Instants at which something happens, each once, in order. */
export function eventInstants(timeline: Timeline): number[] {
  const instants = new Set<number>();
  for (const { arrivedAtUs, answeredAtUs } of timeline.requests) {
    instants.add(arrivedAtUs);
    if (answeredAtUs >= 0) instants.add(answeredAtUs);
  }
  for (const { phases, endedAtUs } of timeline.environments) {
    for (const { fromUs, toUs } of phases) instants.add(fromUs).add(toUs);
    if (endedAtUs >= 0) instants.add(endedAtUs);
  }
  return [...instants].sort((a, b) => a - b);
}

/** The next instant after (`by` 1) or before (-1) a time; undefined at the end. */
export function stepEvent(instants: readonly number[], atUs: number, by: 1 | -1): number | undefined {
  return by === 1
    ? instants[firstIndex(instants, (at) => at > atUs + 0.5)]
    : instants[firstIndex(instants, (at) => at >= atUs - 0.5) - 1];
}

/**
 * Index in `timeline.requests` of the next request after (`by` 1) or before (-1) the selected one.
 * With none selected, of the one next to an instant.
 */
export function stepRequest(timeline: Timeline, selected: number, by: 1 | -1, atUs: number): number | undefined {
  const { requests } = timeline;
  const here = firstIndex(requests, (row) => row.request >= selected);
  const at =
    selected >= 0 && requests[here]?.request === selected
      ? here + by
      : by === 1
        ? firstIndex(requests, (row) => row.arrivedAtUs >= atUs)
        : firstIndex(requests, (row) => row.arrivedAtUs > atUs) - 1;
  return requests[at]?.request;
}

/** The row of a request. */
export function requestRow(timeline: Timeline, request: number): Timeline['requests'][number] | undefined {
  const row = timeline.requests[firstIndex(timeline.requests, (one) => one.request >= request)];
  return row?.request === request ? row : undefined;
}

/** The request of an environment whose phase is nearest to an instant, -1: it never served one. */
export function nearestInLane({ phases }: EnvironmentRow, atUs: number): number {
  let best = -1;
  let bestDistance = Infinity;
  for (const phase of phases) {
    if (phase.request < 0) continue;
    const distance = atUs < phase.fromUs ? phase.fromUs - atUs : atUs > phase.toUs ? atUs - phase.toUs : 0;
    if (distance < bestDistance) [best, bestDistance] = [phase.request, distance];
  }
  return best;
}
