/** Everything that `npm run validate` finds, as `--json` prints it and `/about/validation` shows it. */
import { facts, valueOn } from '#simulator';
import { checksOf, type Check } from './checks.ts';
import type { ColdService } from './cold-service.ts';
import type { DrawnQuantile } from './cold-starts.ts';
import { pooled, simFaas, terms, type Errors, type ExperimentsRun, type Row } from './experiments.ts';
import type { FormerBurst } from './former-burst.ts';
import { recorded, traceDays } from './measurements.ts';
import { assumedIdleSeconds, replay } from './replay.ts';
import { rounded } from './rounded.ts';
import { SideBySide } from './side-by-side.ts';
import {
  exactErlangB,
  fullAccount,
  steadyReference,
  type FullAccount,
  type RareRequests,
  type Steady,
} from './theory.ts';

/** How much is simulated. */
export const sizes = {
  /** Runs of each experiment. */
  seeds: 5,
  fullAccountRuns: 2,
  fullAccountSeconds: 10_100,
  steadySeconds: 10_000_000,
  rareSeconds: 34_000_000,
  draws: 50_000,
} as const;

/** The experiments under another assumption. */
export interface Variant extends Errors {
  readonly coldService: ColdService;
  readonly idleTimeoutSeconds: number;
  /** Absent: no limit. */
  readonly maximumLifeSeconds?: number | undefined;
}

export interface ReplayedDay {
  readonly day: string;
  readonly requests: number;
  readonly observed: number;
  readonly predicted: number;
  /** Predicted if no environment lives longer than the site assumes. */
  readonly predictedWithMaximumLife: number;
}

export interface ReplayedTraces {
  readonly idleTimeoutSeconds: number;
  readonly maximumLifeSeconds: number;
  readonly meanErrorPercent: number;
  readonly meanErrorWithMaximumLifePercent: number;
  readonly days: readonly ReplayedDay[];
}

export interface Results extends Errors {
  readonly checks: readonly Check[];
  readonly experiments: {
    readonly idleTimeoutSeconds: number;
    readonly simulatedSeconds: number;
    readonly simFaas: Errors;
    /** Each run by itself, by seed. */
    readonly runs: readonly ({ readonly seed: number } & Errors)[];
    readonly ownServiceTimes: Errors;
    readonly variants: readonly Variant[];
    /** The averages of all runs, from the lowest rate to the highest. */
    readonly rows: readonly Row[];
  };
  readonly traces: ReplayedTraces;
  readonly fullAccount: FullAccount & { readonly exact: number };
  readonly steady: Steady & { readonly reference: Record<keyof typeof steadyReference, number> };
  readonly rareRequests: readonly RareRequests[];
  readonly formerBursts: readonly FormerBurst[];
  readonly coldStarts: { readonly draws: number; readonly quantiles: readonly DrawnQuantile[] };
}

const assumedLifeSeconds = (): number => valueOn(facts['environment.maximumLife'], '9999-12-31');

/** The recorded traces, replayed. */
export function replayedTraces(): ReplayedTraces {
  const maximumLifeSeconds = assumedLifeSeconds();
  const days = traceDays.map((day) => {
    const trace = recorded(day);
    const { requests, observed, predicted } = replay(trace);
    const { predicted: predictedWithMaximumLife } = replay(trace, { maximumLifeSeconds });
    return { day, requests, observed, predicted, predictedWithMaximumLife };
  });
  const meanError = (of: 'predicted' | 'predictedWithMaximumLife'): number =>
    (100 * days.reduce((sum, day) => sum + Math.abs(day[of] - day.observed) / day.observed, 0)) / days.length;
  return {
    idleTimeoutSeconds: assumedIdleSeconds(),
    maximumLifeSeconds,
    meanErrorPercent: meanError('predicted'),
    meanErrorWithMaximumLifePercent: meanError('predictedWithMaximumLife'),
    days,
  };
}

const errors = ({ pColdMapePercent, instancesMapePercent }: Errors): Errors => ({
  pColdMapePercent,
  instancesMapePercent,
});

const seedsFrom1 = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** The assumptions under which the experiments are simulated besides those of SimFaaS. */
const otherAssumptions = (): Omit<Variant, keyof Errors>[] => [
  { coldService: 'exponential', idleTimeoutSeconds: terms.idleTimeoutSeconds },
  { coldService: 'constantInit', idleTimeoutSeconds: assumedIdleSeconds() },
  {
    coldService: 'constantInit',
    idleTimeoutSeconds: assumedIdleSeconds(),
    maximumLifeSeconds: assumedLifeSeconds(),
  },
];

/**
 * Runs everything, which takes a minute or two.
 * @param onProgress called with the number of jobs that are done and of all
 */
export async function validate(onProgress?: (done: number, all: number) => void): Promise<Results> {
  const threads = new SideBySide();
  let done = 0;
  const jobs: Promise<unknown>[] = [];
  const run: SideBySide['run'] = (job) => {
    const result = threads.run(job);
    jobs.push(result.then(() => onProgress?.(++done, jobs.length)));
    return result;
  };
  try {
    const fullRuns = seedsFrom1(sizes.fullAccountRuns).map((seed) =>
      run({ do: 'fullAccount', seed, seconds: sizes.fullAccountSeconds }),
    );
    const steady = run({ do: 'steady', seconds: sizes.steadySeconds });
    const experiments = seedsFrom1(sizes.seeds).map((seed) => run({ do: 'experiments', seed }));
    const own = seedsFrom1(sizes.seeds).map((seed) => run({ do: 'experiments', seed, ownServiceTimes: true }));
    const variants = otherAssumptions().map(async (assumed) => ({
      ...assumed,
      ...errors(await run({ do: 'experiments', seed: 1, ...assumed })),
    }));
    const rare = run({ do: 'rareRequests', seconds: sizes.rareSeconds });
    const bursts = run({ do: 'formerBursts' });
    const quantiles = run({ do: 'drawnQuantiles', draws: sizes.draws });
    const found = {
      ...experimentsFound(await Promise.all(experiments), await Promise.all(own), await Promise.all(variants)),
      traces: replayedTraces(),
      fullAccount: { ...fullAccount(await Promise.all(fullRuns)), exact: exactErlangB },
      steady: { ...(await steady), reference: { ...steadyReference } },
      rareRequests: await rare,
      formerBursts: await bursts,
      coldStarts: { draws: sizes.draws, quantiles: await quantiles },
    };
    return rounded({ ...found, checks: checksOf(found) });
  } finally {
    await threads.close();
  }
}

function experimentsFound(runs: readonly ExperimentsRun[], own: readonly ExperimentsRun[], variants: Variant[]) {
  const together = pooled(runs);
  return {
    ...errors(together),
    experiments: {
      ...terms,
      simFaas: { ...simFaas },
      runs: runs.map((run, i) => ({ seed: i + 1, ...errors(run) })),
      ownServiceTimes: errors(pooled(own)),
      variants,
      rows: together.rows,
    },
  };
}
