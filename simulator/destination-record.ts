/**
 * The record of an asynchronous invocation, as destinations get it: its members in the order that
 * was recorded (replies recorded by the tests of LocalStack; documented in
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html).
 */
export interface RecordOf {
  /** Instant of the record, milliseconds since 1970. */
  readonly atMs: number;
  readonly requestId: string;
  /** ARN of the function with its qualifier. */
  readonly functionArn: string;
  readonly condition: string;
  readonly approximateInvokeCount: number;
  /** The event, JSON text. */
  readonly requestPayload: string;
  /** Absent when no attempt was answered by the function. */
  readonly response?: {
    readonly executedVersion: string;
    readonly failed: boolean;
    /** The answer, JSON text. */
    readonly payload: string;
  };
}

/** @returns the record's JSON text */
export function destinationRecord(of: RecordOf): string {
  const { requestId, functionArn, condition, approximateInvokeCount, requestPayload, response } = of;
  const head = JSON.stringify({
    version: '1.0',
    timestamp: new Date(of.atMs).toISOString(),
    requestContext: { requestId, functionArn, condition, approximateInvokeCount },
  });
  const members = [`"requestPayload":${requestPayload}`];
  if (response) {
    const { executedVersion, failed, payload } = response;
    const context = { statusCode: 200, executedVersion, ...(failed ? { functionError: 'Unhandled' } : {}) };
    members.push(`"responseContext":${JSON.stringify(context)}`, `"responsePayload":${payload}`);
  }
  return `${head.slice(0, -1)},${members.join(',')}}`;
}
