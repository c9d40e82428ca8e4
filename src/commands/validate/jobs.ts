/** The parts of a validation, each a job of its own so that they can run side by side. */
import { drawnQuantiles, type DrawnQuantile } from './cold-starts.ts';
import { runExperiments, type ExperimentsOptions, type ExperimentsRun } from './experiments.ts';
import { formerBursts, type FormerBurst } from './former-burst.ts';
import type { Batch } from './batch.ts';
import { rareRequests, runFullAccount, steadyState, type RareRequests, type Steady } from './theory.ts';

export type Job =
  | ({ readonly do: 'experiments' } & ExperimentsOptions)
  | { readonly do: 'fullAccount'; readonly seed: number; readonly seconds: number }
  | { readonly do: 'steady'; readonly seconds: number }
  | { readonly do: 'rareRequests'; readonly seconds: number }
  | { readonly do: 'formerBursts' }
  | { readonly do: 'drawnQuantiles'; readonly draws: number };

/** What each kind of job gives. */
export interface JobResults {
  readonly experiments: ExperimentsRun;
  readonly fullAccount: Batch[];
  readonly steady: Steady;
  readonly rareRequests: RareRequests[];
  readonly formerBursts: FormerBurst[];
  readonly drawnQuantiles: DrawnQuantile[];
}

/** Does a job. Pure: the same job gives the same result in every thread. */
export function runJob(job: Job): JobResults[Job['do']] {
  switch (job.do) {
    case 'experiments':
      return runExperiments(job);
    case 'fullAccount':
      return runFullAccount(job.seed, job.seconds);
    case 'steady':
      return steadyState(job.seconds);
    case 'rareRequests':
      return rareRequests(job.seconds);
    case 'formerBursts':
      return formerBursts();
    case 'drawnQuantiles':
      return drawnQuantiles(job.draws);
  }
}
