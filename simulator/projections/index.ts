/** Every view of a trace. */
export { bill, billOf, type Bill, type BillLine, type RequestCost } from './bill.ts';
export { concurrency, concurrencyOf, type Concurrency } from './concurrency.ts';
export { environmentName, eventSentence, requestName } from './event-sentence.ts';
export { logs, logsOf, logTail, logTailOf, LogWriter, type LogEvent, type OnLine } from './logs.ts';
export { narration, narrationOf, type Sentence } from './narration.ts';
export { namedNumbers, type NamedNumber } from './number-names.ts';
export { percentiles, type Percentiles, type Spread } from './percentiles.ts';
export { responses, responsesOf, type Response } from './responses.ts';
export { listLimit, summary, type SpreadMs, type Summary } from './summary.ts';
export type { SummaryRequest } from './summary-requests.ts';
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
