import { describe, expect, it } from 'vitest';
import { asyncRecords, asyncRecordsOf, project, requestId, type AsyncRecord, type ScenarioInput } from '#simulator';
import { runOf } from './run-of.ts';
import { written } from './written-trace.ts';

const ms = (value: number) => ({ kind: 'constant', value }) as const;
const arn = (service: string, name: string): string => `arn:aws:${service}:us-east-1:111122223333:${name}`;
const event = (payload: unknown = { raise_error: 1 }, Qualifier?: string): NonNullable<ScenarioInput['actions']> => [
  {
    do: 'invoke',
    atMs: 0,
    FunctionName: 'f',
    InvocationType: 'Event',
    payload: payload as never,
    ...(Qualifier ? { Qualifier } : {}),
  },
];

type Given = Omit<NonNullable<ScenarioInput['functions'][number]['EventInvokeConfigs']>[number], 'DestinationConfig'>;

/** The records of one event of `f` that goes to one target. */
function recordsOf(
  target: string,
  errorRate: number,
  given: Given = { MaximumRetryAttempts: 0 },
  more: Partial<ScenarioInput['functions'][number]> = {},
): AsyncRecord[] {
  const OnSuccess = target.startsWith('arn:aws:s3') ? {} : { OnSuccess: { Destination: target } };
  const DestinationConfig = { ...OnSuccess, OnFailure: { Destination: target } };
  const trace = runOf({
    queues: [{ QueueName: 'q' }],
    topics: [{ TopicName: 't' }],
    buckets: [{ BucketName: 'b' }],
    functions: [
      {
        FunctionName: 'f',
        Profile: { durationMs: ms(100), initMs: ms(0), errorRate },
        EventInvokeConfigs: [{ ...given, DestinationConfig }],
        ...more,
      },
      { FunctionName: 'g', Profile: { durationMs: ms(1) } },
    ],
    actions: event(undefined, given.Qualifier),
  });
  return project(trace, asyncRecords).records;
}
const bodyOf = (record: AsyncRecord | undefined): unknown =>
  JSON.parse((record?.delivery as { MessageBody: string }).MessageBody);

describe('the record of an event', () => {
  it('that failed three times is the one that was recorded, member by member in its order', () => {
    const [record] = recordsOf(arn('sqs', 'q'), 1, { MaximumRetryAttempts: 2 });
    expect(record).toMatchObject({ condition: 'RetriesExhausted', isDeadLetter: false, delivered: true, request: 0 });
    expect(JSON.stringify(bodyOf(record))).toBe(
      JSON.stringify({
        version: '1.0',
        timestamp: '2026-11-21T09:03:00.310Z',
        requestContext: {
          requestId: requestId(1, 0),
          functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:f:$LATEST',
          condition: 'RetriesExhausted',
          approximateInvokeCount: 3,
        },
        requestPayload: { raise_error: 1 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: { errorType: 'Error', errorMessage: 'The profile drew a function error.', trace: [] },
      }),
    );
  });

  it('that was served names no function error', () => {
    const [record] = recordsOf(arn('sqs', 'q'), 0);
    expect(bodyOf(record)).toMatchObject({
      requestContext: { condition: 'Success', approximateInvokeCount: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST' },
    });
    expect(JSON.stringify(bodyOf(record))).not.toContain('functionError');
  });

  it('of a function without concurrency has no response, and no invocation is counted', () => {
    const [record] = recordsOf(arn('sqs', 'q'), 0, {}, { ReservedConcurrentExecutions: 0 });
    expect(bodyOf(record)).toMatchObject({
      requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 0 },
    });
    expect(Object.keys(bodyOf(record) as object)).toEqual(['version', 'timestamp', 'requestContext', 'requestPayload']);
  });

  it.each([
    [60, 1],
    [90, 2],
  ])('that got older than %d s counts %d invocations', (MaximumEventAgeInSeconds, count) => {
    const [record] = recordsOf(arn('sqs', 'q'), 1, { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds });
    expect(bodyOf(record)).toMatchObject({
      requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: count },
      responseContext: { functionError: 'Unhandled' },
    });
  });

  it('names what was invoked, and the version that ran', () => {
    const aliased = { Versions: [{}], Aliases: [{ Name: 'live', FunctionVersion: '1' }] };
    const [record] = recordsOf(arn('sqs', 'q'), 0, { MaximumRetryAttempts: 0, Qualifier: 'live' }, aliased);
    expect(bodyOf(record)).toMatchObject({
      requestContext: { functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:f:live' },
      responseContext: { executedVersion: '1' },
    });
  });

  it('of a timeout has the answer of a timeout', () => {
    const Profile = { durationMs: ms(5000), initMs: ms(0) };
    const [record] = recordsOf(arn('sqs', 'q'), 0, { MaximumRetryAttempts: 0 }, { Profile, Timeout: 1 });
    expect(bodyOf(record)).toMatchObject({
      responsePayload: {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId(1, 0)} Error: Task timed out after 1.00 seconds`,
      },
    });
  });
});

describe('a record', () => {
  it('is the message of a topic', () => {
    const [record] = recordsOf(arn('sns', 't'), 0);
    const { delivery } = record as AsyncRecord;
    expect(delivery.service === 'sns' && (JSON.parse(delivery.Message) as unknown)).toMatchObject({ version: '1.0' });
  });

  it('is the payload of a function, byte for byte what that function is invoked with', () => {
    const trace = runOf({
      functions: [
        {
          FunctionName: 'f',
          Profile: { durationMs: ms(100), initMs: ms(0) },
          EventInvokeConfigs: [
            { DestinationConfig: { OnSuccess: { Destination: 'arn:aws:lambda:us-east-1:111122223333:function:g' } } },
          ],
        },
        { FunctionName: 'g', Profile: { durationMs: ms(1) } },
      ],
      actions: event(),
    });
    const { delivery } = project(trace, asyncRecords).records[0] as AsyncRecord;
    const bodies: number[] = [];
    for (const one of trace) if (one.type === 'invoke.received') bodies.push(one.number('payloadBytes'));
    expect(bodies).toEqual([17, delivery.service === 'lambda' ? delivery.Payload.length : 0]);
  });

  it('is the detail of an event of a bus, in the envelope that was recorded', () => {
    const bus = arn('events', 'event-bus/default');
    const [record] = recordsOf(bus, 0);
    const { delivery } = record as AsyncRecord;
    const sent = JSON.parse(delivery.service === 'events' ? delivery.Event : '') as Record<string, unknown>;
    expect(sent).toMatchObject({
      version: '0',
      'detail-type': 'Lambda Function Invocation Result - Success',
      source: 'lambda',
      account: '111122223333',
      time: '2026-11-21T09:00:00Z',
      region: 'us-east-1',
      resources: [bus, 'arn:aws:lambda:us-east-1:111122223333:function:f:$LATEST'],
    });
    expect(sent.detail).toMatchObject({ requestContext: { condition: 'Success' } });
    const [failed] = recordsOf(bus, 1);
    expect(JSON.stringify(failed?.delivery)).toContain('Lambda Function Invocation Result - Failure');
  });

  it('is an object of a bucket, under the key that AWS documents', () => {
    const [record] = recordsOf('arn:aws:s3:::b', 1);
    expect(record?.delivery).toMatchObject({
      service: 's3',
      Bucket: 'b',
      Key: expect.stringMatching(
        /^aws\/lambda\/async\/f\/2026\/11\/21\/2026-11-21T09\.00\.00-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ) as string,
    });
  });
});

describe('a dead letter', () => {
  const deadLetter = (
    fn: Partial<ScenarioInput['functions'][number]>,
    EventInvokeConfigs = [{ MaximumRetryAttempts: 0 }],
  ) =>
    project(
      runOf({
        queues: [{ QueueName: 'dead' }],
        fn: { DeadLetterConfig: { TargetArn: arn('sqs', 'dead') }, EventInvokeConfigs, ...fn },
        actions: event(),
      }),
      asyncRecords,
    ).records[0];

  it('is the event as it was, with the error in its attributes', () => {
    const letter = deadLetter({ Profile: { durationMs: ms(1), errorRate: 1 } });
    expect(letter).toMatchObject({
      isDeadLetter: true,
      delivery: {
        service: 'sqs',
        MessageBody: '{"raise_error":1}',
        MessageAttributes: {
          RequestID: { DataType: 'String', StringValue: requestId(1, 0) },
          ErrorCode: { DataType: 'Number', StringValue: '200' },
          ErrorMessage: { DataType: 'String', StringValue: 'The profile drew a function error.' },
        },
      },
    });
  });

  it('of an event that never ran has the code of a throttle', () => {
    expect(deadLetter({ ReservedConcurrentExecutions: 0 })?.delivery).toMatchObject({
      MessageAttributes: { ErrorCode: { StringValue: '429' }, ErrorMessage: { StringValue: 'Rate Exceeded.' } },
    });
  });

  it('has at most 1,024 bytes of the error message, and no half character', () => {
    const payload = JSON.stringify({ errorType: 'Error', errorMessage: `x${'€'.repeat(400)}`, trace: [] });
    const at = { atUs: 0, req: 0, numbers: {} };
    const trace = written(
      [
        { ...at, type: 'invoke.received', numbers: { alias: -1 } },
        { ...at, type: 'async.queued' },
        { ...at, type: 'async.attempted' },
        { ...at, type: 'environment.created', env: 0 },
        { ...at, type: 'invoke.completed', env: 0, numbers: { failed: 1 }, detail: { payload } },
        { ...at, type: 'async.dropped' },
        { ...at, type: 'destination.delivered', numbers: { condition: 1, attempts: 1, deadLetter: 1 } },
      ],
      { targets: [arn('sqs', 'dead')] },
    );
    const { delivery } = project(trace, asyncRecords).records[0] as AsyncRecord;
    const text = delivery.service === 'sqs' ? delivery.MessageAttributes?.ErrorMessage?.StringValue : '';
    expect(text).toBe(`x${'€'.repeat(341)}`);
  });
});

describe('records', () => {
  it('that cannot be delivered are told as lost', () => {
    const trace = runOf({
      queues: [{ QueueName: 'dead' }],
      fn: { DeadLetterConfig: { TargetArn: arn('sqs', 'dead') }, ReservedConcurrentExecutions: 0 },
      actions: [{ do: 'deleteResource', atMs: 0, Arn: arn('sqs', 'dead') }, ...event()],
    });
    expect(project(trace, asyncRecords).records).toMatchObject([{ delivered: false, isDeadLetter: true }]);
  });

  it('beyond the limit are counted', () => {
    const trace = runOf({
      queues: [{ QueueName: 'dead' }],
      fn: { DeadLetterConfig: { TargetArn: arn('sqs', 'dead') }, ReservedConcurrentExecutions: 0 },
      actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', InvocationType: 'Event', count: 5 }],
    });
    const { records, omitted } = project(trace, asyncRecordsOf(2));
    expect([records.length, omitted]).toEqual([2, 3]);
  });
});
