/** How many of what there were in a run. */
import { NONE, type EventView, type Projection } from '../trace.ts';
import { outcomeOf } from './outcome.ts';

export interface RunCounts {
  /** Instant of the last event, ms. */
  endMs: number;
  counts: {
    /** Requests that arrived. */
    requests: number;
    /** Of those, the ones that an environment served to the end. */
    served: number;
    cold: number;
    warm: number;
    functionErrors: number;
    timeouts: number;
    crashes: number;
    throttles: number;
    rejected: number;
  };
  /** Share of cold starts among the requests that got an environment, 0 to 1. */
  coldShare: number;
  environments: { created: number; peak: number; aliveAtEnd: number };
  /** Requests that Lambda had let in and not yet finished, init included; the average is over the whole run. */
  concurrency: { peak: number; average: number };
}

interface State {
  readonly result: RunCounts;
  live: number;
  inFlight: number;
  /** Time that requests in flight have taken until `sinceUs`, summed. */
  busyUs: number;
  sinceUs: number;
}

export const runCounts: Projection<State, RunCounts> = {
  start: () => ({
    result: {
      endMs: 0,
      counts: {
        requests: 0,
        served: 0,
        cold: 0,
        warm: 0,
        functionErrors: 0,
        timeouts: 0,
        crashes: 0,
        throttles: 0,
        rejected: 0,
      },
      coldShare: 0,
      environments: { created: 0, peak: 0, aliveAtEnd: 0 },
      concurrency: { peak: 0, average: 0 },
    },
    live: 0,
    inFlight: 0,
    busyUs: 0,
    sinceUs: 0,
  }),
  step(state, event) {
    const { counts, environments, concurrency } = state.result;
    state.result.endMs = event.atUs / 1000;
    switch (event.type) {
      case 'invoke.received':
        counts.requests++;
        return;
      case 'invoke.throttled':
        counts.throttles++;
        return;
      case 'invoke.rejected':
        counts.rejected++;
        return;
      case 'invoke.admitted':
        change(state, event, 1);
        concurrency.peak = Math.max(concurrency.peak, state.inFlight);
        return;
      case 'platform.report':
        if (event.environment !== NONE) change(state, event, -1);
        return;
      case 'environment.created':
        counts.cold++;
        environments.created++;
        environments.peak = Math.max(environments.peak, ++state.live);
        return;
      case 'environment.reused':
        counts.warm++;
        return;
      case 'environment.shutdown':
        state.live--;
        return;
      case 'invoke.completed':
        return completed(counts, event);
      default:
        return;
    }
  },
  finish({ result, live, inFlight, busyUs, sinceUs }) {
    const { counts, environments, concurrency, endMs } = result;
    const endUs = endMs * 1000;
    const placed = counts.cold + counts.warm;
    result.coldShare = placed === 0 ? 0 : counts.cold / placed;
    environments.aliveAtEnd = live;
    concurrency.average = endUs === 0 ? 0 : (busyUs + inFlight * (endUs - sinceUs)) / endUs;
    return result;
  },
};

function change(state: State, event: EventView, by: number): void {
  state.busyUs += state.inFlight * (event.atUs - state.sinceUs);
  state.sinceUs = event.atUs;
  state.inFlight += by;
}

function completed(counts: RunCounts['counts'], event: EventView): void {
  counts.served++;
  switch (outcomeOf(event)) {
    case 'functionError':
      counts.functionErrors++;
      return;
    case 'timeout':
      counts.timeouts++;
      return;
    case 'crash':
      counts.crashes++;
      return;
    default:
      return;
  }
}
