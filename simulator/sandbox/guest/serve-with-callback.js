/** How the client up to Node.js 22 runs a handler: it may answer by its promise, a callback or its context. */
import { NativeError, apply } from './primordials.js';
import { current, fail, neverSettled, respond, say, whenLoopIsEmpty } from './answers.js';
import { uncaught } from './uncaught.js';

const isAsync = (fn) => {
  try {
    return fn.constructor.name === 'AsyncFunction';
  } catch {
    return false;
  }
};

/** The callback of an invocation, and the part of its context that answers. */
export function callbackContext() {
  const mine = current();
  let waits = true;
  let isFinished = false;
  const answer = (result) => {
    try {
      respond(mine, result);
    } catch {
      throw new NativeError('Unable to stringify response body');
    }
  };
  const done = (error, result) => {
    if (error !== undefined && error !== null) fail(mine, error);
    else answer(result);
  };
  const first =
    (act) =>
    (...args) => {
      if (isFinished) return;
      apply(act, undefined, args);
      isFinished = true;
    };
  const callback = (error, result) => {
    if (error !== undefined && error !== null) fail(mine, error);
    else if (!waits) answer(result);
    else whenLoopIsEmpty(() => tryAnswer(answer, result));
  };
  const context = {
    get callbackWaitsForEmptyEventLoop() {
      return waits;
    },
    set callbackWaitsForEmptyEventLoop(value) {
      waits = value;
    },
    succeed: first((result) => done(null, result)),
    fail: first((error) => done(error === undefined || error === null ? 'handled' : error, null)),
    done: first(done),
  };
  return [first(callback), context];
}

function tryAnswer(answer, result) {
  try {
    answer(result);
  } catch (error) {
    uncaught(error);
  }
}

/** Runs the handler; what it gives back counts only if it is a promise. */
export function serveWithCallback(handler, input, context, callback) {
  const { succeed, fail: failed } = context;
  const mine = current();
  whenLoopIsEmpty(() => (isAsync(handler) ? neverSettled(mine) : say(mine, 'Rnull')));
  try {
    const result = handler(input, context, callback);
    if (result && typeof result.then === 'function') {
      const settled = result.then(succeed, failed);
      if (settled && typeof settled.catch === 'function') settled.catch(failed);
    }
  } catch (error) {
    callback(error);
  }
}
