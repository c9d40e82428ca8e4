/** Asynchronous invocation: how long events are kept and how often they are tried. */
import { factTable, since } from './fact.ts';
import { sources } from './sources.ts';

const launch = '2015-04-09';
/** The day on which retries, event age and destinations became settings. */
const settings = '2019-11-25';
const source = sources.asyncErrors;

export const asynchronous = factTable({
  'async.maximumRetryAttempts': {
    title: 'Further attempts at an asynchronous event after a function error',
    unit: 'attempt',
    source,
    values: since([launch, 2]),
    note: 'The default and the most; it can be set lower.',
  },
  'async.retryWait.second': {
    title: 'Wait before the second attempt after a function error',
    unit: 's',
    source,
    values: since([launch, 60]),
  },
  'async.retryWait.third': {
    title: 'Wait before the third attempt after a function error',
    unit: 's',
    source,
    values: since([launch, 120]),
  },
  'async.backOff.first': {
    title: 'First wait of an asynchronous event that was throttled or met a system error',
    unit: 's',
    source,
    values: since([launch, 1]),
  },
  'async.backOff.last': {
    title: 'Longest wait of an asynchronous event that is throttled or meets system errors',
    unit: 's',
    source,
    values: since([launch, 300]),
  },
  'async.backOff.factor': {
    title: 'How much longer each such wait is than the one before',
    unit: '1',
    source: sources.coldstart,
    status: 'assumed',
    values: since([launch, 2]),
    note: 'AWS says that the interval grows exponentially, not how fast; no random part is published.',
  },
  'async.queueDelay': {
    title: 'Time an asynchronous event spends in the queue when nothing holds it up',
    unit: 'ms',
    source: sources.coldstart,
    status: 'assumed',
    values: since([launch, 10]),
    note: 'AWS publishes no number; some milliseconds are usual.',
  },
  'async.maximumEventAge': {
    title: 'Longest time an asynchronous event is kept',
    unit: 's',
    source: sources.asyncConfiguring,
    values: since([launch, 21_600]),
    note: 'The default and the most; it can be set lower.',
  },
  'async.maximumEventAge.min': {
    title: 'Shortest time that can be set for keeping an asynchronous event',
    unit: 's',
    source: sources.asyncConfiguring,
    values: since([settings, 60]),
  },
  'recursion.limit': {
    title: 'Invocations in a chain after which Lambda takes it for a loop',
    unit: 'invocation',
    source: sources.recursion,
    values: since(['2023-07-13', 16]),
    note: 'AWS says “approximately”. Only chains through Lambda, SQS, SNS and S3 are seen.',
  },
  'deadLetter.errorMessage': {
    title: 'Part of the error message that a dead-letter queue gets',
    unit: 'byte',
    source: sources.asyncRecords,
    values: since(['2016-12-01', 1024]),
  },
});
