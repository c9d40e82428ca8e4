/**
 * `error.stack` in the shape of V8: a heading, then frames as Node.js prints them.
 *
 * The engine leaves its own text in `$tack` (see binary.ts). Frames of this folder's own code are
 * left out, as are frames that V8 would show for the runtime itself.
 */
import {
  NativeError,
  defineProperty,
  errorToString,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  stringIncludes,
  stringLastIndexOf,
  stringSlice,
  stringSplit,
  stringStartsWith,
} from './primordials.js';

/** Length of the text before a CommonJS module's first line: see host-functions.ts. */
const wrapperLength = '(function __module(exports, require, module, __filename, __dirname) {'.length;

/** `    at name (file:line:column)` of the engine as V8 writes it; undefined for a frame to leave out. */
function frame(line) {
  const text = stringSlice(line, 7);
  // Functions of this folder are compiled without places.
  if (!stringIncludes(text, ':') && !stringIncludes(text, '(native)')) return undefined;
  const open = stringLastIndexOf(text, ' (');
  const name = open < 0 ? text : stringSlice(text, 0, open);
  const place = open < 0 ? text : stringSlice(text, open + 2, -1);
  if (place === 'native') return `    at ${name} (<anonymous>)`;
  if (stringStartsWith(place, 'node:') || stringStartsWith(place, 'coldstart:')) return undefined;
  const columnAt = stringLastIndexOf(place, ':');
  const rowAt = stringLastIndexOf(place, ':', columnAt - 1);
  const file = stringSlice(place, 0, rowAt);
  const row = stringSlice(place, rowAt + 1, columnAt);
  let column = +stringSlice(place, columnAt + 1);
  if (row === '1' && stringStartsWith(file, '/')) column = column > wrapperLength ? column - wrapperLength : 1;
  const where = `${file}:${row}:${column}`;
  if (name === '__module') return `    at Object.<anonymous> (${where})`;
  if (name === '<anonymous>' || name === text) return `    at ${where}`;
  return `    at ${name} (${where})`;
}

/** The engine's text as V8 writes it. A native function is shown if the learner's code called it. */
function frames(text, limit) {
  let result = '';
  let natives = '';
  const lines = stringSplit(text, '\n');
  for (let i = 0, count = 0; i < lines.length && count < limit; i++) {
    if (!stringIncludes(lines[i], ' at ')) continue;
    const shown = frame(lines[i]);
    if (shown === undefined) natives = '';
    else if (stringIncludes(lines[i], '(native)')) natives += `\n${shown}`;
    else {
      result += `${natives}\n${shown}`;
      natives = '';
      count++;
    }
  }
  return result;
}

/** `Error: message`, with the name the error had when it was made. */
function heading(error) {
  try {
    const { name } = getPrototypeOf(error);
    const code = hasOwn(error, 'code') && stringStartsWith(`${error.code}`, 'ERR_') ? ` [${error.code}]` : '';
    const message = hasOwn(error, 'message') ? error.message : '';
    return `${name}${code}${message === '' ? '' : `: ${message}`}`;
  } catch {
    return 'Error';
  }
}

const stackOf = (error) => {
  const own = getOwnPropertyDescriptor(error, '$tack');
  if (!own) return undefined;
  const limit = NativeError.stackTraceLimit;
  return heading(error) + frames(`${own.value}`, typeof limit === 'number' ? limit : 10);
};

defineProperty(NativeError.prototype, 'stack', {
  configurable: true,
  enumerable: false,
  get() {
    return typeof this === 'object' && this !== null ? stackOf(this) : undefined;
  },
  set(value) {
    defineProperty(this, 'stack', { value, writable: true, configurable: true, enumerable: false });
  },
});

defineProperty(NativeError, 'stackTraceLimit', { value: 10, writable: true, configurable: true, enumerable: true });

defineProperty(NativeError, 'captureStackTrace', {
  value(target) {
    const made = new NativeError();
    const lines = `${getOwnPropertyDescriptor(made, '$tack').value}`;
    let title;
    try {
      title = errorToString(target);
    } catch {
      title = 'Error';
    }
    defineProperty(target, 'stack', {
      value: title + frames(lines, 10),
      writable: true,
      configurable: true,
      enumerable: false,
    });
  },
  writable: true,
  configurable: true,
  enumerable: false,
});

// The engine's own class for running out of stack; V8 has a RangeError for it.
Object.setPrototypeOf(InternalError.prototype, RangeError.prototype);
defineProperty(InternalError.prototype, 'name', { value: 'RangeError', writable: true, configurable: true });
defineProperty(InternalError.prototype, 'constructor', { value: RangeError, writable: true, configurable: true });
delete globalThis.InternalError;
