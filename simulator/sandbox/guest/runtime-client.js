/**
 * The runtime interface client: loads the handler, hands it events, posts what it answers.
 *
 * Models https://github.com/aws/aws-lambda-nodejs-runtime-interface-client in its two generations.
 * Up to Node.js 22 a handler may take a callback, a value that a plain function returns is ignored,
 * and an answer is posted at once. From Node.js 24 a handler's result is awaited, callbacks are
 * refused, and the answer is posted in the next round of immediates.
 *
 * Assumed for Node.js 24 and later: an unhandled rejection, an exception in a timer and an event
 * loop that runs empty end as they are documented, with the error types of the older client.
 * Left out: response streaming.
 */
import {
  NativeError,
  apply,
  assign,
  dateNow,
  mapDelete,
  mapForEach,
  mapSet,
  mapSize,
  NativeMap,
  NativeSyntaxError,
  parse,
  promiseThen,
  stringIncludes,
  stringIndexOf,
  stringSlice,
  stringSplit,
  stringify,
  regexpExec,
} from './primordials.js';
import { config } from './config.js';
import { flushRaw, logError } from './console.js';
import { setContext } from './context.js';
import { payloadOf, runtimeError } from './errors.js';
import * as loop from './event-loop.js';
import { host } from './host.js';
import { load, Module } from './modules.js';
import { emit } from './process.js';
import { request } from './request.js';

/** What a turn tells the host when there is something to tell: see `stateOf` in guest-process.ts. */
let word = '';
/** Number of the load or invocation that is under way; 0 when none is. */
let open = 0;
let serial = 0;
let handler;
/** Called when the event loop runs empty before an answer. */
let onEmptyLoop = () => {};
let event;

const begin = () => (open = ++serial);

/** Ends what `mine` stands for; an answer that comes too late says nothing. */
const say = (mine, text) => {
  if (mine !== open || open === 0) return;
  open = 0;
  word = text;
};

function failure(error) {
  const payload = payloadOf(error);
  return `${payload.errorType}\n${stringify(payload)}`;
}

// Loading.

/** Begins the process. @param text configuration: see `#startText` in guest-process.ts */
export function start(text) {
  assign(config, parse(text));
  config.startedAtUs = host.now();
  prepare();
  const mine = begin();
  onEmptyLoop = () => say(mine, 'X13');
  promiseThen(
    loadHandler(),
    (found) => {
      handler = found;
      say(mine, 'L');
    },
    (error) => {
      logError(config.nodeMajor < 24 ? 'Uncaught Exception' : 'Init Error', error);
      flushRaw();
      say(mine, `E${config.nodeMajor < 24 ? 129 : 1}\n${failure(error)}`);
    },
  );
}

let prepare = () => {};
export const onStart = (act) => void (prepare = act);

async function loadHandler() {
  const full = config.handler;
  if (stringIncludes(full, '..'))
    throw runtimeError(
      'MalformedHandlerName',
      `'${full}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  const folder = stringSlice(full, 0, full.lastIndexOf('/') + 1);
  const match = regexpExec(/^([^.]*)\.(.*)$/, stringSlice(full, folder.length));
  if (!match) throw runtimeError('MalformedHandlerName', 'Bad handler');
  const module = await loadModule(`${folder}${match[1]}`);
  const path = stringSplit(match[2], '.');
  let found = reach(module, path);
  if (!found && config.nodeMajor >= 24 && module !== null && typeof module === 'object' && 'default' in module)
    found = reach(module.default, path);
  if (!found) throw runtimeError('HandlerNotFound', `${full} is undefined or not exported`);
  if (typeof found !== 'function') throw runtimeError('HandlerNotFound', `${full} is not a function`);
  if (config.nodeMajor >= 24 && found.length >= 3) throw runtimeError('CallbackHandlerDeprecated', callbackRefusal);
  return found;
}

const callbackRefusal =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

function reach(object, path) {
  for (let i = 0; i < path.length; i++) object = object === undefined || object === null ? undefined : object[path[i]];
  return object;
}

/** The order in which the client looks for the file of a handler. */
const extensions = ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];

async function loadModule(path) {
  const full = `/var/task/${path}`;
  try {
    for (let i = 0; i < extensions.length; i++) {
      const file = `${full}${extensions[i]}`;
      if (host.isFile(file))
        return await (host.kind(file) === 'module' ? host.importModule(file) : load(file, undefined).exports);
    }
    const runtime = new Module('/var/runtime/index.mjs', undefined);
    runtime.path = '/var/task';
    return load(resolveLast(path, runtime), undefined).exports;
  } catch (error) {
    if (error instanceof NativeSyntaxError) {
      const wrapped = runtimeError('UserCodeSyntaxError', `${error}`);
      wrapped.stack = `Runtime.UserCodeSyntaxError: ${error.stack}`;
      throw wrapped;
    }
    if (error !== null && typeof error === 'object' && error.code === 'MODULE_NOT_FOUND')
      throw runtimeError('ImportModuleError', `${error}`);
    throw error;
  }
}

const resolveLast = (path, runtime) => runtime.require.resolve(path);

// Invoking.

/** Hands over an event. Timers that came due while the environment was frozen run before it. */
export function invoke(payload, details, deadlineMs) {
  begin();
  event = { payload, details, deadlineMs };
  if (!loop.isTimerDue()) handle();
}

/** What is the same in every event of a function. */
const constants = {
  text: '',
  invokedFunctionArn: '',
  functionName: '',
  functionVersion: '',
  memoryLimitInMB: '',
  logGroupName: '',
  logStreamName: '',
};

function readConstants(text) {
  const parts = stringSplit(text, '\n');
  constants.text = text;
  constants.invokedFunctionArn = parts[0];
  constants.functionName = parts[1];
  constants.functionVersion = parts[2];
  constants.memoryLimitInMB = parts[3];
  constants.logGroupName = parts[4];
  constants.logStreamName = parts[5];
}

function handle() {
  const { payload, details, deadlineMs } = event;
  event = undefined;
  const id = stringSlice(details, 0, stringIndexOf(details, '\n'));
  const rest = stringSlice(details, id.length + 1);
  if (rest !== constants.text) readConstants(rest);
  const { invokedFunctionArn, functionName, functionVersion, memoryLimitInMB, logGroupName, logStreamName } = constants;
  request.id = id;
  setContext(undefined);
  const getRemainingTimeInMillis = () => deadlineMs - dateNow();
  if (config.nodeMajor >= 24) {
    serve(parse(payload), {
      clientContext: undefined,
      identity: undefined,
      invokedFunctionArn,
      awsRequestId: id,
      tenantId: undefined,
      xRayTraceId: undefined,
      getRemainingTimeInMillis,
      functionName,
      functionVersion,
      memoryLimitInMB,
      logGroupName,
      logStreamName,
    });
    return;
  }
  const [callback, context] = callbackContext();
  context.functionVersion = functionVersion;
  context.functionName = functionName;
  context.memoryLimitInMB = memoryLimitInMB;
  context.logGroupName = logGroupName;
  context.logStreamName = logStreamName;
  context.clientContext = undefined;
  context.identity = undefined;
  context.invokedFunctionArn = invokedFunctionArn;
  context.awsRequestId = id;
  context.tenantId = undefined;
  context.getRemainingTimeInMillis = getRemainingTimeInMillis;
  serveOld(parse(payload), context, callback);
}

const respond = (mine, result) => {
  const text = stringify(result === undefined ? null : result);
  say(mine, `R${text === undefined ? 'null' : text}`);
};

const fail = (mine, error) => {
  logError('Invoke Error', error);
  say(mine, `F${failure(error)}`);
};

// From Node.js 24.

async function serve(input, context) {
  const mine = open;
  onEmptyLoop = () => neverSettled(mine);
  let result;
  try {
    result = await handler(input, context);
  } catch (error) {
    loop.soon(() => fail(mine, error));
    return;
  }
  loop.soon(() => {
    try {
      respond(mine, result);
    } catch {
      const error = runtimeError('JSONStringifyError', 'Unable to stringify response body');
      loop.soon(() => fail(mine, error));
    }
  });
}

const nodeJsExit =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';

const neverSettled = (mine) => fail(mine, runtimeError('NodeJsExit', nodeJsExit));

// Up to Node.js 22.

const isAsync = (fn) => {
  try {
    return fn.constructor.name === 'AsyncFunction';
  } catch {
    return false;
  }
};

function callbackContext() {
  const mine = open;
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
    else onEmptyLoop = () => tryAnswer(answer, result);
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

function serveOld(input, context, callback) {
  const { succeed, fail: failed } = context;
  const mine = open;
  onEmptyLoop = () => (isAsync(handler) ? neverSettled(mine) : say(mine, 'Rnull'));
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

// Errors that nobody caught.

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
  if (open) say(open, `E${code}\n${failure(error)}`);
  else if (word[0] === 'R') word = `D${code}\n${stringSlice(word, 1)}`;
  else if (word[0] === 'F') word = `E${code}\n${stringSlice(word, 1)}`;
}

export function uncaught(error) {
  if (emit('uncaughtException', error, 'uncaughtException')) return;
  die(129, 'Uncaught Exception', error);
}

function checkRejections() {
  if (mapSize(rejections) === 0) return false;
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

// The turns of the event loop.

function run(entry) {
  setContext(entry.context);
  try {
    if (entry.args === undefined) entry.callback();
    else apply(entry.callback, undefined, entry.args);
  } catch (error) {
    uncaught(error);
  }
}

const again = '';

/** Takes one step of the event loop. @returns a word for the host, or nothing to be asked again */
export function turn() {
  if (loop.runTicks(run)) return again;
  if (checkRejections() && word === '') return again;
  if (word !== '') {
    const said = word;
    word = '';
    flushRaw();
    return said;
  }
  if (event !== undefined && !loop.isTimerDue()) {
    handle();
    return again;
  }
  if (!loop.isInRound() && loop.runTimer(run)) return again;
  if (loop.runImmediate(run)) return word === '' || !isQuiet() ? again : turn();
  if (loop.isTimerDue()) return again;
  if (loop.isAlive()) return `W${loop.nextDueUs()}`;
  onEmptyLoop();
  return word === '' ? nothingLeft() : again;
}

/** Nothing can happen any more, and nobody said so: the process ends by itself. */
const nothingLeft = () => 'X0';

const isQuiet = () => mapSize(rejections) === 0;
