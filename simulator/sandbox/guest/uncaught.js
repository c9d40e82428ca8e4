/** Errors that nobody caught, and the end of the process that they are. */
import { NativeMap, mapDelete, mapForEach, mapSet, mapSize } from './primordials.js';
import { current, endAfterWord, failure, say } from './answers.js';
import { config } from './config.js';
import { flushRaw, logError } from './console.js';
import { runtimeError } from './errors.js';
import { emit } from './process.js';

const rejections = new NativeMap();

/** The engine tells that a promise was rejected without a handler, or got one later. */
export function rejected(promise, reason, isHandled) {
  if (isHandled) mapDelete(rejections, promise);
  else mapSet(rejections, promise, reason);
}

/** The process dies of it; what was posted before stays posted. */
function die(code, title, error) {
  logError(title, error);
  flushRaw();
  if (current()) say(current(), `E${code}\n${failure(error)}`);
  else endAfterWord(code);
}

/** An exception that no code caught. */
export function uncaught(error) {
  if (config.nodeMajor >= 24 && emit('uncaughtException', error, 'uncaughtException')) return;
  die(129, 'Uncaught Exception', error);
}

/** Whether a rejected promise has no handler. */
export const hasRejections = () => mapSize(rejections) > 0;

/** Ends the process if a rejected promise has no handler. @returns whether one had none */
export function checkRejections() {
  if (!hasRejections()) return false;
  let reason;
  let promise;
  mapForEach(rejections, (value, key) => {
    reason ??= { value };
    promise ??= key;
  });
  mapDelete(rejections, promise);
  if (config.nodeMajor >= 24 && emit('unhandledRejection', reason.value, promise)) return true;
  let text;
  try {
    text = `${reason.value}`;
  } catch {
    text = 'undefined';
  }
  die(
    128,
    'Unhandled Promise Rejection',
    runtimeError('UnhandledPromiseRejection', text, { reason: reason.value, promise: {} }),
  );
  return true;
}
