/** The event that stands for what a plot shows in a stretch of time, to be asked why. */
import { NONE, type EventView, type Projection } from '#simulator';
import type { Mark, MarkedPlot } from './protocol.ts';

interface State {
  mark: Mark | undefined;
  /** How much it counts for: of several latencies the longest is asked about. */
  weight: number;
}

/** How much an event counts for a plot; 0: not at all. */
function weightOf(plot: MarkedPlot, event: EventView): number {
  switch (event.type) {
    case 'invoke.received':
      return plot === 'arrivals' ? 1 : 0;
    case 'invoke.throttled':
      return plot === 'throttled' ? 1 : 0;
    case 'environment.created':
      return plot === 'cold' || plot === 'concurrency' ? 1 : 0;
    case 'environment.reused':
      return plot === 'concurrency' ? 0.5 : 0;
    case 'invoke.completed':
      if (plot === 'failed') return event.number('failed');
      return plot === 'latency' ? event.number('latencyUs') : 0;
    case 'async.queued':
    case 'async.retryScheduled':
      return plot === 'queue' ? 1 : 0;
    case 'platform.report':
      return plot === 'cost' ? event.number('billedDurationMs') : 0;
    default:
      return 0;
  }
}

/** The first of the events that count most in a stretch; `undefined` when there is none. */
export function markIn(plot: MarkedPlot, fromUs: number, toUs: number): Projection<State, Mark | undefined> {
  return {
    start: () => ({ mark: undefined, weight: 0 }),
    step(state, event) {
      const { atUs } = event;
      if (atUs < fromUs || atUs >= toUs) return;
      const weight = weightOf(plot, event);
      if (weight <= state.weight) return;
      state.weight = weight;
      state.mark = { seq: event.seq, request: event.request === NONE ? -1 : event.request, atUs };
    },
    finish: ({ mark }) => mark,
  };
}
