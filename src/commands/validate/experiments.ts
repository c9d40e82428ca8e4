/** The 20 experiments on real Lambda of 2020, simulated again. */
import { experiments, type Experiment } from './measurements.ts';
import { ratio } from './batch.ts';
import type { ColdService } from './cold-service.ts';
import { longRun } from './long-run.ts';

/** As the measuring paper's own simulator was run, so that its figures can be held beside ours. */
export const terms = { idleTimeoutSeconds: 600, simulatedSeconds: 1_000_000 } as const;
/** What SimFaaS reaches on the same data: https://github.com/pacslab/simfaas */
export const simFaas = { pColdMapePercent: 12.23, instancesMapePercent: 3.05 } as const;

const warmUpSeconds = 3600;

export interface Row {
  readonly name: string;
  readonly ratePerSecond: number;
  readonly measuredPCold: number;
  readonly measuredPColdStandardError: number;
  readonly simulatedPCold: number;
  readonly measuredInstances: number;
  readonly simulatedInstances: number;
}

export interface Errors {
  /** Mean absolute percentage error over the experiments. */
  readonly pColdMapePercent: number;
  readonly instancesMapePercent: number;
}

export interface ExperimentsRun extends Errors {
  readonly rows: readonly Row[];
}

export interface ExperimentsOptions {
  readonly seed: number;
  /** Whether each experiment has the service times measured in it, instead of the average of all. */
  readonly ownServiceTimes?: boolean;
  readonly coldService?: ColdService;
  readonly idleTimeoutSeconds?: number;
  readonly maximumLifeSeconds?: number | undefined;
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const mean = {
  warmMs: average(experiments.map(({ warmMs }) => warmMs)),
  coldMs: average(experiments.map(({ coldMs }) => coldMs)),
};

function simulated(experiment: Experiment, options: ExperimentsOptions): Row {
  const { ownServiceTimes = false, idleTimeoutSeconds = terms.idleTimeoutSeconds, ...rest } = options;
  const { warmMs, coldMs } = ownServiceTimes ? experiment : mean;
  const seconds = terms.simulatedSeconds;
  const { ratePerSecond } = experiment;
  const batches = longRun({ ...rest, ratePerSecond, warmMs, coldMs, idleTimeoutSeconds, warmUpSeconds, seconds });
  return {
    name: experiment.name,
    ratePerSecond,
    measuredPCold: experiment.coldProbability,
    measuredPColdStandardError: experiment.coldProbabilityStandardError,
    simulatedPCold: ratio(batches, 'cold', 'requests').value,
    measuredInstances: experiment.instances,
    simulatedInstances: ratio(batches, 'instanceUs', 'lengthUs').value,
  };
}

const mapePercent = (pairs: readonly (readonly [simulated: number, measured: number])[]): number =>
  100 * average(pairs.map(([value, measured]) => Math.abs(value - measured) / measured));

const errorsOf = (rows: readonly Row[]): Errors => ({
  pColdMapePercent: mapePercent(rows.map((row) => [row.simulatedPCold, row.measuredPCold])),
  instancesMapePercent: mapePercent(rows.map((row) => [row.simulatedInstances, row.measuredInstances])),
});

/** All 20, one run each. */
export function runExperiments(options: ExperimentsOptions): ExperimentsRun {
  const rows = experiments.map((experiment) => simulated(experiment, options));
  return { ...errorsOf(rows), rows };
}

/** Several runs averaged row by row: what the model says once chance is averaged out. */
export function pooled(runs: readonly ExperimentsRun[]): ExperimentsRun {
  const of = (i: number, key: 'simulatedPCold' | 'simulatedInstances'): number =>
    average(runs.map(({ rows }) => rows[i]?.[key] ?? NaN));
  const rows = (runs[0]?.rows ?? []).map((row, i) => ({
    ...row,
    simulatedPCold: of(i, 'simulatedPCold'),
    simulatedInstances: of(i, 'simulatedInstances'),
  }));
  return { ...errorsOf(rows), rows };
}
