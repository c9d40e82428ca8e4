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
import { apply, assign, dateNow, parse, promiseThen, stringIndexOf, stringSlice, stringSplit } from './primordials.js';
import { begin, hasWord, loopIsEmpty, say, takeWord, whenLoopIsEmpty, failure } from './answers.js';
import { config } from './config.js';
import { flushRaw, logError } from './console.js';
import { setContext } from './context.js';
import * as loop from './event-loop.js';
import { host } from './host.js';
import { loadHandler } from './load-handler.js';
import { request } from './request.js';
import { callbackContext, serveWithCallback } from './serve-with-callback.js';
import { serve } from './serve.js';
import { checkRejections, hasRejections, uncaught } from './uncaught.js';

export { checkpoint, restored } from './hooks.js';
export { rejected, uncaught } from './uncaught.js';

let handler;
let event;

/** Begins the process. @param text configuration: see `#startText` in guest-process.ts */
export function start(text) {
  assign(config, parse(text));
  config.startedAtUs = host.now();
  prepare();
  const mine = begin();
  whenLoopIsEmpty(() => say(mine, 'X13'));
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
    serve(handler, parse(payload), {
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
  serveWithCallback(handler, parse(payload), context, callback);
}

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
  if (checkRejections() && !hasWord()) return again;
  if (hasWord()) {
    flushRaw();
    return takeWord();
  }
  if (event !== undefined && !loop.isTimerDue()) {
    handle();
    return again;
  }
  if (!loop.isInRound() && loop.runTimer(run)) return again;
  if (loop.runImmediate(run)) return hasWord() && !hasRejections() ? turn() : again;
  if (loop.isTimerDue()) return again;
  if (loop.isAlive()) return `W${loop.nextDueUs()}`;
  loopIsEmpty();
  // Nothing can happen any more, and nobody said so: the process ends by itself.
  return hasWord() ? again : 'X0';
}
