/** The globals of Node.js. What is rarely used is made when it is first touched. */
import { NativePromise, defineProperty, promiseThen } from './primordials.js';
import { console } from './console.js';
import { currentContext, setContext } from './context.js';
import { nodeError } from './errors.js';
import { Immediate, Timeout, stopImmediate, stopTimer } from './event-loop.js';
import { host } from './host.js';
import { builtin, ready } from './builtins.js';
import { process } from './process.js';

const checked = (callback) => {
  if (typeof callback !== 'function')
    throw nodeError(
      'ERR_INVALID_ARG_TYPE',
      `The "callback" argument must be of type function. Received ${callback === undefined ? 'undefined' : `type ${typeof callback}`}`,
      TypeError,
    );
  return callback;
};

export const timers = {
  setTimeout: (callback, delay, ...args) => new Timeout(checked(callback), delay, args, false, currentContext()),
  setInterval: (callback, delay, ...args) => new Timeout(checked(callback), delay, args, true, currentContext()),
  setImmediate: (callback, ...args) => new Immediate(checked(callback), args, currentContext()),
  clearTimeout: (timer) => stopTimer(timer),
  clearInterval: (timer) => stopTimer(timer),
  clearImmediate: (immediate) => stopImmediate(immediate),
};

const define = (name, value) =>
  defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });

/** A global that is taken from a module of Node.js when it is first touched. */
function defineLazily(name, module) {
  defineProperty(globalThis, name, {
    configurable: true,
    enumerable: false,
    get() {
      const value = builtin(module)[name];
      define(name, value);
      return value;
    },
    set: (value) => define(name, value),
  });
}

/** @param uncaught hears of what a microtask throws */
export function defineGlobals(uncaught) {
  define('global', globalThis);
  define('console', console);
  define('process', process);
  for (const name of Object.keys(timers)) define(name, timers[name]);
  const resolved = NativePromise.resolve();
  define('queueMicrotask', (callback) => {
    checked(callback);
    const context = currentContext();
    promiseThen(resolved, () => {
      setContext(context);
      try {
        callback();
      } catch (error) {
        uncaught(error);
      }
    });
  });
  const lazy = {
    Buffer: 'buffer',
    atob: 'internal/base64',
    btoa: 'internal/base64',
    TextEncoder: 'internal/encoding',
    TextDecoder: 'internal/encoding',
    URL: 'internal/url',
    URLSearchParams: 'internal/url',
    structuredClone: 'internal/structured-clone',
    performance: 'internal/performance',
    crypto: 'internal/web-crypto',
    AbortController: 'internal/web-events',
    AbortSignal: 'internal/web-events',
    Event: 'internal/web-events',
    EventTarget: 'internal/web-events',
    CustomEvent: 'internal/web-events',
    DOMException: 'internal/web-events',
    fetch: 'internal/fetch',
    Headers: 'internal/fetch',
    Request: 'internal/fetch',
    Response: 'internal/fetch',
  };
  for (const name of Object.keys(lazy)) defineLazily(name, lazy[name]);
  define('awslambda', undefined);
  delete globalThis.awslambda;
}

ready.process = () => process;
ready.console = () => console;
ready.timers = () => ({ ...timers, promises: builtin('timers/promises') });
ready['internal/host'] = () => host;
ready['internal/context'] = () => ({ currentContext, setContext });
