/** One minute of one metric as CloudWatch has it: statistics of the values that were reported in it. */
import { Samples } from './samples.ts';

export interface Datapoint {
  /** Which minute, from 0 for the one in which the run begins; CloudWatch's minutes are those of the clock. */
  minute: number;
  sum: number;
  sampleCount: number;
  average: number;
  minimum: number;
  maximum: number;
  p50: number;
  p90: number;
  p95: number;
  p99: number;
}

/** Values of a metric within a minute that are kept one by one, and the buckets after that: at most 0.4 % off. */
const exactUpTo = 1024;
const bits = 7;

/** Values of a metric within one minute. */
export const minuteSamples = (): Samples => new Samples(exactUpTo, bits);

/** @param per how many of the samples' units are one of the metric's */
export const datapoint = (minute: number, samples: Samples, per = 1): Datapoint => ({
  minute,
  sum: samples.sum / per,
  sampleCount: samples.count,
  average: samples.mean / per,
  minimum: samples.least / per,
  maximum: samples.largest / per,
  p50: samples.percentile(50) / per,
  p90: samples.percentile(90) / per,
  p95: samples.percentile(95) / per,
  p99: samples.percentile(99) / per,
});

/** Of a metric that reports 1 for what it counts and 0 for what it does not. */
export function binaryDatapoint(minute: number, ones: number, sampleCount = ones): Datapoint {
  const percentile = (p: number): number =>
    Math.max(1, Math.ceil((p * sampleCount) / 100)) > sampleCount - ones ? 1 : 0;
  return {
    minute,
    sum: ones,
    sampleCount,
    average: ones / sampleCount,
    minimum: ones === sampleCount ? 1 : 0,
    maximum: ones > 0 ? 1 : 0,
    p50: percentile(50),
    p90: percentile(90),
    p95: percentile(95),
    p99: percentile(99),
  };
}
