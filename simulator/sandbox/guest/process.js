/** `process` of Node.js, as far as a handler meets it. */
import { assign, create, defineProperty, floor, isArray, keys } from './primordials.js';
import { config } from './config.js';
import { flushRaw, writeRaw } from './console.js';
import { currentContext } from './context.js';
import { nodeError } from './errors.js';
import { nextTick } from './event-loop.js';
import { host } from './host.js';

const listeners = create(null);

/** Calls what was registered for an event. @returns whether anything was */
export function emit(event, ...args) {
  const list = listeners[event];
  if (!list || list.length === 0) return false;
  for (const { listener, once } of [...list]) {
    if (once) process.off(event, listener);
    listener.apply(process, args);
  }
  return true;
}

function add(event, listener, once) {
  if (typeof listener !== 'function')
    throw nodeError('ERR_INVALID_ARG_TYPE', 'The "listener" argument must be of type function.', TypeError);
  (listeners[event] ??= []).push({ listener, once });
  return process;
}

let isExiting = false;

/** Ends the process: listeners of `exit` run, and then nothing. */
export function exit(code) {
  const value = code === undefined ? (process.exitCode ?? 0) : code;
  if (!isExiting) {
    isExiting = true;
    process.exitCode = value;
    try {
      emit('exit', value);
    } catch {
      // The process ends all the same.
    }
  }
  flushRaw();
  host.exit(Number(process.exitCode) || 0);
}

const stream = (name, fd) => ({
  fd,
  isTTY: false,
  writable: true,
  columns: 80,
  write(chunk, encoding, callback) {
    writeRaw(name, typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk));
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') nextTick(done, [], undefined);
    return true;
  },
  end(chunk) {
    if (chunk !== undefined) this.write(chunk);
  },
  on() {
    return this;
  },
  once() {
    return this;
  },
});

function hrtime(previous) {
  const us = host.now() - config.startedAtUs + 1_000_000_000;
  const time = [floor(us / 1e6), (us % 1e6) * 1000];
  if (!isArray(previous)) return time;
  const nanoseconds = time[1] - previous[1];
  const seconds = time[0] - previous[0];
  return nanoseconds < 0 ? [seconds - 1, nanoseconds + 1e9] : [seconds, nanoseconds];
}
hrtime.bigint = () => BigInt(host.now() - config.startedAtUs + 1_000_000_000) * 1000n;

let directory = '/var/task';

export const process = {
  title: 'node',
  version: '',
  versions: {},
  arch: 'x64',
  platform: 'linux',
  release: { name: 'node' },
  argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'],
  execArgv: [],
  execPath: '/var/lang/bin/node',
  env: {},
  pid: 8,
  ppid: 1,
  exitCode: undefined,
  features: {},
  config: {},
  stdout: stream('stdout', 1),
  stderr: stream('stderr', 2),
  stdin: {
    fd: 0,
    isTTY: false,
    on() {
      return this;
    },
  },
  cwd: () => directory,
  chdir: (path) => void (directory = `${path}`),
  exit,
  reallyExit: exit,
  abort: () => host.exit(134),
  kill: () => true,
  umask: () => 0o22,
  getuid: () => 993,
  geteuid: () => 993,
  getgid: () => 990,
  getegid: () => 990,
  uptime: () => (host.now() - config.startedAtUs) / 1e6,
  hrtime,
  cpuUsage: () => ({ user: floor(host.now() - config.startedAtUs), system: 0 }),
  resourceUsage: () => ({ maxRSS: floor(host.memory() / 1024) }),
  memoryUsage: assign(
    () => {
      const used = host.memory();
      return { rss: used, heapTotal: used, heapUsed: used, external: 0, arrayBuffers: 0 };
    },
    { rss: () => host.memory() },
  ),
  nextTick(callback, ...args) {
    if (typeof callback !== 'function')
      throw nodeError('ERR_INVALID_ARG_TYPE', 'The "callback" argument must be of type function.', TypeError);
    nextTick(callback, args, currentContext());
  },
  emitWarning(warning) {
    const { name = 'Warning', message = warning } = typeof warning === 'object' ? warning : {};
    writeRaw('stderr', `(node:8) ${name}: ${message}\n`);
  },
  on: (event, listener) => add(event, listener, false),
  addListener: (event, listener) => add(event, listener, false),
  prependListener: (event, listener) => add(event, listener, false),
  once: (event, listener) => add(event, listener, true),
  off(event, listener) {
    const list = listeners[event];
    const at = list ? list.findIndex((entry) => entry.listener === listener) : -1;
    if (at >= 0) list.splice(at, 1);
    return process;
  },
  removeListener: (event, listener) => process.off(event, listener),
  removeAllListeners(event) {
    for (const name of event === undefined ? keys(listeners) : [event]) delete listeners[name];
    return process;
  },
  emit: (event, ...args) => emit(event, ...args),
  listeners: (event) => (listeners[event] ?? []).map((entry) => entry.listener),
  listenerCount: (event) => (listeners[event] ?? []).length,
  setMaxListeners: () => process,
  setUncaughtExceptionCaptureCallback() {},
};
defineProperty(process, Symbol.toStringTag, { value: 'process', configurable: true });

/** Fills in what depends on the function. */
export function prepareProcess() {
  const env = create(Object.prototype);
  for (const key of keys(config.environmentVariables)) env[key] = `${config.environmentVariables[key]}`;
  // Everything in the environment is text, whatever a handler assigns.
  process.env = new Proxy(env, {
    set: (target, key, value) => Reflect.set(target, key, typeof key === 'symbol' ? value : `${value}`),
    defineProperty: (target, key, descriptor) =>
      Reflect.defineProperty(
        target,
        key,
        'value' in descriptor ? { ...descriptor, value: `${descriptor.value}` } : descriptor,
      ),
  });
  process.version = config.nodeVersion;
  process.versions = { node: config.nodeVersion.slice(1), v8: '0.0.0-quickjs' };
  process.arch = config.environmentVariables.AWS_LAMBDA_ARCHITECTURE === 'arm64' ? 'arm64' : 'x64';
}
