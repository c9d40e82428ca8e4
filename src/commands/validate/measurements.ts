/** The measurements that the site carries, read from their files in `content/validation`. */
import { readFileSync } from 'node:fs';
import { parseTrace, type RecordedRequest } from './recorded-trace.ts';

const read = (file: string): string =>
  readFileSync(new URL(`../../../content/validation/${file}`, import.meta.url), 'utf8');

export interface Experiment {
  readonly name: string;
  readonly ratePerSecond: number;
  readonly warmMs: number;
  readonly coldMs: number;
  readonly instances: number;
  readonly coldProbability: number;
  readonly coldProbabilityStandardError: number;
}

/** The 20 experiments of 2020, from the lowest rate to the highest. */
export const experiments: readonly Experiment[] = read('lambda-20-experiments.csv')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [name = '', ...rest] = line.split(',');
    const [rate, warm, cold, , instances, , probability, standardError] = rest.map(Number);
    return {
      name,
      ratePerSecond: rate ?? NaN,
      warmMs: warm ?? NaN,
      coldMs: cold ?? NaN,
      instances: instances ?? NaN,
      coldProbability: probability ?? NaN,
      coldProbabilityStandardError: standardError ?? NaN,
    };
  });

/** Days of which raw request traces are carried. */
export const traceDays = ['2020-05-28', '2020-06-06', '2020-06-10', '2020-06-18'] as const;

/** The raw trace of one of `traceDays`. */
export const recorded = (day: string): RecordedRequest[] => parseTrace(read(`traces/lambda-${day}.csv`));
