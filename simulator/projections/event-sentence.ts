/** What one event tells, as a sentence that stands by itself. */
import { bytesText, groupedNumber } from '../facts/quantity-text.ts';
import {
  conditions,
  deploymentSteps,
  initializationTypes,
  initPhases,
  NONE,
  type EventType,
  type EventView,
  type TraceHeader,
} from '../trace.ts';
import { throttleText } from './throttle-text.ts';
import { durationText, instantText } from './time-text.ts';

/** Requests and environments are counted from 1 in all text. */
export const requestName = (request: number): string => `request ${groupedNumber(request + 1)}`;
export const environmentName = (environment: number): string => `environment ${groupedNumber(environment + 1)}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const time = (event: EventView, field: string): string => durationText(event.number(field));
const count = (n: number, noun: string): string => `${groupedNumber(n)} ${noun}${n === 1 ? '' : 's'}`;
const request = (event: EventView): string => (event.request === NONE ? 'no request' : requestName(event.request));
const environment = (event: EventView): string =>
  event.environment === NONE ? 'no environment' : environmentName(event.environment);
const errorType = (event: EventView): string => (event.detail?.errorType ? ` (${event.detail.errorType})` : '');
const again = (event: EventView): boolean => event.number('phase') === initPhases.indexOf('invoke');
const percent = (share: number): string => `${groupedNumber(Number((share * 100).toFixed(2)))} %`;
const number = (event: EventView, field: string): string => groupedNumber(event.number(field));
const attempts = (n: number): string => count(n, 'attempt');

/** A version as a reader knows it: "version 2 of checkout", or "checkout" for `$LATEST`. */
function versionName(entry: number, header: TraceHeader | undefined): string {
  const fn = header?.functions[entry];
  if (!fn) return 'the function';
  return fn.Version === '$LATEST' ? fn.FunctionName : `version ${fn.Version} of ${fn.FunctionName}`;
}
const version = (event: EventView, header?: TraceHeader): string => versionName(event.function, header);
const alias = (event: EventView, header?: TraceHeader): string => {
  const named = header?.aliases[event.number('alias')];
  return named ? `the alias ${named.Name} of ${named.FunctionName}` : 'the alias';
};
const target = (event: EventView, header?: TraceHeader): string =>
  header?.targets[event.number('target')] ?? 'its destination';
const parcel = (event: EventView): string =>
  event.number('deadLetter') === 1 ? `the event of ${request(event)}` : `the record of ${request(event)}`;
const condition = (event: EventView): string => conditions[event.number('condition')] ?? '';
const reason = (event: EventView): string => (event.detail?.statusReason ? `: ${event.detail.statusReason}` : '');
/** What an environment is made for when no request waits for it. */
function purpose(event: EventView, header?: TraceHeader): string {
  switch (initializationTypes[event.number('initializationType')]) {
    case 'provisioned-concurrency':
      return `for the provisioned concurrency of ${version(event, header)}`;
    case 'snap-start':
      return `to make the snapshot of ${version(event, header)}`;
    default:
      return 'ahead of any request';
  }
}

function deployment(event: EventView, header?: TraceHeader): string {
  const to = versionName(event.number('version'), header);
  switch (deploymentSteps[event.number('step')]) {
    case 'started':
      return `the deployment of ${to} to ${alias(event, header)} begins`;
    case 'hookInvoked':
      return `the deployment invokes a function that checks ${to}`;
    case 'shifted':
      return `${to} gets ${percent(event.number('weight'))} of the traffic of ${alias(event, header)}`;
    case 'succeeded':
      return `the deployment is done: all traffic of ${alias(event, header)} goes to ${to}`;
    default:
      return `the deployment is rolled back: no traffic of ${alias(event, header)} goes to ${to}`;
  }
}

const sentences: Readonly<Record<EventType, (event: EventView, header?: TraceHeader) => string>> = {
  'invoke.received': (event) => `${request(event)} arrives with a body of ${bytesText(event.number('payloadBytes'))}`,
  'invoke.rejected': (event) =>
    `${request(event)} is refused with status ${event.number('statusCode')}${errorType(event)} before any code runs`,
  'invoke.admitted': (event) =>
    `${request(event)} is let in as invocation ${groupedNumber(event.number('inFlight'))} of at most ${groupedNumber(event.number('limit'))} in flight`,
  'invoke.throttled': (event) => `${request(event)} is throttled: ${throttleText(event)}`,
  'invoke.completed': (event) =>
    event.number('failed') === 1
      ? `${request(event)} is answered after ${time(event, 'latencyUs')} with a function error${errorType(event)}`
      : `${request(event)} is answered after ${time(event, 'latencyUs')} with ${bytesText(event.number('responseBytes'))}`,
  'environment.created': (event, header) =>
    `Lambda creates ${environment(event)} ${event.request === NONE ? purpose(event, header) : `for ${request(event)}`}`,
  'environment.reused': (event) => `${environment(event)}, idle for ${time(event, 'idleUs')}, serves ${request(event)}`,
  'environment.reset': (event) => `${environment(event)} is reset: its process is gone, its /tmp stays`,
  'environment.shutdown': (event) =>
    `${environment(event)} ends at an age of ${time(event, 'ageUs')}, idle for ${time(event, 'idleUs')}`,
  'configuration.updated': (event) =>
    `the configuration changes: memory size ${groupedNumber(event.number('memorySizeMB'))} MB, timeout ${time(event, 'timeoutUs')}`,
  'platform.initStart': (event) =>
    again(event)
      ? `the init phase of ${environment(event)} runs again, inside the invocation`
      : `the init phase of ${environment(event)} starts`,
  'platform.initRuntimeDone': (event) =>
    `the runtime of ${environment(event)} is done with init after ${time(event, 'durationUs')}`,
  'platform.initReport': (event) =>
    event.number('status') === 0
      ? `the init phase of ${environment(event)} is over after ${time(event, 'durationUs')}`
      : `the init phase of ${environment(event)} fails after ${time(event, 'durationUs')}${errorType(event)}`,
  'platform.start': (event) =>
    `the invocation of ${request(event)} starts, with ${time(event, 'timeoutUs')} until its timeout`,
  'platform.runtimeDone': (event) =>
    `the runtime is done with ${request(event)} after ${time(event, 'durationUs')}${errorType(event)}`,
  'platform.report': (event) =>
    `the invocation of ${request(event)} took ${time(event, 'durationUs')} and is billed ${groupedNumber(event.number('billedDurationMs'))} ms at ${groupedNumber(event.number('memorySizeMB'))} MB`,
  'platform.restoreStart': (event) => `${environment(event)} is being restored from a snapshot`,
  'platform.restoreRuntimeDone': (event) =>
    `the runtime of ${environment(event)} is back after ${time(event, 'durationUs')}${errorType(event)}`,
  'platform.restoreReport': (event) =>
    event.number('status') === 0
      ? `${environment(event)} is restored after ${time(event, 'durationUs')}, of which ${time(event, 'billedUs')} are billed`
      : `the restore of ${environment(event)} fails after ${time(event, 'durationUs')}${errorType(event)}`,
  'alias.routed': (event, header) =>
    `${request(event)} goes to ${version(event, header)}, the ${event.number('second') === 1 ? 'second' : 'first'} of two: its draw of ${percent(event.number('draw'))} is ${event.number('second') === 1 ? 'below' : 'not below'} the weight of ${percent(event.number('weight'))}`,
  'alias.updated': (event, header) =>
    event.number('additional') < 0
      ? `${alias(event, header)} points to ${versionName(event.number('version'), header)}`
      : `${alias(event, header)} points to ${versionName(event.number('version'), header)}, and with ${percent(event.number('weight'))} of its traffic to ${versionName(event.number('additional'), header)}`,
  'version.published': (event, header) =>
    event.number('published') === 1
      ? `${version(event, header)} is published`
      : `nothing has changed since ${version(event, header)}, so no version is published`,
  'version.ready': (event, header) =>
    `the snapshot of ${version(event, header)} is ready after ${time(event, 'tookUs')}`,
  'concurrency.reserved': (event, header) =>
    event.number('refused') === 1
      ? `a reserved concurrency of ${number(event, 'reserved')} is refused for ${version(event, header)}`
      : event.number('reserved') < 0
        ? `the reserved concurrency of ${version(event, header)} is taken away, which leaves ${number(event, 'unreserved')} unreserved`
        : `the reserved concurrency of ${version(event, header)} is set to ${number(event, 'reserved')}, which leaves ${number(event, 'unreserved')} unreserved`,
  'provisioned.requested': (event, header) =>
    `provisioned concurrency of ${number(event, 'requested')} is asked for ${version(event, header)}, which has ${number(event, 'allocated')}; allocation begins at ${instantText(event.number('startUs'))}`,
  'provisioned.refused': (event, header) =>
    `provisioned concurrency of ${number(event, 'requested')} is refused for ${version(event, header)}: at most ${number(event, 'limit')} can be had${reason(event)}`,
  'provisioned.ready': (event, header) =>
    `provisioned concurrency of ${number(event, 'allocated')} is ready for ${version(event, header)}`,
  'provisioned.failed': (event, header) =>
    `the allocation of provisioned concurrency of ${number(event, 'requested')} for ${version(event, header)} fails${reason(event)}`,
  'provisioned.removed': (event, header) => `the provisioned concurrency of ${version(event, header)} is taken away`,
  'scaling.changed': (event, header) =>
    `provisioned concurrency of ${version(event, header)} is to go from ${number(event, 'from')} to ${number(event, 'to')}`,
  'async.queued': (event) =>
    `the event of ${request(event)} is put into the queue, and the caller has status ${event.number('statusCode')}`,
  'async.attempted': (event) =>
    `Lambda takes the event of ${request(event)} from the queue for attempt ${number(event, 'attempt')}, ${time(event, 'ageUs')} after it came`,
  'async.retryScheduled': (event) =>
    `the event of ${request(event)} goes back to the queue, to be tried again in ${time(event, 'waitUs')}`,
  'async.succeeded': (event) =>
    `the event of ${request(event)} is served after ${attempts(event.number('attempts'))} and leaves the queue`,
  'async.dropped': (event) =>
    `Lambda gives the event of ${request(event)} up after ${attempts(event.number('attempts'))}, ${time(event, 'ageUs')} after it came`,
  'async.duplicated': (event) => `the event of ${request(event)} is delivered a second time`,
  'destination.delivered': (event, header) =>
    `${parcel(event)} goes to ${target(event, header)}, condition ${condition(event)}`,
  'destination.failed': (event, header) =>
    `${parcel(event)} cannot be delivered to ${target(event, header)} and is lost`,
  'recursion.detected': (event) =>
    `${request(event)} is invocation ${number(event, 'depth')} of a chain, which Lambda takes for a loop`,
  'resource.deleted': (event, header) => `${target(event, header)} is deleted`,
  'caller.timedOut': (event) =>
    `the client of ${request(event)} hangs up after ${time(event, 'waitedUs')}; the function runs on`,
  'caller.retryScheduled': (event) =>
    `the client of ${request(event)} will make attempt ${number(event, 'attempt')} of ${number(event, 'maxAttempts')} in ${time(event, 'waitUs')}`,
  'caller.gaveUp': (event) =>
    `the client of ${request(event)} gives up after ${attempts(event.number('attempts'))} and ${time(event, 'waitedUs')}`,
  'caller.held': (event) =>
    `a client holds request ${number(event, 'index')} of its source back for ${time(event, 'waitUs')}`,
  'action.refused': (event) => `the call is refused: ${event.detail?.statusReason ?? 'what it names is not there'}`,
  'deployment.changed': deployment,
  'run.cut': (event) =>
    `the run ends here: it has ${number(event, 'requests')} requests, and a run has at most ${number(event, 'limit')}`,
  'sandbox.fastForwarded': (event) => `the code of ${request(event)} is taken to run until its limit`,
  function: (event) =>
    `the code writes a line to the log${event.detail?.message === undefined ? '' : `: ${lastField(event.detail.message)}`}`,
};

/** What the code wrote, without the time, request id and level that the runtime puts before it. */
function lastField(message: string): string {
  const text = message.split('\t').slice(3).join('\t') || message;
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/**
 * The sentence of an event, with a capital letter and a full stop.
 * @param header gives versions, aliases and destinations their names
 */
export const eventSentence = (event: EventView, header?: TraceHeader): string =>
  `${capital(sentences[event.type](event, header))}.`;
