/**
 * A metric of concurrency. Lambda reports it with each invocation; here also once at the beginning of a
 * minute that something runs into, so that the largest value of the minute is the true one.
 */
import { datapoint, minuteSamples, type Datapoint } from './metric-datapoints.ts';
import type { Samples } from './samples.ts';

export class MetricGauge {
  now = 0;
  #samples: Samples | undefined;

  /** Reports a value, the current number unless it says otherwise. */
  report(value = this.now): void {
    (this.#samples ??= minuteSamples()).add(value);
  }

  /** What was reported in the minute that ends; `undefined` when nothing was. */
  close(minute: number, per = 1): Datapoint | undefined {
    const samples = this.#samples;
    this.#samples = undefined;
    return samples && datapoint(minute, samples, per);
  }
}
