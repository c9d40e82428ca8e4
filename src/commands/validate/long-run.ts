/** Random requests to one function for a long time, streamed: nothing is kept of the run but sums. */
import { eventTypes, parseScenario, simulate, type EventType, type EventView } from '#simulator';
import type { Batch } from './batch.ts';
import { initFor, type ColdService } from './cold-service.ts';

export interface Workload {
  readonly seed: number;
  readonly ratePerSecond: number;
  /** Mean service times; `coldMs` has init in it. */
  readonly warmMs: number;
  readonly coldMs: number;
  readonly coldService?: ColdService;
  readonly idleTimeoutSeconds: number;
  /** Absent: environments grow as old as they like. */
  readonly maximumLifeSeconds?: number | undefined;
  /** Simulated at first and not counted: the run begins without environments. */
  readonly warmUpSeconds: number;
  /** Counted, in batches of `batchSeconds`, one when left out. */
  readonly seconds: number;
  readonly batchSeconds?: number;
}

/** Longer than any run can be. */
const never = 100_000_000;

const numberOf = (type: EventType): number => eventTypes.indexOf(type);
const RECEIVED = numberOf('invoke.received');
const ADMITTED = numberOf('invoke.admitted');
const THROTTLED = numberOf('invoke.throttled');
const COMPLETED = numberOf('invoke.completed');
const CREATED = numberOf('environment.created');
const SHUTDOWN = numberOf('environment.shutdown');

/** Sums up events into batches that follow each other from `fromUs` on. */
class Tally {
  readonly batches: Batch[] = [];
  readonly #batchUs: number;
  #instances = 0;
  #running = 0;
  #atUs = 0;
  #endUs: number;
  #batch: Batch = newBatch(0);

  constructor(fromUs: number, batchUs: number) {
    this.#endUs = fromUs;
    this.#batchUs = batchUs;
  }

  step(event: EventView): void {
    switch (event.kind) {
      case RECEIVED:
        this.#reach(event.atUs);
        this.#batch.requests++;
        break;
      case THROTTLED:
        this.#batch.throttled++;
        break;
      case ADMITTED:
        this.#reach(event.atUs);
        this.#running++;
        break;
      case COMPLETED:
        this.#reach(event.atUs);
        this.#running--;
        break;
      case CREATED:
        this.#reach(event.atUs);
        this.#batch.cold++;
        this.#instances++;
        break;
      case SHUTDOWN:
        this.#reach(event.atUs);
        this.#instances--;
    }
  }

  /** Ends the last batch at the end of the run. */
  finish(untilUs: number): Batch[] {
    this.#reach(untilUs);
    return this.batches;
  }

  #reach(atUs: number): void {
    while (atUs >= this.#endUs) {
      this.#pass(this.#endUs);
      // The first batch that ends is the warm-up.
      if (this.#batch.lengthUs > 0) this.batches.push(this.#batch);
      this.#batch = newBatch(this.#batchUs);
      this.#endUs += this.#batchUs;
    }
    this.#pass(atUs);
  }

  #pass(atUs: number): void {
    const us = atUs - this.#atUs;
    this.#batch.instanceUs += this.#instances * us;
    this.#batch.runningUs += this.#running * us;
    this.#atUs = atUs;
  }
}

const newBatch = (lengthUs: number): Batch => ({
  lengthUs,
  requests: 0,
  cold: 0,
  throttled: 0,
  instanceUs: 0,
  runningUs: 0,
});

/** Runs a workload on an account as AWS gives it to everyone. @returns the batches, warm-up left out */
export function longRun(workload: Workload): Batch[] {
  const { seed, ratePerSecond, warmMs, coldMs, coldService = 'constantInit' } = workload;
  const { idleTimeoutSeconds, maximumLifeSeconds = never } = workload;
  const { warmUpSeconds, seconds, batchSeconds = seconds } = workload;
  const untilMs = (warmUpSeconds + seconds) * 1000;
  const scenario = parseScenario({
    seed,
    functions: [
      {
        FunctionName: 'f',
        Timeout: 900,
        Profile: {
          durationMs: { kind: 'exponential', mean: warmMs },
          initMs: initFor(coldService, warmMs, coldMs),
        },
      },
    ],
    traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond, toMs: untilMs }],
    assumptions: { idleLifeSeconds: idleTimeoutSeconds, maximumLifeSeconds },
    untilMs,
  });
  const tally = new Tally(warmUpSeconds * 1e6, batchSeconds * 1e6);
  simulate(scenario, { observe: (event) => tally.step(event) });
  return tally.finish(untilMs * 1000);
}
