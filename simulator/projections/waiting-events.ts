/**
 * How many asynchronous events wait in the queues: those that were accepted and are not being served
 * just now. An event that failed waits again until its next attempt.
 */
import { NONE, type EventType, type EventView } from '../trace.ts';

/** Events dropped for these reasons were waiting; one whose retries are used up was not. */
const usedUp = 'async.retriesExhausted';
const afterError = 'async.retryAfterError';

export class WaitingEvents {
  /** What a projection that asks must listen to. */
  static readonly listens = [
    'async.queued',
    'async.attempted',
    'async.retryScheduled',
    'async.dropped',
    'async.duplicated',
    'invoke.admitted',
  ] as const satisfies readonly EventType[];

  #attempted = NONE;

  /** @returns by how much an event changes the number of those that wait */
  change(event: EventView): number {
    switch (event.type) {
      case 'async.queued':
      case 'async.duplicated':
        return 1;
      case 'async.attempted':
        this.#attempted = event.request;
        return 0;
      case 'invoke.admitted':
        return event.request === this.#attempted ? -1 : 0;
      case 'async.retryScheduled':
        return event.rule?.id === afterError ? 1 : 0;
      case 'async.dropped':
        return event.rule?.id === usedUp ? 0 : -1;
      default:
        return 0;
    }
  }
}
