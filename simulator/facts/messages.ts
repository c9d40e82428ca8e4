/**
 * What Lambda answers when it refuses a request or an invocation fails: exception names, error types
 * and messages, letter by letter. Forms that changed are chosen by date.
 */
import { factTable, since, valueOn, type Fact } from './fact.ts';
import { newFailureForm } from './log-forms.ts';
import { sources } from './sources.ts';

const launch = '2015-04-09';

/** The texts, with `{name}` where a number or an id goes. */
export const messages = factTable({
  'message.timeout': {
    title: 'Message of an invocation that ran into its timeout',
    unit: 'text',
    source: sources.recordedReplies,
    values: since(
      [launch, '{time} {requestId} Task timed out after {seconds} seconds', 'Recorded on 2024-04-08.'],
      [
        newFailureForm,
        'RequestId: {requestId} Error: Task timed out after {seconds} seconds',
        'Recorded on 2025-11-25.',
      ],
    ),
    note: 'The day of the change is not documented.',
  },
  'message.timeout.errorType': {
    title: 'Error type of an invocation that ran into its timeout',
    unit: 'text',
    source: sources.recordedReplies,
    values: since([launch, '', 'There was none.'], [newFailureForm, 'Sandbox.Timedout']),
    note: 'The day of the change is not documented.',
  },
  'message.exit': {
    title: 'Message of a process that ended with exit code 0',
    unit: 'text',
    source: sources.recordedReplies,
    values: since([launch, 'RequestId: {requestId} Error: Runtime exited without providing a reason']),
  },
  'message.exitStatus': {
    title: 'Message of a process that ended with another exit code',
    unit: 'text',
    source: sources.recordedReplies,
    values: since([launch, 'RequestId: {requestId} Error: Runtime exited with error: exit status {exitCode}']),
  },
  'message.outOfMemory': {
    title: 'Message of a process that was killed for its memory',
    unit: 'text',
    source: sources.outOfMemoryAnswer,
    values: since([launch, 'RequestId: {requestId} Error: Runtime exited with error: signal: killed']),
  },
  'message.outOfMemory.errorType': {
    title: 'Error type of a process that was killed for its memory',
    unit: 'text',
    source: sources.outOfMemoryReport,
    status: 'assumed',
    values: since([launch, 'Runtime.ExitError'], [newFailureForm, 'Runtime.OutOfMemory']),
    note: 'Runtime.OutOfMemory is what REPORT lines say since late 2024; that the answer says the same, as it does for other failures, was not seen recorded.',
  },
  'message.responseTooLarge': {
    title: 'Message of a response over the limit',
    unit: 'text',
    source: sources.recordedReplies,
    values: since([launch, 'Response payload size exceeded maximum allowed payload size ({limit} bytes).']),
  },
  'message.invalidJson': {
    title: 'Message of a request that is not JSON',
    unit: 'text',
    source: sources.recordedReplies,
    values: since([launch, 'Could not parse request body into json: Could not parse payload into json: {detail}']),
  },
  'message.requestTooLarge': {
    title: 'Message of a request over the limit',
    unit: 'text',
    source: sources.requestTooLargeReport,
    values: since([
      launch,
      '{bytes} byte payload is too large for the {invocationType} invocation type (limit {limit} bytes)',
    ]),
  },
  'message.functionNotFound': {
    title: 'Message of a request for a function, version or alias that is not there',
    unit: 'text',
    source: sources.recordedReplies,
    values: since([launch, 'Function not found: {arn}']),
  },
  'message.pending': {
    title: 'Message of a request for a function that is Pending',
    unit: 'text',
    source: sources.snapStartActivating,
    values: since([
      launch,
      'The operation cannot be performed at this time. The function is currently in the following state: Pending',
    ]),
  },
  'message.serviceFailure': {
    title: 'Message of a failure of Lambda itself',
    unit: 'text',
    source: sources.invokeApi,
    status: 'assumed',
    values: since([launch, 'An error occurred and the request cannot be processed.']),
    note: 'AWS names the exception, ServiceException with status 500; its text was not seen recorded.',
  },
  'message.throttled': {
    title: 'Message of a throttled request',
    unit: 'text',
    source: sources.recordedReplies,
    values: since([launch, 'Rate Exceeded.']),
  },
});

type Values = Readonly<Record<string, string | number>>;

/** The text in force on a day, or the newest, with its places filled. */
const fill = (fact: Fact<string>, values: Values, asOf = '9999-12-31'): string =>
  valueOn(fact, asOf).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));

/** The request is refused by the Invoke API: no code runs. */
export interface ServiceError {
  readonly statusCode: number;
  /** Exception name as it stands in the header `x-amzn-ErrorType`. */
  readonly errorType: string;
  readonly message: string;
  /** The whole body of the answer. */
  readonly payload: string;
}

/** The invocation failed: status 200 with `X-Amz-Function-Error: Unhandled` and this body. */
export interface FunctionError {
  /** Absent where the answer of that time had none. */
  readonly errorType?: string;
  readonly errorMessage: string;
  /** The whole body of the answer, its members in AWS's order. */
  readonly payload: string;
}

const functionError = (errorType: string, errorMessage: string) => ({
  errorType,
  errorMessage,
  payload: JSON.stringify({ errorType, errorMessage }),
});

/**
 * The invocation ran into its timeout.
 * @param atEpochMs instant of the timeout, milliseconds since 1970; the old form shows it
 * @param asOf `YYYY-MM-DD`
 */
export function timeoutError(given: {
  requestId: string;
  timeoutSeconds: number;
  asOf: string;
  atEpochMs: number;
}): FunctionError {
  const { requestId, timeoutSeconds, asOf, atEpochMs } = given;
  const values = { requestId, seconds: timeoutSeconds.toFixed(2), time: new Date(atEpochMs).toISOString() };
  const errorType = fill(messages['message.timeout.errorType'], {}, asOf);
  const errorMessage = fill(messages['message.timeout'], values, asOf);
  return errorType
    ? functionError(errorType, errorMessage)
    : { errorMessage, payload: JSON.stringify({ errorMessage }) };
}

/** The process of the runtime ended in the middle of an invocation. */
export function exitError({ requestId, exitCode }: { requestId: string; exitCode: number }) {
  const message = messages[exitCode === 0 ? 'message.exit' : 'message.exitStatus'];
  return functionError('Runtime.ExitError', fill(message, { requestId, exitCode })) satisfies FunctionError;
}

/** The process was killed because it used all its memory. @param asOf `YYYY-MM-DD` */
export function outOfMemoryError({ requestId, asOf }: { requestId: string; asOf: string }) {
  return functionError(
    fill(messages['message.outOfMemory.errorType'], {}, asOf),
    fill(messages['message.outOfMemory'], { requestId }),
  ) satisfies FunctionError;
}

/** The response is larger than a synchronous invocation may return. @param limit bytes */
export function responseTooLarge({ limit }: { limit: number }) {
  const errorMessage = fill(messages['message.responseTooLarge'], { limit });
  const errorType = 'Function.ResponseSizeTooLarge';
  const payload = JSON.stringify({ errorMessage, errorType });
  return { errorType, errorMessage, payload } satisfies FunctionError;
}

const serviceError = (statusCode: number, errorType: string, message: string): ServiceError => ({
  statusCode,
  errorType,
  message,
  payload: JSON.stringify({ Type: 'User', message }),
});

/** The request body is not JSON. @param detail what is wrong with it */
export function invalidJson({ detail }: { detail: string }): ServiceError {
  return serviceError(400, 'InvalidRequestContentException', fill(messages['message.invalidJson'], { detail }));
}

/** The request body is too large. @param limit bytes */
export function requestTooLarge(given: {
  bytes: number;
  limit: number;
  invocationType?: 'RequestResponse' | 'Event';
}): ServiceError {
  const { bytes, limit, invocationType = 'RequestResponse' } = given;
  const message = fill(messages['message.requestTooLarge'], { bytes, limit, invocationType });
  return serviceError(413, 'RequestEntityTooLargeException', message);
}

/** The function, version or alias is not there. */
export function functionNotFound({ arn }: { arn: string }): ServiceError {
  return serviceError(404, 'ResourceNotFoundException', fill(messages['message.functionNotFound'], { arn }));
}

/** The function cannot be invoked yet. */
export function pending(): ServiceError {
  return serviceError(409, 'ResourceConflictException', fill(messages['message.pending'], {}));
}

/** Lambda itself failed. */
export function serviceFailure(): ServiceError {
  const message = fill(messages['message.serviceFailure'], {});
  return {
    statusCode: 500,
    errorType: 'ServiceException',
    message,
    payload: JSON.stringify({ Type: 'Service', message }),
  };
}

/** Why a request is throttled, as the answer's `Reason` has it. */
export type ThrottleReason =
  | 'ConcurrentInvocationLimitExceeded'
  | 'ReservedFunctionConcurrentInvocationLimitExceeded'
  | 'FunctionInvocationRateLimitExceeded'
  | 'ReservedFunctionInvocationRateLimitExceeded'
  | 'CallerRateLimitExceeded';

/** The request is throttled. */
export function throttled({ reason }: { reason: ThrottleReason }): ServiceError & { readonly reason: ThrottleReason } {
  const message = fill(messages['message.throttled'], {});
  return {
    statusCode: 429,
    errorType: 'TooManyRequestsException',
    message,
    reason,
    payload: JSON.stringify({ Reason: reason, Type: 'User', message }),
  };
}
