/**
 * What each environment serves just now: whether its invocation started cold, whether it is one attempt
 * at an asynchronous event, and whether the caller still waits. One byte an environment: nothing is kept
 * of requests that are over.
 */
import { initializationTypes, NONE, type EventType, type EventView } from '../trace.ts';
import { ByteTable } from './byte-table.ts';

const COLD = 1;
const ASYNCHRONOUS = 2;
const PROVISIONED = 4;
const provisioned = initializationTypes.indexOf('provisioned-concurrency');

export class Serving {
  /** What a projection that asks must listen to. */
  static readonly listens = [
    'async.attempted',
    'caller.timedOut',
    'environment.created',
    'environment.reused',
    'platform.report',
  ] as const satisfies readonly EventType[];

  readonly #flags = new ByteTable();
  /** The asynchronous event that was tried last: what is decided on it follows at once. */
  #attempted = NONE;
  /** Requests whose callers hung up while they ran. */
  readonly #hungUp = new Set<number>();

  /** Takes in an event. Of a `platform.report`, ask first: it ends the invocation. */
  step(event: EventView): void {
    switch (event.type) {
      case 'async.attempted':
        this.#attempted = event.request;
        return;
      case 'environment.created': {
        const kept = event.number('initializationType') === provisioned ? PROVISIONED : 0;
        this.#flags.set(event.environment, kept | (event.request === NONE ? 0 : COLD | this.#asynchronous(event)));
        return;
      }
      case 'environment.reused':
        this.#flags.set(
          event.environment,
          (this.#flags.get(event.environment) & PROVISIONED) | this.#asynchronous(event),
        );
        return;
      case 'caller.timedOut':
        this.#hungUp.add(event.request);
        return;
      case 'platform.report':
        if (this.#hungUp.size > 0) this.#hungUp.delete(event.request);
        return;
      default:
        return;
    }
  }

  /** Whether the environment of an event was made for the request that it serves. */
  isCold(event: EventView): boolean {
    return (this.#flags.get(event.environment) & COLD) !== 0;
  }

  /** Whether the environment of an event is one of provisioned concurrency. */
  isProvisioned(event: EventView): boolean {
    return (this.#flags.get(event.environment) & PROVISIONED) !== 0;
  }

  /** Whether an event is about an attempt at an asynchronous event, for which no caller waits. */
  isAsynchronous(event: EventView): boolean {
    if (event.environment === NONE) return event.request !== NONE && event.request === this.#attempted;
    return (this.#flags.get(event.environment) & ASYNCHRONOUS) !== 0;
  }

  /** Whether a caller takes the answer that an event tells. */
  isAwaited(event: EventView): boolean {
    return !this.isAsynchronous(event) && !(this.#hungUp.size > 0 && this.#hungUp.has(event.request));
  }

  #asynchronous(event: EventView): number {
    return event.request !== NONE && event.request === this.#attempted ? ASYNCHRONOUS : 0;
  }
}
