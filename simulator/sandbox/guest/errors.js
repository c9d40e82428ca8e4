/**
 * Errors as the runtime interface client posts and logs them.
 * Models https://github.com/aws/aws-lambda-nodejs-runtime-interface-client (two generations: up to
 * Node.js 22 and from Node.js 24).
 */
import {
  NativeError,
  NativeString,
  assign,
  defineProperty,
  stringIncludes,
  stringReplaceAll,
  stringSplit,
  stringify,
  tagOf,
} from './primordials.js';
import { config } from './config.js';

/** An error of the runtime itself: `Runtime.HandlerNotFound` and its like. */
export function runtimeError(type, message, extra) {
  const error = new NativeError(message);
  const enumerable = config.nodeMajor >= 24;
  defineProperty(error, 'name', { value: `Runtime.${type}`, writable: true, configurable: true, enumerable });
  defineProperty(error, 'stack', {
    value: `Runtime.${type}: ${message}`,
    writable: true,
    configurable: true,
    enumerable: false,
  });
  return extra ? assign(error, extra) : error;
}

export const isNativeError = (value) =>
  typeof value === 'object' && value !== null && (value instanceof NativeError || tagOf(value) === '[object Error]');

/** Old runtimes also take what looks like an error. */
const looksLikeError = (value) =>
  value &&
  typeof value.name === 'string' &&
  typeof value.message === 'string' &&
  typeof value.stack === 'string' &&
  value.name &&
  value.message &&
  value.stack;

const unreadable =
  'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack';

const escapeDel = (text) => (stringIncludes(text, '\x7f') ? stringReplaceAll(text, '\x7f', '%7F') : text);

/** `{ errorType, errorMessage, trace }` of whatever was thrown. */
export function payloadOf(error) {
  try {
    if (isNativeError(error) || (config.nodeMajor < 24 && looksLikeError(error))) {
      const stack = error.stack;
      return {
        errorType: typeof error.name === 'string' ? escapeDel(error.name) : error.name,
        errorMessage: typeof error.message === 'string' ? escapeDel(error.message) : error.message,
        trace: typeof stack === 'string' ? stringSplit(escapeDel(stack), '\n') : [],
      };
    }
    return {
      errorType: typeof error,
      errorMessage: config.nodeMajor < 24 ? error.toString() : NativeString(error),
      trace: [],
    };
  } catch {
    const payload = { errorType: 'handled', errorMessage: unreadable };
    return config.nodeMajor < 24 ? payload : assign(payload, { trace: [] });
  }
}

export function asError(value) {
  if (isNativeError(value)) return value;
  try {
    return new NativeError(NativeString(value));
  } catch {
    return new NativeError(unreadable);
  }
}

/** The error with its hidden fields, as JSON.stringify's replacer. */
function withFields(_key, value) {
  if (!isNativeError(value)) return value;
  const fields = assign({ errorType: value.name, errorMessage: value.message, code: value.code }, value);
  if (typeof value.stack === 'string') fields.stack = stringSplit(value.stack, '\n');
  return fields;
}

/** What follows `Invoke Error` in a text log. */
export function formatted(error) {
  try {
    return `\t${stringify(error, withFields)}`;
  } catch {
    return `\t${stringify(payloadOf(error))}`;
  }
}

/** An error of Node.js with a code: `ERR_MODULE_NOT_FOUND` ... */
export function nodeError(code, message, Base = NativeError) {
  const error = new Base(message);
  defineProperty(error, 'code', { value: code, writable: true, configurable: true, enumerable: true });
  return error;
}
