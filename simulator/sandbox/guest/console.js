/**
 * `console` as the runtime patches it. `log`, `info`, `debug`, `warn`, `error`, `trace` and `fatal`
 * write Lambda's log lines; the others are Node.js's own and go through them or, where Node.js
 * writes to the stream itself, come out as plain lines.
 */
import {
  assign,
  create,
  dateNow,
  isArray,
  keys,
  NativeDate,
  NativeMap,
  stringSplit,
  stringify,
  toIsoString,
  stringIncludes,
  stringReplaceAll,
} from './primordials.js';
import { config } from './config.js';
import { asError, formatted, isNativeError } from './errors.js';
import { builtin } from './builtins.js';
import { host } from './host.js';
import { format } from './format.js';
import { inspect } from './inspect.js';
import { request } from './request.js';

export const levels = { TRACE: 0, DEBUG: 1, INFO: 2, WARN: 3, ERROR: 4, FATAL: 5 };
const names = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

const write = (level, line) =>
  host.log(level, stringIncludes(line, '\0') ? stringReplaceAll(line, '\0', '\\x00') : line);

const errorFields = (value) => ({
  errorType: value?.constructor?.name ?? 'UnknownError',
  errorMessage: value.message,
  stackTrace: typeof value.stack === 'string' ? stringSplit(value.stack, '\n') : value.stack,
});

const jsonErrors = (_key, value) => (isNativeError(value) ? assign(errorFields(value), value) : value);

function jsonLine(time, level, args) {
  const line = { timestamp: time, level: names[level], requestId: request.id };
  if (args.length <= 1) {
    line.message = args[0];
    try {
      return stringify(line, jsonErrors);
    } catch {
      line.message = format([line.message]);
      return stringify(line);
    }
  }
  line.message = format(args);
  for (let i = 0; i < args.length; i++)
    if (isNativeError(args[i])) {
      const fields = errorFields(args[i]);
      assign(line, fields, { stackTrace: isArray(fields.stackTrace) ? fields.stackTrace : [] });
      break;
    }
  return stringify(line);
}

function log(level, args) {
  if (level < config.lowestLevel) return;
  const time = toIsoString(new NativeDate(dateNow()));
  if (config.isJson) write(level, jsonLine(time, level, args));
  else write(level, `${time}\t${request.id}\t${names[level]}\t${format(args.length === 0 ? [undefined] : args)}`);
}

/** The runtime's own line about an error: `Invoke Error`, `Uncaught Exception` ... */
export function logError(title, error) {
  try {
    if (config.isJson) log(levels.ERROR, [asError(error)]);
    else log(levels.ERROR, [title, formatted(asError(error))]);
  } catch {
    // What the handler did to the language may keep the line from being written, but not the answer.
    write(levels.ERROR, title);
  }
}

/** What is written to the standard streams as it is: a line for each line end. */
const pending = create(null);
export function writeRaw(stream, text) {
  const lines = stringSplit((pending[stream] ?? '') + text, '\n');
  pending[stream] = lines[lines.length - 1];
  for (let i = 0; i < lines.length - 1; i++) write(stream === 'stderr' ? levels.ERROR : levels.INFO, lines[i]);
}

/** What was written without a line end is a line too when the process stops. */
export function flushRaw() {
  for (const stream of keys(pending)) if (pending[stream]) writeRaw(stream, '\n');
}

const counts = new NativeMap();
const timers = new NativeMap();
let indentation = '';

const raw = (text) => writeRaw('stdout', `${indentation}${stringReplaceAll(text, '\n', `\n${indentation}`)}\n`);

const seconds = (ms) =>
  ms >= 3600000
    ? `${(ms / 3600000).toFixed(3)}h`
    : ms >= 60000
      ? `${(ms / 60000).toFixed(3)}m`
      : ms >= 1000
        ? `${(ms / 1000).toFixed(3)}s`
        : `${+ms.toFixed(3)}ms`;

function elapsed(label, what) {
  if (timers.has(label)) return seconds((host.now() - timers.get(label)) / 1000);
  writeRaw('stderr', `(node:8) Warning: No such label '${label}' for console.${what}()\n`);
  return undefined;
}

const patched = {
  trace: (...args) => log(levels.TRACE, args),
  debug: (...args) => log(levels.DEBUG, args),
  info: (...args) => log(levels.INFO, args),
  warn: (...args) => log(levels.WARN, args),
  error: (...args) => log(levels.ERROR, args),
  fatal: (...args) => log(levels.FATAL, args),
};

export const console = {
  log: patched.info,
  ...patched,
  dir: (value, options) => raw(inspect(value, { customInspect: false, ...options })),
  dirxml: (...args) => console.log(...args),
  table(data, columns) {
    if (data === null || typeof data !== 'object') return console.log(data);
    console.log(builtin('internal/console-table').table(data, columns));
  },
  group(...label) {
    if (label.length > 0) console.log(...label);
    indentation += '  ';
  },
  groupCollapsed: (...label) => console.group(...label),
  groupEnd() {
    indentation = indentation.slice(2);
  },
  count(label = 'default') {
    counts.set(`${label}`, (counts.get(`${label}`) ?? 0) + 1);
    console.log(`${label}: ${counts.get(`${label}`)}`);
  },
  countReset: (label = 'default') => void counts.delete(`${label}`),
  time: (label = 'default') => void timers.set(`${label}`, host.now()),
  timeEnd(label = 'default') {
    const text = elapsed(`${label}`, 'timeEnd');
    if (text !== undefined) console.log('%s: %s', label, text);
    timers.delete(`${label}`);
  },
  timeLog(label = 'default', ...args) {
    const text = elapsed(`${label}`, 'timeLog');
    if (text !== undefined) console.log('%s: %s', label, text, ...args);
  },
  timeStamp() {},
  profile() {},
  profileEnd() {},
  assert(holds, ...args) {
    if (holds) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else args = ['Assertion failed', ...args];
    console.warn(...args);
  },
};
