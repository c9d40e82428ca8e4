/** What one function version, called in one way, reports in one minute; and all of it as datapoints. */
import { binaryDatapoint, datapoint, minuteSamples, type Datapoint } from './metric-datapoints.ts';
import type { Samples } from './samples.ts';

export class MetricMinute {
  invocations = 0;
  errors = 0;
  throttles = 0;
  /** Of the invocations, those of a version with provisioned concurrency, and those of them that ran on it. */
  provisionable = 0;
  provisioned = 0;
  asyncReceived = 0;
  asyncDropped = 0;
  deadLetterErrors = 0;
  deliveryFailures = 0;
  recursions = 0;
  /** Microseconds. */
  readonly durations: Samples = minuteSamples();
  eventAges: Samples | undefined;

  add(other: MetricMinute): void {
    for (const count of counts) this[count] += other[count];
    this.durations.addAll(other.durations);
    if (other.eventAges) (this.eventAges ??= minuteSamples()).addAll(other.eventAges);
  }

  /** Every metric that has something to report. An invocation reports 0 errors and 0 throttles, too. */
  *datapoints(minute: number): Generator<[name: string, point: Datapoint]> {
    const { invocations, provisionable } = this;
    if (invocations > 0) yield ['Invocations', binaryDatapoint(minute, invocations)];
    if (invocations > 0) yield ['Errors', binaryDatapoint(minute, this.errors, invocations)];
    if (invocations + this.throttles > 0)
      yield ['Throttles', binaryDatapoint(minute, this.throttles, invocations + this.throttles)];
    if (this.durations.count > 0) yield ['Duration', datapoint(minute, this.durations, usPerMs)];
    if (provisionable > 0) {
      const spilled = provisionable - this.provisioned;
      yield ['ProvisionedConcurrencyInvocations', binaryDatapoint(minute, this.provisioned, provisionable)];
      yield ['ProvisionedConcurrencySpilloverInvocations', binaryDatapoint(minute, spilled, provisionable)];
    }
    for (const [name, count] of reportedAlone) if (this[count] > 0) yield [name, binaryDatapoint(minute, this[count])];
    if (this.eventAges) yield ['AsyncEventAge', datapoint(minute, this.eventAges, usPerMs)];
  }
}

const usPerMs = 1000;

const counts = [
  'invocations',
  'errors',
  'throttles',
  'provisionable',
  'provisioned',
  'asyncReceived',
  'asyncDropped',
  'deadLetterErrors',
  'deliveryFailures',
  'recursions',
] as const;

/** Metrics that are reported when it happens, and not otherwise. */
const reportedAlone = [
  ['AsyncEventsReceived', 'asyncReceived'],
  ['AsyncEventsDropped', 'asyncDropped'],
  ['DeadLetterErrors', 'deadLetterErrors'],
  ['DestinationDeliveryFailures', 'deliveryFailures'],
  ['RecursiveInvocationsDropped', 'recursions'],
] as const;
