/** Rates and durations, each run for a while against the account's quota. For pages as they are built. */
import { factsOn, groupedNumber, type ScenarioInput } from '#simulator';
import { today } from '../../../components/today.ts';
import { runAtBuild } from '../../../workers/run-view.ts';

const examples = [
  { ratePerSecond: 100, durationMs: 1000 },
  { ratePerSecond: 100, durationMs: 500 },
  { ratePerSecond: 200, durationMs: 250 },
  { ratePerSecond: 5000, durationMs: 200 },
  { ratePerSecond: 20_000, durationMs: 50 },
  { ratePerSecond: 30_000, durationMs: 20 },
] as const;
const seconds = 3;

const scenario = ({ ratePerSecond, durationMs }: (typeof examples)[number]): ScenarioInput => ({
  name: 'Rate times duration',
  functions: [
    {
      FunctionName: 'orders',
      Profile: { durationMs: { kind: 'constant', value: durationMs }, initMs: { kind: 'constant', value: 0 } },
    },
  ],
  traffic: [
    { kind: 'every', FunctionName: 'orders', intervalMs: 1000 / ratePerSecond, count: ratePerSecond * seconds },
  ],
});

export interface WorkedExample {
  readonly rate: string;
  readonly durationMs: string;
  readonly product: string;
  /** Most at once in the run. */
  readonly peak: string;
  readonly turnedAway: string;
  /** Concurrency that would let all of it in. */
  readonly needed: string;
}

export const workedExamples = (): WorkedExample[] =>
  examples.map((example) => {
    const { counts, concurrency } = runAtBuild(scenario(example)).summary;
    const { ratePerSecond, durationMs } = example;
    const product = (ratePerSecond * durationMs) / 1000;
    const byRate = ratePerSecond / factsOn(today)['limits.requestsPerConcurrency'];
    return {
      rate: groupedNumber(ratePerSecond),
      durationMs: groupedNumber(durationMs),
      product: groupedNumber(product),
      peak: groupedNumber(concurrency.peak),
      turnedAway: `${Math.round((counts.throttles / counts.requests) * 100)} %`,
      needed: groupedNumber(Math.max(product, byRate)),
    };
  });
