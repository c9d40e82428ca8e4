/**
 * What a target of asynchronous invocation is sent, in the form in which it gets it: the message of a
 * queue or topic, the payload of a function, the event of a bus, the object of a bucket
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html; the envelope of
 * the event and the attributes of dead letters as recorded by the tests of LocalStack).
 */
import { uuid } from '../identity.ts';
import type { TraceHeader } from '../trace.ts';

/** Attributes of a message; a dead-letter queue gets `RequestID`, `ErrorCode` and `ErrorMessage`. */
export type MessageAttributes = Record<string, { DataType: 'String' | 'Number'; StringValue: string }>;

export type Delivery =
  | { service: 'sqs'; MessageBody: string; MessageAttributes?: MessageAttributes }
  | { service: 'sns'; Message: string; MessageAttributes?: MessageAttributes }
  | { service: 'lambda'; Payload: string }
  | { service: 'events'; Event: string }
  | { service: 's3'; Bucket: string; Key: string; Body: string };

/** What is sent, and for whom. */
export interface Parcel {
  readonly header: TraceHeader;
  /** ARN of the target. */
  readonly target: string;
  /** The record of a destination, or the event for a dead-letter queue: JSON text. */
  readonly text: string;
  /** Instant, milliseconds since 1970. */
  readonly atMs: number;
  /** The event of the trace, from which ids are made. */
  readonly seq: number;
  readonly functionName: string;
  /** With its qualifier. */
  readonly functionArn: string;
  readonly succeeded: boolean;
  /** Of a dead letter. */
  readonly attributes?: MessageAttributes;
}

/** The target's own form of what is sent. */
export function deliveryOf(parcel: Parcel): Delivery {
  const { header, target, text, atMs, seq, attributes } = parcel;
  const withAttributes = attributes ? { MessageAttributes: attributes } : {};
  const service = target.split(':')[2];
  switch (service) {
    case 'sns':
      return { service, Message: text, ...withAttributes };
    case 'lambda':
      return { service, Payload: text };
    case 'events':
      return { service, Event: busEvent(parcel) };
    case 's3': {
      const Key = objectKey(parcel.functionName, atMs, uuid(header.seed, 'asyncRecord', seq));
      return { service, Bucket: target.slice(target.lastIndexOf(':') + 1), Key, Body: text };
    }
    default:
      return { service: 'sqs', MessageBody: text, ...withAttributes };
  }
}

/** `aws/lambda/async/f/2026/11/21/2026-11-21T09.00.00-<uuid>` */
function objectKey(functionName: string, atMs: number, id: string): string {
  const [day = '', time = ''] = new Date(atMs).toISOString().slice(0, 19).split('T');
  return `aws/lambda/async/${functionName}/${day.replaceAll('-', '/')}/${day}T${time.replaceAll(':', '.')}-${id}`;
}

/** The event that EventBridge passes on, with the record as its `detail`. */
function busEvent({ header, target, text, atMs, seq, functionArn, succeeded }: Parcel): string {
  const envelope = JSON.stringify({
    version: '0',
    id: uuid(header.seed, 'asyncRecord', seq),
    'detail-type': `Lambda Function Invocation Result - ${succeeded ? 'Success' : 'Failure'}`,
    source: 'lambda',
    account: header.accountId,
    time: `${new Date(atMs).toISOString().slice(0, 19)}Z`,
    region: header.region,
    resources: [target, functionArn],
  });
  return `${envelope.slice(0, -1)},"detail":${text}}`;
}
