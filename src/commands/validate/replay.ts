/**
 * A recorded trace replayed: its own arrivals and its own durations, so that what is left to predict is
 * which requests find no idle environment.
 *
 * The recorded duration of a cold start has its init in it, so nothing is added to it. The simulated
 * function begins without an environment, so its first request is always counted as a cold start; in
 * the recorded traces the first request found one that had been warmed before, and is not marked.
 */
import { eventTypes, facts, parseScenario, simulate, valueOn } from '#simulator';
import type { RecordedRequest } from './recorded-trace.ts';

export interface ReplayOptions {
  /** The site's own assumption when left out. */
  readonly idleTimeoutSeconds?: number;
  /** No limit when left out. */
  readonly maximumLifeSeconds?: number;
}

export interface Replay {
  /** Cold starts in the simulation, and those marked in the trace. */
  readonly predicted: number;
  readonly observed: number;
  readonly requests: number;
  /** Turned away in the simulation: 0 unless the trace scales faster than Lambda does. */
  readonly throttled: number;
  readonly idleTimeoutSeconds: number;
}

const never = 100_000_000;
const CREATED = eventTypes.indexOf('environment.created');
const THROTTLED = eventTypes.indexOf('invoke.throttled');

/** Idle time of an environment as the site assumes it. */
export const assumedIdleSeconds = (): number => valueOn(facts['environment.idleLife'], '9999-12-31');

/** Replays a trace on one function; warm requests go to the environment used most recently. */
export function replay(trace: readonly RecordedRequest[], options: ReplayOptions = {}): Replay {
  const { idleTimeoutSeconds = assumedIdleSeconds(), maximumLifeSeconds = never } = options;
  const scenario = parseScenario({
    account: { ConcurrentExecutions: 1_000_000 },
    functions: [
      {
        FunctionName: 'f',
        Timeout: 900,
        Profile: { durationMs: { kind: 'constant', value: 0 }, initMs: { kind: 'constant', value: 0 } },
      },
    ],
    traffic: [
      {
        kind: 'replay',
        FunctionName: 'f',
        requests: trace.map(({ arrivalMs, durationMs }) => [arrivalMs, durationMs] as [number, number]),
      },
    ],
    assumptions: { idleLifeSeconds: idleTimeoutSeconds, maximumLifeSeconds },
  });
  let predicted = 0;
  let throttled = 0;
  simulate(scenario, {
    observe({ kind }) {
      if (kind === CREATED) predicted++;
      if (kind === THROTTLED) throttled++;
    },
  });
  const observed = trace.filter(({ cold }) => cold).length;
  return { predicted, observed, requests: trace.length, throttled, idleTimeoutSeconds };
}
