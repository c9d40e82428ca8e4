/** How the client of Node.js 24 and later runs a handler. */
import { current, fail, neverSettled, respond, whenLoopIsEmpty } from './answers.js';
import { runtimeError } from './errors.js';
import { soon } from './event-loop.js';

/** Runs the handler, awaits it, and posts the answer in the next round of immediates. */
export async function serve(handler, input, context) {
  const mine = current();
  whenLoopIsEmpty(() => neverSettled(mine));
  let result;
  try {
    result = await handler(input, context);
  } catch (error) {
    soon(() => fail(mine, error));
    return;
  }
  soon(() => {
    try {
      respond(mine, result);
    } catch {
      const error = runtimeError('JSONStringifyError', 'Unable to stringify response body');
      soon(() => fail(mine, error));
    }
  });
}
