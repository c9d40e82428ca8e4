/** `node:util`. Left out: parseArgs, MIMEType, and what looks into other threads. */
const { format, inspect } = require('internal/inspect');
const { nodeError } = require('internal/errors');
const { isDeepEqual } = require('internal/deep-equal');
const types = require('internal/types');

const custom = Symbol.for('nodejs.util.promisify.custom');

function promisify(original) {
  if (typeof original !== 'function')
    throw nodeError('ERR_INVALID_ARG_TYPE', 'The "original" argument must be of type function', TypeError);
  if (original[custom]) return original[custom];
  function promised(...args) {
    return new Promise((resolve, reject) => {
      original.call(this, ...args, (error, value) => (error ? reject(error) : resolve(value)));
    });
  }
  Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
  return Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original));
}
promisify.custom = custom;

setTimeout[custom] = (delay, value) => new Promise((resolve) => setTimeout(resolve, delay, value));
setImmediate[custom] = (value) => new Promise((resolve) => setImmediate(resolve, value));

function callbackify(original) {
  return function (...args) {
    const callback = args.pop();
    original.apply(this, args).then(
      (value) => process.nextTick(callback, null, value),
      (error) =>
        process.nextTick(
          callback,
          error ?? nodeError('ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value'),
        ),
    );
  };
}

function inherits(constructor, parent) {
  Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

function deprecate(fn, message, code) {
  let isTold = false;
  return function (...args) {
    if (!isTold) process.emitWarning({ name: 'DeprecationWarning', message: code ? `[${code}] ${message}` : message });
    isTold = true;
    return new.target ? Reflect.construct(fn, args, new.target) : fn.apply(this, args);
  };
}

module.exports = {
  promisify,
  callbackify,
  inherits,
  deprecate,
  inspect,
  types,
  format: (...args) => format(args),
  formatWithOptions: (options, ...args) => format(args, options),
  isDeepStrictEqual: (a, b) => isDeepEqual(a, b, true),
  debuglog: () => Object.assign(() => {}, { enabled: false }),
  debug: () => Object.assign(() => {}, { enabled: false }),
  stripVTControlCharacters: (text) => `${text}`.replace(/\x1b\[[0-9;]*[A-Za-z]/g, ''),
  styleText: (_format, text) => text,
  toUSVString: (text) => `${text}`.toWellFormed(),
  isArray: Array.isArray,
  get TextEncoder() {
    return TextEncoder;
  },
  get TextDecoder() {
    return TextDecoder;
  },
};
