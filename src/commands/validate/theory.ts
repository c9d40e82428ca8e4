/** Workloads whose answer is known exactly, or from far longer runs of other programs. */
import { erlangB } from '#simulator';
import { ratio, type Batch, type Estimate } from './batch.ts';
import { longRun } from './long-run.ts';

/** A full account: 1,000 requests a second that take 2.016 s, on 1,000 places. */
const full = { ratePerSecond: 1000, serviceMs: 2016, places: 1000 } as const;
export const exactErlangB = erlangB(full.places, (full.ratePerSecond * full.serviceMs) / 1000);

export interface FullAccount {
  readonly turnedAway: Estimate;
  readonly requests: number;
}

/**
 * Runs a full account, in batches.
 * @param seconds simulated, 1,000 requests each
 */
export const runFullAccount = (seed: number, seconds: number): Batch[] =>
  longRun({
    seed,
    ratePerSecond: full.ratePerSecond,
    warmMs: full.serviceMs,
    coldMs: full.serviceMs,
    idleTimeoutSeconds: 1_000_000,
    warmUpSeconds: 100,
    seconds,
    // Fifty times the service time, which is the memory of a full account.
    batchSeconds: 100,
  });

/** The share of requests that it turned away in all its runs. */
export const fullAccount = (runs: readonly Batch[][]): FullAccount => ({
  turnedAway: ratio(runs.flat(), 'throttled', 'requests'),
  requests: requestsOf(runs.flat()),
});

/** The workload whose long-run figures stand in `steadyReference`, from 630 million requests of other programs. */
const steady = {
  ratePerSecond: 0.9,
  warmMs: 1991,
  coldMs: 2244,
  coldService: 'exponential',
  idleTimeoutSeconds: 600,
} as const;
export const steadyReference = { pCold: 0.001331, servers: 7.697, running: 1.7922 } as const;

export interface Steady extends Record<keyof typeof steadyReference, Estimate> {
  readonly requests: number;
}

/** @param seconds simulated */
export function steadyState(seconds: number): Steady {
  // Environments come and go in tens of minutes.
  const batches = longRun({ seed: 1, ...steady, warmUpSeconds: 20_000, seconds, batchSeconds: 20_000 });
  return {
    pCold: ratio(batches, 'cold', 'requests'),
    servers: ratio(batches, 'instanceUs', 'lengthUs'),
    running: ratio(batches, 'runningUs', 'lengthUs'),
    requests: requestsOf(batches),
  };
}

const requestsOf = (batches: readonly Batch[]): number => batches.reduce((sum, { requests }) => sum + requests, 0);

export interface RareRequests {
  readonly ratePerSecond: number;
  readonly idleTimeoutSeconds: number;
  readonly pCold: Estimate;
  readonly exact: number;
}

const lowRates = [1 / 300, 1 / 600, 1 / 900, 1 / 1800] as const;

/**
 * Requests so rare that each meets at most one environment find none with probability e^(-rate x time-out).
 * @param seconds simulated for each rate
 */
export function rareRequests(seconds: number): RareRequests[] {
  const { idleTimeoutSeconds } = steady;
  return lowRates.map((ratePerSecond, i) => {
    const service = { warmMs: 1, coldMs: 1 };
    const lengths = { warmUpSeconds: 20_000, seconds, batchSeconds: 200_000 };
    const batches = longRun({ seed: i + 1, ratePerSecond, ...service, idleTimeoutSeconds, ...lengths });
    return {
      ratePerSecond,
      idleTimeoutSeconds,
      pCold: ratio(batches, 'cold', 'requests'),
      exact: Math.exp(-ratePerSecond * idleTimeoutSeconds),
    };
  });
}
