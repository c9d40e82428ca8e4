/**
 * The body of a request, and whether Lambda accepts it at all.
 *
 * Models: a body that is not JSON, or larger than a request of its kind may be, is refused before
 * any capacity is looked for (https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html).
 * Left out: the exact wording of AWS's JSON parser after "Could not parse payload into json".
 */
import type { Facts } from '../facts/index.ts';
import { invalidJson, requestTooLarge, type ServiceError } from '../facts/messages.ts';
import { ruleNumber } from '../facts/rules.ts';
import { utf8Length } from '../kernel/utf8.ts';

export interface RequestBody {
  readonly text: string;
  readonly bytes: number;
  /** Why it is refused, if it is. */
  readonly refusal?: { readonly rule: number; readonly error: ServiceError; readonly limitBytes: number };
}

/**
 * Judges a body as the Invoke API does. An empty body is legal and reaches the function as `{}`.
 * @param given a JSON value, or the exact text
 * @param isAsynchronous asynchronous requests have a smaller limit
 */
export function requestBody(
  given: { payload?: unknown; payloadText?: string | undefined },
  facts: Facts,
  isAsynchronous = false,
): RequestBody {
  const text = given.payloadText ?? (given.payload === undefined ? '{}' : JSON.stringify(given.payload));
  const bytes = utf8Length(text);
  const limitBytes = facts[isAsynchronous ? 'limits.payload.asyncRequest' : 'limits.payload.syncRequest'];
  if (bytes > limitBytes)
    return {
      text,
      bytes,
      refusal: {
        rule: ruleNumber('request.tooLarge'),
        error: requestTooLarge({
          bytes,
          limit: limitBytes,
          invocationType: isAsynchronous ? 'Event' : 'RequestResponse',
        }),
        limitBytes,
      },
    };
  if (text === '') return { text: '{}', bytes };
  try {
    JSON.parse(text);
  } catch {
    // The engine's own wording differs from place to place, so it must not enter the trace.
    const detail = 'the payload is not valid JSON';
    return {
      text,
      bytes,
      refusal: { rule: ruleNumber('request.notJson'), error: invalidJson({ detail }), limitBytes },
    };
  }
  return { text, bytes };
}
