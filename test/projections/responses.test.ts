import { describe, expect, it } from 'vitest';
import { logTailOf, project, requestId, responses, responsesOf } from '#simulator';
import { coldStart, ending, written } from './written-trace.ts';
import { invokeAt, runOf } from './run-of.ts';

const id = requestId(1, 0);
const answered = (given: Parameters<typeof ending>[1]) => written([...coldStart(1000), ...ending(5000, given)]);

describe('the answer to a request', () => {
  it('that went well has status 200, the version that ran and the body of the handler', () => {
    const trace = answered({ rule: 'invoke.returned', status: 0, durationUs: 4000, billed: 5, payload: '{"ok":true}' });
    expect(project(trace, responses)).toEqual([
      {
        request: 0,
        statusCode: 200,
        headers: { 'Content-Type': 'application/json', 'x-amzn-RequestId': id, 'X-Amz-Executed-Version': '$LATEST' },
        payload: '{"ok":true}',
      },
    ]);
  });

  it('of a function that failed has status 200, too, and says Unhandled', () => {
    const payload = '{"errorType":"TypeError","errorMessage":"x","trace":[]}';
    const trace = answered({
      rule: 'invoke.functionError',
      status: 1,
      durationUs: 4000,
      billed: 5,
      payload,
      errorType: 'TypeError',
    });
    expect(project(trace, responses)).toMatchObject([
      {
        statusCode: 200,
        functionError: 'Unhandled',
        headers: { 'X-Amz-Function-Error': 'Unhandled' },
        payload,
        errorType: 'TypeError',
      },
    ]);
  });

  it('that was throttled has status 429, the exception and its reason', () => {
    const trace = runOf({ actions: invokeAt(0), fn: { ReservedConcurrentExecutions: 0 } });
    expect(project(trace, responses)).toEqual([
      {
        request: 0,
        statusCode: 429,
        headers: {
          'Content-Type': 'application/json',
          'x-amzn-RequestId': requestId(1, 0),
          'x-amzn-ErrorType': 'TooManyRequestsException',
        },
        payload:
          '{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}',
        errorType: 'TooManyRequestsException',
        reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      },
    ]);
  });

  it('that is not JSON has status 400', () => {
    const trace = runOf({ actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', payloadText: '{]' }] });
    expect(project(trace, responses)).toMatchObject([{ statusCode: 400, errorType: 'InvalidRequestContentException' }]);
  });

  it('has the end of the log when it is asked for', () => {
    const trace = runOf({ actions: invokeAt(0, 10, 1000), fn: { ReservedConcurrentExecutions: 1 } });
    const tails = project(trace, responsesOf({ logType: 'Tail' })).map(({ request, headers }) => [
      request,
      headers['X-Amz-Log-Result'],
    ]);
    expect(tails).toEqual([
      [1, undefined],
      [0, logTailOf(trace, 0)],
      [2, logTailOf(trace, 2)],
    ]);
  });
});

describe('a selection of answers', () => {
  const trace = runOf({ actions: invokeAt(0, 1000, 2000) });

  it('can be that to one request', () => {
    expect(project(trace, responsesOf({ request: 1 })).map(({ request }) => request)).toEqual([1]);
  });

  it('is cut at its limit', () => {
    expect(project(trace, responsesOf({ limit: 2, logType: 'Tail' })).map(({ request }) => request)).toEqual([0, 1]);
  });
});
