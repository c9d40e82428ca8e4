import { describe, expect, test } from 'vitest';
import { count, each, run, seconds, taking } from './runs.ts';

const event = { do: 'invoke' as const, atMs: 0, FunctionName: 'f', InvocationType: 'Event' as const };
const failing = { ...taking(0), errorRate: 1 };
const config = (more: object) => [{ FunctionName: 'f', Profile: failing, EventInvokeConfigs: [more] }];
const queue = 'arn:aws:sqs:us-east-1:111122223333:q';
const queues = [{ QueueName: 'q' }];

test('the caller gets 202 at once, whatever becomes of the event', () => {
  const trace = run({ functions: [{ FunctionName: 'f', Profile: failing }], actions: [event] });
  expect(each(trace, 'async.queued', (e) => [e.atUs, e.number('statusCode')])).toEqual([[0, 202]]);
});

describe('after a function error', () => {
  test('an event is tried again after one minute and after two', () => {
    const trace = run({ functions: [{ FunctionName: 'f', Profile: failing }], actions: [event] });
    const [first, second, third] = seconds(trace, 'async.attempted');
    expect(second! - first!).toBeCloseTo(60, 6);
    expect(third! - second!).toBeCloseTo(120, 6);
    expect(count(trace, 'async.attempted')).toBe(3);
    expect(count(trace, 'async.dropped', 'async.retriesExhausted')).toBe(1);
  });

  test.each([0, 1, 2])('MaximumRetryAttempts %i allows one attempt more', (MaximumRetryAttempts) => {
    const trace = run({ functions: config({ MaximumRetryAttempts }), actions: [event] });
    expect(count(trace, 'async.attempted')).toBe(MaximumRetryAttempts + 1);
  });

  test('an event that gets too old before its retry is given up with EventAgeExceeded and a count of one', () => {
    const destination = { DestinationConfig: { OnFailure: { Destination: queue } } };
    const trace = run({
      queues,
      functions: config({ MaximumEventAgeInSeconds: 60, ...destination }),
      actions: [event],
    });
    expect(each(trace, 'async.dropped', (e) => [e.rule?.id, e.number('attempts'), e.atUs])).toEqual([
      ['async.eventAgeExceeded', 1, 60_000_000],
    ]);
    expect(each(trace, 'destination.delivered', (e) => e.number('condition'))).toEqual([2]);
  });
});

test('an event that meets failures of Lambda itself is tried again until one try gets through', () => {
  const trace = run({
    functions: [{ FunctionName: 'f', Profile: taking(10) }],
    faults: { serviceErrorShare: 0.5 },
    actions: [{ ...event, count: 40 }],
  });
  expect(count(trace, 'async.succeeded')).toBe(40);
  expect(count(trace, 'invoke.rejected', 'fault.serviceError')).toBeGreaterThan(10);
});

describe('while it is throttled', () => {
  const busy = [{ FunctionName: 'f', Timeout: 900, ReservedConcurrentExecutions: 1, Profile: taking(900_000) }];
  const waits = (untilMs: number): number[] => {
    const trace = run({
      functions: busy,
      actions: [
        { ...event, InvocationType: 'RequestResponse' },
        { ...event, atMs: 1 },
      ],
      untilMs,
    });
    return each(trace, 'async.retryScheduled', (e) => e.number('waitUs') / 1e6);
  };

  test('an event is tried again after 1, 2, 4 ... seconds, and at most after 5 minutes', () => {
    expect(waits(800_000)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
  });

  test('an event is kept for six hours, and a throttle uses up none of its retries', () => {
    const allProvisioned = {
      ReservedConcurrentExecutions: 1,
      Versions: [{}],
      ProvisionedConcurrencyConfigs: [{ Qualifier: '1', ProvisionedConcurrentExecutions: 1 }],
    };
    const trace = run({ functions: [{ FunctionName: 'f', Profile: taking(1), ...allProvisioned }], actions: [event] });
    expect(each(trace, 'async.dropped', (e) => [e.rule?.id, e.number('attempts'), e.atUs / 1e6])).toEqual([
      ['async.eventAgeExceeded', 0, 21_600],
    ]);
  });
});

test('with a reserved concurrency of zero, an event goes straight to its destination with no attempt', () => {
  const trace = run({
    queues,
    functions: [
      {
        FunctionName: 'f',
        ReservedConcurrentExecutions: 0,
        Profile: failing,
        EventInvokeConfigs: [{ DestinationConfig: { OnFailure: { Destination: queue } } }],
      },
    ],
    actions: [event],
  });
  expect(count(trace, 'async.attempted')).toBe(0);
  expect(each(trace, 'destination.delivered', (e) => [e.number('condition'), e.number('attempts')])).toEqual([[3, 0]]);
});

test('a record that cannot be delivered is lost', () => {
  const trace = run({
    queues,
    functions: [
      {
        FunctionName: 'f',
        Profile: taking(0),
        DeadLetterConfig: { TargetArn: queue },
        ReservedConcurrentExecutions: 0,
      },
    ],
    actions: [
      { do: 'deleteResource', atMs: 0, Arn: queue },
      { ...event, atMs: 1 },
    ],
  });
  expect(count(trace, 'destination.failed', 'destination.gone')).toBe(1);
});

describe('a chain of functions that invoke each other', () => {
  const looping = (RecursiveLoop?: 'Allow') => [
    {
      FunctionName: 'f',
      ...(RecursiveLoop && { RecursiveLoop }),
      Profile: { ...taking(1000), invokes: { FunctionName: 'f' } },
    },
  ];

  test('is stopped after sixteen invocations', () => {
    const trace = run({ functions: looping(), actions: [event] });
    expect(count(trace, 'invoke.completed')).toBe(16);
    expect(count(trace, 'recursion.detected')).toBe(1);
  });

  test('goes on where it is allowed', () => {
    const trace = run({ functions: looping('Allow'), actions: [event], untilMs: 60_000 });
    expect(count(trace, 'invoke.completed')).toBeGreaterThan(50);
  });
});
