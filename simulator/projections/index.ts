/** Every view of a trace. */
export { asyncRecords, asyncRecordsOf, type AsyncRecord, type AsyncRecords, type Delivery } from './async-records.ts';
export { bill, billOf, type Bill, type BillLine, type RequestCost } from './bill.ts';
export {
  compareFates,
  type ComparedFate,
  type ComparedFates,
  type CompareOptions,
  type FateDifference,
} from './compare.ts';
export { concurrency, concurrencyOf, type Concurrency } from './concurrency.ts';
export { environmentName, eventSentence, requestName } from './event-sentence.ts';
export { fateNames, fateOf, type Fate, type Fates, type FateTotals } from './fates.ts';
export { logs, logsOf, logTail, logTailOf, LogWriter, type LogEvent, type OnLine } from './logs.ts';
export { metricsOf, type Datapoint, type Metric, type Metrics } from './metrics.ts';
export { narration, narrationOf, type Sentence } from './narration.ts';
export { namedNumbers, type NamedNumber } from './number-names.ts';
export { percentiles, type Percentiles, type Spread } from './percentiles.ts';
export { responses, responsesOf, type Response } from './responses.ts';
export { seriesOf, type LimitSteps, type Series, type SeriesOptions } from './series.ts';
export { listLimit, summary, type SpreadMs, type Summary } from './summary.ts';
export type { SummaryRequest } from './summary-requests.ts';
export {
  erlangB,
  erlangC,
  littlesLaw,
  lossService,
  queueService,
  servedPerSecond,
  serversFor,
  type Service,
} from './theory.ts';
export {
  timeline,
  timelineOf,
  type EnvironmentRow,
  type Outcome,
  type Phase,
  type RequestRow,
  type Timeline,
  type TimelineWindow,
} from './timeline.ts';
export { durationText, instantText } from './time-text.ts';
export { together } from './together.ts';
export { traceHash } from './trace-hash.ts';
export { traceLines, traceText } from './trace-text.ts';
export { why, type WhyStep } from './why.ts';
