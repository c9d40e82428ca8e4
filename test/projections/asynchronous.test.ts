/** What every view makes of asynchronous events and of clients that try again. */
import { describe, expect, it } from 'vitest';
import {
  narration,
  percentiles,
  project,
  requestId,
  responses,
  responsesOf,
  summary,
  timeline,
  type ScenarioInput,
  type Trace,
} from '#simulator';
import { runOf } from './run-of.ts';

const ms = (value: number) => ({ kind: 'constant', value }) as const;
const told = (trace: Trace): string[] => project(trace, narration).map(({ text }) => text);
const event: NonNullable<ScenarioInput['actions']> = [
  { do: 'invoke', atMs: 0, FunctionName: 'f', InvocationType: 'Event', payload: { id: 7 } },
];

describe('an asynchronous request', () => {
  const failing = runOf({
    fn: { Profile: { durationMs: ms(100), initMs: ms(200), errorRate: 1 } },
    actions: event,
  });

  it('is answered 202 at once, with an empty body, and no version, for none has run', () => {
    expect(project(failing, responses)).toEqual([
      { request: 0, statusCode: 202, headers: { 'x-amzn-RequestId': requestId(1, 0) }, payload: '' },
    ]);
  });

  it('has no log in its answer', () => {
    const [answer] = project(failing, responsesOf({ logType: 'Tail' }));
    expect(answer?.headers).not.toHaveProperty('X-Amz-Log-Result');
  });

  it('is one row, with its attempts and what became of it', () => {
    expect(project(failing, timeline).requests).toMatchObject([
      {
        request: 0,
        asynchronous: true,
        attempts: 3,
        fate: 'dropped',
        outcome: 'functionError',
        statusCode: 202,
        arrivedAtUs: 0,
        answeredAtUs: 0,
      },
    ]);
  });

  it('is one request of the summary, whose last attempt is told', () => {
    const { requests, counts } = project(failing, summary);
    expect(requests).toMatchObject([
      {
        asynchronous: true,
        attempts: 3,
        fate: 'dropped',
        statusCode: 202,
        latencyMs: 0,
        errorType: 'Error',
        payload: null,
      },
    ]);
    expect(counts).toMatchObject({
      requests: 1,
      served: 3,
      functionErrors: 3,
      asyncAccepted: 1,
      asyncRetries: 2,
      asyncDropped: 1,
      asyncSucceeded: 0,
    });
  });

  it('is no part of what callers wait', () => {
    const { latency, duration } = project(failing, percentiles);
    expect([latency.all.count, duration.all.count]).toEqual([0, 3]);
  });

  it('is told from the queue to its end', () => {
    const sentences = told(failing);
    expect(sentences[0]).toBe('At 0 s request 1 arrived for the queue, and the caller got status 202 at once.');
    expect(sentences[1]).toMatch(/request 1 was taken from the queue and found no environment/);
    expect(sentences).toContainEqual(expect.stringContaining('the attempt at request 1 failed after 300 ms (Error).'));
    expect(sentences.at(-1)).toMatch(/^At 180\.\d+ s Lambda gives the event of request 1 up after 3 attempts/);
  });

  it('that is throttled goes back to the queue, and its caller hears nothing of it', () => {
    const trace = runOf({
      fn: { ReservedConcurrentExecutions: 1, Profile: { durationMs: ms(500), initMs: ms(0) } },
      actions: [...event, ...event],
    });
    expect(project(trace, responses).map(({ statusCode }) => statusCode)).toEqual([202, 202]);
    expect(project(trace, timeline).requests).toMatchObject([
      { fate: 'succeeded', attempts: 1 },
      { fate: 'succeeded', outcome: 'ok' },
    ]);
    expect(told(trace)).toContainEqual(
      expect.stringContaining(
        'request 2 was throttled: 1 of at most 1 invocations were in flight on the reserved concurrency of the function, so its event went back to the queue and no code ran.',
      ),
    );
  });

  it('that waits in the queue when the run ends is waiting', () => {
    const [row] = project(runOf({ actions: event, untilMs: 5, fn: {} }), timeline).requests;
    expect(row).toMatchObject({ fate: 'waiting', statusCode: 202 });
  });

  it('of a function that has no concurrency is dropped without an attempt', () => {
    const trace = runOf({ fn: { ReservedConcurrentExecutions: 0 }, actions: event });
    expect(project(trace, timeline).requests).toMatchObject([{ attempts: 0, fate: 'dropped', outcome: 'throttled' }]);
  });
});

describe('a client', () => {
  const source = (caller: object): ScenarioInput['traffic'] => [
    { kind: 'every', FunctionName: 'f', intervalMs: 1, count: 1, caller },
  ];

  it('that tries again makes a new request for each attempt', () => {
    const trace = runOf({
      fn: { ReservedConcurrentExecutions: 0 },
      traffic: source({ retryMode: 'standard', maxAttempts: 3 }),
    });
    const { counts, requests } = project(trace, summary);
    expect(requests?.map(({ attempts, outcome, reason }) => [attempts, outcome, reason])).toEqual(
      [1, 2, 3].map((attempt) => [attempt, 'throttled', 'ReservedFunctionConcurrentInvocationLimitExceeded']),
    );
    expect(counts).toMatchObject({ requests: 3, throttles: 3, clientRetries: 2, clientsGaveUp: 1 });
    expect(told(trace).at(-1)).toMatch(/the client of request 3 gives up after 3 attempts/);
  });

  it('that hangs up gets no answer, and the function runs on', () => {
    const trace = runOf({ traffic: source({ timeoutMs: 50 }) });
    expect(project(trace, responses)).toEqual([]);
    expect(project(trace, timeline).requests).toMatchObject([{ hungUpAtUs: 50_000, outcome: 'ok', environment: 0 }]);
    expect(project(trace, percentiles).latency.all.count).toBe(0);
    expect(project(trace, summary).counts).toMatchObject({ clientTimeouts: 1, served: 1 });
  });
});

describe('an answer', () => {
  it('names the version that ran', () => {
    const trace = runOf({
      fn: { Versions: [{}], Aliases: [{ Name: 'live', FunctionVersion: '1' }] },
      actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', Qualifier: 'live' }],
    });
    expect(project(trace, responses)[0]?.headers['X-Amz-Executed-Version']).toBe('1');
  });

  it('of a failure of Lambda itself has status 500 and no version', () => {
    const trace = runOf({ actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f' }], faults: { serviceErrorShare: 1 } });
    const [answer] = project(trace, responses);
    expect(answer).toMatchObject({ statusCode: 500, errorType: 'ServiceException' });
    expect(answer?.headers).not.toHaveProperty('X-Amz-Executed-Version');
  });
});

describe('a long run of asynchronous events', () => {
  it('is told with what was queued and given up', () => {
    const trace = runOf({
      fn: {
        Profile: { durationMs: ms(100), initMs: ms(0), errorRate: 1 },
        EventInvokeConfigs: [{ MaximumRetryAttempts: 0 }],
      },
      traffic: [{ kind: 'every', FunctionName: 'f', intervalMs: 1000, count: 100, InvocationType: 'Event' }],
    });
    const text = told(trace).join(' ');
    expect(text).toMatch(/\d+ requests arrived, \d+ of them for the queue/);
    expect(text).toMatch(/\d+ events were given up/);
  });
});
