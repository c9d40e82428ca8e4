/** What became of one request, the same in every run of a scenario by its source and index. */
import { NONE, type EventView, type Projection } from '#simulator';
import type { OneRequest } from './protocol.ts';

interface State {
  readonly result: { -readonly [Key in keyof OneRequest]: OneRequest[Key] };
  /** Its number in this run; a client that tries again makes another. */
  request: number;
}

/** Follows the request `index` of a source through every attempt of its client and of the queue. */
export function oneRequestOf(source: number, index: number): Projection<State, OneRequest> {
  return {
    start: () => ({
      result: { outcome: 'none', attempts: 0, firstAtUs: -1, endedAtUs: -1, cold: false, throttles: 0, requests: 0 },
      request: NONE,
    }),
    step(state, event) {
      const { type } = event;
      if (type === 'invoke.received') return received(state, event);
      if (type === 'invoke.throttled') state.result.throttles++;
      if (event.request !== state.request || state.request === NONE) return;
      follow(state, event);
    },
    finish: ({ result }) => result,
  };

  function received(state: State, event: EventView): void {
    const { result } = state;
    result.requests++;
    if (event.number('source') !== source || event.number('index') !== index) return;
    state.request = event.request;
    if (result.firstAtUs < 0) result.firstAtUs = event.atUs;
    result.attempts++;
    result.outcome = 'waiting';
  }
}

function follow({ result }: State, event: EventView): void {
  switch (event.type) {
    case 'environment.created':
      result.cold = true;
      return;
    case 'environment.reused':
      result.cold = false;
      return;
    case 'invoke.throttled':
      return end('throttled');
    case 'invoke.rejected':
      return end('rejected');
    case 'invoke.completed':
      return end(event.number('failed') === 1 ? 'failed' : 'answered');
    case 'async.attempted':
      result.attempts = event.number('attempt');
      return;
    case 'async.succeeded':
      return end('served later');
    case 'async.dropped':
      return end('dropped');
    default:
      return;
  }

  function end(outcome: OneRequest['outcome']): void {
    result.outcome = outcome;
    result.endedAtUs = event.atUs;
  }
}
