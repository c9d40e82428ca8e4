/** The story of each request in one row, made as the events go by. */
import { NONE, type EventView } from '../trace.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface RequestRow {
  request: number;
  function: number;
  arrivedAtUs: number;
  /** START of the invocation; -1 when there was none. */
  startedAtUs: number;
  /** When the caller got its answer; -1 when it still waits at the end. */
  answeredAtUs: number;
  /** -1 when none served it. */
  environment: number;
  start: 'cold' | 'warm' | 'none';
  outcome: Outcome;
  /** HTTP status of the answer; 0 while there is none. */
  statusCode: number;
  /** The events that tell its arrival, the decision on it (environment, throttle or refusal) and its answer; -1 for none. */
  receivedSeq: number;
  decidedSeq: number;
  answeredSeq: number;
}

/** Follows every request that is under way. */
export class RequestRows {
  /** The requests that wait for their answer. */
  readonly open = new Map<number, RequestRow>();

  /** Takes in an event. @returns the row of a request that this event answers */
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
  }

  #started(event: EventView): undefined {
    const row = this.open.get(event.request);
    if (row) row.startedAtUs = event.atUs;
  }

  #answered(event: EventView, outcome: Outcome, statusCode: number): RequestRow | undefined {
    const row = this.open.get(event.request);
    if (!row) return undefined;
    this.open.delete(event.request);
    row.outcome = outcome;
    row.statusCode = statusCode;
    row.answeredAtUs = event.atUs;
    row.answeredSeq = event.seq;
    if (row.decidedSeq < 0) row.decidedSeq = event.seq;
    return row;
  }
}

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
});
