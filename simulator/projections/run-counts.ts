/** How many of what there were in a run. */
import { eventTypes, NONE, type EventView, type Projection } from '../trace.ts';
import { outcomeOf } from './outcome.ts';

export interface RunCounts {
  /** Instant of the last event, ms. */
  endMs: number;
  counts: {
    /** Requests that arrived, every attempt of a client one. */
    requests: number;
    /** Invocations that an environment served to the end, every attempt at an asynchronous event one. */
    served: number;
    cold: number;
    warm: number;
    functionErrors: number;
    timeouts: number;
    crashes: number;
    throttles: number;
    rejected: number;
    /** Let in beside provisioned concurrency that was all in use. */
    spillover: number;
    /** Attempts of clients after the first, time-outs of clients, and requests that a client gave up. */
    clientRetries: number;
    clientTimeouts: number;
    clientsGaveUp: number;
    /** Asynchronous events put into the queue, served, given up, and tries at them that had to be repeated. */
    asyncAccepted: number;
    asyncSucceeded: number;
    asyncDropped: number;
    asyncRetries: number;
  };
  /** Share of cold starts among the invocations that got an environment, 0 to 1. */
  coldShare: number;
  /** `ahead`: made without a request, for provisioned concurrency or a snapshot. */
  environments: { created: number; ahead: number; peak: number; aliveAtEnd: number };
  /** Requests that Lambda had let in and not yet finished, init included; the average is over the whole run. */
  concurrency: { peak: number; average: number };
}

interface State {
  readonly result: RunCounts;
  endUs: number;
  live: number;
  inFlight: number;
  /** Time that requests in flight have taken until `sinceUs`, summed. */
  busyUs: number;
  sinceUs: number;
}

export const runCounts: Projection<State, RunCounts> = {
  // What these two are followed by at the same instant is counted.
  listens: eventTypes.filter((type) => type !== 'platform.runtimeDone' && type !== 'platform.initRuntimeDone'),
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
        spillover: 0,
        clientRetries: 0,
        clientTimeouts: 0,
        clientsGaveUp: 0,
        asyncAccepted: 0,
        asyncSucceeded: 0,
        asyncDropped: 0,
        asyncRetries: 0,
      },
      coldShare: 0,
      environments: { created: 0, ahead: 0, peak: 0, aliveAtEnd: 0 },
      concurrency: { peak: 0, average: 0 },
    },
    endUs: 0,
    live: 0,
    inFlight: 0,
    busyUs: 0,
    sinceUs: 0,
  }),
  step(state, event) {
    const { counts, environments, concurrency } = state.result;
    state.endUs = event.atUs;
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
        if (event.rule?.id === 'admission.spillover') counts.spillover++;
        concurrency.peak = Math.max(concurrency.peak, state.inFlight);
        return;
      case 'platform.report':
        if (event.environment !== NONE) change(state, event, -1);
        return;
      case 'environment.created':
        if (event.request === NONE) environments.ahead++;
        else counts.cold++;
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
        return beyond(counts, event);
    }
  },
  finish({ result, endUs, live, inFlight, busyUs, sinceUs }) {
    const { counts, environments, concurrency } = result;
    result.endMs = endUs / 1000;
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

/** What clients do after an answer, and Lambda before one. */
function beyond(counts: RunCounts['counts'], { type }: EventView): void {
  switch (type) {
    case 'caller.retryScheduled':
      counts.clientRetries++;
      return;
    case 'caller.timedOut':
      counts.clientTimeouts++;
      return;
    case 'caller.gaveUp':
      counts.clientsGaveUp++;
      return;
    case 'async.queued':
      counts.asyncAccepted++;
      return;
    case 'async.succeeded':
      counts.asyncSucceeded++;
      return;
    case 'async.dropped':
      counts.asyncDropped++;
      return;
    case 'async.retryScheduled':
      counts.asyncRetries++;
      return;
    default:
      return;
  }
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
