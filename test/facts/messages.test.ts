import { describe, expect, it } from 'vitest';
import {
  exitError,
  invalidJson,
  outOfMemoryError,
  requestTooLarge,
  responseTooLarge,
  throttled,
  timeoutError,
} from '../../simulator/facts/messages.ts';

const requestId = '11111111-2222-4333-8444-555555555555';
const today = '2026-11-21';

describe('a function error', () => {
  it('of a timeout names Sandbox.Timedout and the seconds with two decimals', () => {
    const { payload } = timeoutError({ requestId, timeoutSeconds: 1, asOf: today, atEpochMs: 0 });
    expect(payload).toBe(
      `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: ${requestId} Error: Task timed out after 1.00 seconds"}`,
    );
  });

  it('of a timeout in early 2024 had the time, the request id and no error type', () => {
    const { payload } = timeoutError({
      requestId,
      timeoutSeconds: 1,
      asOf: '2024-04-08',
      atEpochMs: Date.UTC(2024, 3, 8),
    });
    expect(payload).toBe(`{"errorMessage":"2024-04-08T00:00:00.000Z ${requestId} Task timed out after 1.00 seconds"}`);
  });

  it('of a process that ended with exit code 0 gives no reason', () => {
    expect(exitError({ requestId, exitCode: 0 }).payload).toBe(
      `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: ${requestId} Error: Runtime exited without providing a reason"}`,
    );
  });

  it('of a process that ended with another exit code gives the code', () => {
    expect(exitError({ requestId, exitCode: 127 }).errorMessage).toBe(
      `RequestId: ${requestId} Error: Runtime exited with error: exit status 127`,
    );
  });

  it('of a lack of memory says that the process was killed, and names the lack of memory since late 2024', () => {
    expect(outOfMemoryError({ requestId, asOf: today })).toMatchObject({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
    });
    expect(outOfMemoryError({ requestId, asOf: '2022-01-01' }).errorType).toBe('Runtime.ExitError');
  });

  it('of a response over the limit has the message before the type', () => {
    expect(responseTooLarge({ limit: 6_291_556 }).payload).toBe(
      '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
    );
  });
});

describe('a refused request', () => {
  it('that is not JSON is answered with 400', () => {
    expect(invalidJson({ detail: 'Unexpected end' })).toEqual({
      statusCode: 400,
      errorType: 'InvalidRequestContentException',
      message: 'Could not parse request body into json: Could not parse payload into json: Unexpected end',
      payload:
        '{"Type":"User","message":"Could not parse request body into json: Could not parse payload into json: Unexpected end"}',
    });
  });

  it('that is too large is answered with 413 and both sizes', () => {
    expect(requestTooLarge({ bytes: 6_291_457, limit: 6_291_456 })).toMatchObject({
      statusCode: 413,
      errorType: 'RequestEntityTooLargeException',
      message: '6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
    });
    expect(requestTooLarge({ bytes: 2, limit: 1, invocationType: 'Event' }).message).toContain(
      'the Event invocation type',
    );
  });

  it('that is throttled is answered with 429 and the reason', () => {
    expect(throttled({ reason: 'ConcurrentInvocationLimitExceeded' })).toMatchObject({
      statusCode: 429,
      errorType: 'TooManyRequestsException',
      payload: '{"Reason":"ConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}',
    });
  });
});
