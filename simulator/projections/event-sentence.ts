/** What one event tells, as a sentence that stands by itself. */
import { bytesText, groupedNumber } from '../facts/quantity-text.ts';
import { initPhases, NONE, type EventType, type EventView } from '../trace.ts';
import { durationText } from './time-text.ts';

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

const sentences: Readonly<Record<EventType, (event: EventView) => string>> = {
  'invoke.received': (event) => `${request(event)} arrives with a body of ${bytesText(event.number('payloadBytes'))}`,
  'invoke.rejected': (event) =>
    `${request(event)} is refused with status ${event.number('statusCode')}${errorType(event)} before any code runs`,
  'invoke.admitted': (event) =>
    `${request(event)} is let in as invocation ${groupedNumber(event.number('inFlight'))} of at most ${groupedNumber(event.number('limit'))} in flight`,
  'invoke.throttled': (event) =>
    `${request(event)} is throttled with status 429: ${count(event.number('inFlight'), 'invocation')} ${event.number('inFlight') === 1 ? 'is' : 'are'} in flight, and the limit is ${groupedNumber(event.number('limit'))}`,
  'invoke.completed': (event) =>
    event.number('failed') === 1
      ? `${request(event)} is answered after ${time(event, 'latencyUs')} with a function error${errorType(event)}`
      : `${request(event)} is answered after ${time(event, 'latencyUs')} with ${bytesText(event.number('responseBytes'))}`,
  'environment.created': (event) => `Lambda creates ${environment(event)} for ${request(event)}`,
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
  'sandbox.fastForwarded': (event) => `the code of ${request(event)} is taken to run until its limit`,
  function: (event) =>
    `the code writes a line to the log${event.detail?.message === undefined ? '' : `: ${lastField(event.detail.message)}`}`,
};

/** What the code wrote, without the time, request id and level that the runtime puts before it. */
function lastField(message: string): string {
  const text = message.split('\t').slice(3).join('\t') || message;
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** The sentence of an event, with a capital letter and a full stop. */
export const eventSentence = (event: EventView): string => `${capital(sentences[event.type](event))}.`;
