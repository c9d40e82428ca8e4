/** The story of each request in one row, made as the events go by. */
import { NONE, type EventView } from '../trace.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface RequestRow {
  request: number;
  function: number;
  arrivedAtUs: number;
  /** START of the invocation; -1 when there was none. */
  startedAtUs: number;
  /** When the caller got its answer, 202 for an asynchronous request; -1 when it still waits at the end. */
  answeredAtUs: number;
  /** -1 when none served it. */
  environment: number;
  start: 'cold' | 'warm' | 'none';
  /** Of an asynchronous event, that of its last attempt. */
  outcome: Outcome;
  /** HTTP status of the answer; 0 while there is none. */
  statusCode: number;
  /** The events that tell its arrival, the decision on it (environment, throttle or refusal) and its answer; -1 for none. */
  receivedSeq: number;
  decidedSeq: number;
  answeredSeq: number;
  asynchronous: boolean;
  /** Attempts of Lambda at an asynchronous event; which attempt of its client another request is, from 1. */
  attempts: number;
  /** What became of an asynchronous event; `none` for other requests. */
  fate: 'none' | 'waiting' | 'succeeded' | 'dropped';
  /** When the caller stopped waiting; -1 when it did not. */
  hungUpAtUs: number;
}

/** Follows every request that is under way. */
export class RequestRows {
  /** The requests that wait for their answer, and the asynchronous events in the queues. */
  readonly open = new Map<number, RequestRow>();

  /** Takes in an event. @returns the row of a request that is over with this event */
  step(event: EventView): RequestRow | undefined {
    switch (event.type) {
      case 'invoke.received':
        this.open.set(event.request, received(event));
        return undefined;
      case 'environment.created':
      case 'environment.reused':
        return this.#placed(event);
      case 'platform.start':
        return this.#started(event);
      case 'invoke.throttled':
        return this.#answered(event, 'throttled', 429);
      case 'invoke.rejected':
        return this.#answered(event, 'rejected', event.number('statusCode'));
      case 'invoke.completed':
        return this.#answered(event, outcomeOf(event), event.number('statusCode'));
      case 'caller.timedOut': {
        const row = this.open.get(event.request);
        if (row) row.hungUpAtUs = event.atUs;
        return undefined;
      }
      case 'async.queued':
        return this.#queued(event);
      case 'async.attempted': {
        const row = this.open.get(event.request);
        if (row) row.attempts++;
        return undefined;
      }
      case 'async.succeeded':
      case 'async.dropped':
        return this.#left(event);
      default:
        return undefined;
    }
  }

  #placed(event: EventView): undefined {
    const row = event.request === NONE ? undefined : this.open.get(event.request);
    if (!row) return;
    row.environment = event.environment;
    row.start = event.type === 'environment.created' ? 'cold' : 'warm';
    row.decidedSeq = event.seq;
    row.outcome = 'running';
  }

  #started(event: EventView): undefined {
    const row = this.open.get(event.request);
    if (row) row.startedAtUs = event.atUs;
  }

  #answered(event: EventView, outcome: Outcome, statusCode: number): RequestRow | undefined {
    const row = this.open.get(event.request);
    if (!row) return undefined;
    row.outcome = outcome;
    if (row.decidedSeq < 0) row.decidedSeq = event.seq;
    // Lambda reads the answer to an asynchronous event itself; the caller had its 202.
    if (row.asynchronous) return undefined;
    this.open.delete(event.request);
    row.statusCode = statusCode;
    row.answeredAtUs = event.atUs;
    row.answeredSeq = event.seq;
    return row;
  }

  #queued(event: EventView): undefined {
    const row = this.open.get(event.request);
    if (!row) return;
    row.asynchronous = true;
    row.attempts = 0;
    row.fate = 'waiting';
    row.statusCode = event.number('statusCode');
    row.answeredAtUs = event.atUs;
    row.answeredSeq = event.seq;
  }

  #left(event: EventView): RequestRow | undefined {
    const row = this.open.get(event.request);
    if (!row) return undefined;
    this.open.delete(event.request);
    row.fate = event.type === 'async.succeeded' ? 'succeeded' : 'dropped';
    if (row.decidedSeq < 0) row.decidedSeq = event.seq;
    if (row.fate === 'dropped' && row.outcome === 'running') row.outcome = unattempted(event);
    return row;
  }
}

/** The outcome of an event that was given up without an attempt. */
const unattempted = (event: EventView): Outcome => (event.rule?.id === 'async.zeroReserved' ? 'throttled' : 'rejected');

const received = (event: EventView): RequestRow => ({
  request: event.request,
  function: event.function,
  arrivedAtUs: event.atUs,
  startedAtUs: -1,
  answeredAtUs: -1,
  environment: -1,
  start: 'none',
  outcome: 'running',
  statusCode: 0,
  receivedSeq: event.seq,
  decidedSeq: -1,
  answeredSeq: -1,
  asynchronous: false,
  attempts: event.number('attempt'),
  fate: 'none',
  hungUpAtUs: -1,
});
