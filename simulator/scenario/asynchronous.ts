/** What becomes of asynchronous events, in the words of `PutFunctionEventInvokeConfig`. */
import * as z from 'zod';
import { awsLimits } from './limits.ts';
import { qualifier } from './names.ts';

const arnOf = (services: string, what: string) =>
  z
    .string()
    .max(256)
    .regex(new RegExp(`^arn:aws:(${services}):`), `must be the ARN of ${what}`)
    .refine((arn) => !arn.endsWith('.fifo'), 'must not be a FIFO queue or topic');

const success = arnOf('sqs|sns|lambda|events', 'a queue, a topic, a function or an event bus');
const failure = arnOf('sqs|sns|lambda|events|s3', 'a queue, a topic, a function, an event bus or a bucket');

/** Where events go that no attempt could serve: a queue or a topic. */
export const deadLetterConfig = z.strictObject({ TargetArn: arnOf('sqs|sns', 'a queue or a topic') });

/** Retries and destinations of a function, a version or an alias. */
export const eventInvokeConfig = z.strictObject({
  Qualifier: qualifier.default('$LATEST'),
  MaximumRetryAttempts: z
    .number()
    .int()
    .min(0)
    .max(awsLimits['async.maximumRetryAttempts'])
    .default(awsLimits['async.maximumRetryAttempts']),
  MaximumEventAgeInSeconds: z
    .number()
    .int()
    .min(awsLimits['async.maximumEventAge.min'])
    .max(awsLimits['async.maximumEventAge'])
    .default(awsLimits['async.maximumEventAge']),
  DestinationConfig: z
    .strictObject({
      OnSuccess: z.strictObject({ Destination: success }).optional(),
      OnFailure: z.strictObject({ Destination: failure }).optional(),
    })
    .default({}),
});

export type EventInvokeConfig = z.output<typeof eventInvokeConfig>;
