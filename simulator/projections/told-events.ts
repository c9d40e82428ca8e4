/** A short run told event by event: a sentence for each thing that a person would tell. */
import { bytesText, groupedNumber } from '../facts/quantity-text.ts';
import { initPhases, NONE, type EventView, type TraceHeader } from '../trace.ts';
import { environmentName, requestName } from './event-sentence.ts';
import { outcomeOf } from './outcome.ts';
import { durationText, instantText } from './time-text.ts';

export interface Sentence {
  atUs: number;
  text: string;
  /** -1 when it is about none. */
  request: number;
  environment: number;
  /** The event it tells. */
  seq: number;
}

const insideInvoke = initPhases.indexOf('invoke');

/** Follows a run and tells it. */
export class Teller {
  readonly #functions: TraceHeader['functions'];
  /** Living environments of each function. */
  readonly #live: number[];
  /** How the invocation of an environment ended, until its REPORT. */
  readonly #endings = new Map<number, string>();
  /** Environments whose process is gone, until their init ran again. */
  readonly #reset = new Set<number>();

  constructor({ functions }: TraceHeader) {
    this.#functions = functions;
    this.#live = functions.map(() => 0);
  }

  /** @returns the sentence of an event, if it is worth one */
  tell(event: EventView): Sentence | undefined {
    const text = this.#text(event);
    if (!text) return undefined;
    return {
      atUs: event.atUs,
      text: `At ${instantText(event.atUs)} ${text}.`,
      request: event.request === NONE ? -1 : event.request,
      environment: event.environment === NONE ? -1 : event.environment,
      seq: event.seq,
    };
  }

  #text(event: EventView): string | undefined {
    const environment = environmentName(event.environment);
    const request = this.#requestName(event);
    switch (event.type) {
      case 'environment.created':
        return this.#created(event, request, environment);
      case 'environment.reused':
        return this.#reused(event, request, environment);
      case 'platform.initReport':
        return initEnded(event, environment);
      case 'platform.initStart':
        return event.number('phase') === insideInvoke
          ? `the init phase of ${environment} ran again, now inside the invocation of ${request} and on its time`
          : undefined;
      case 'invoke.completed':
        this.#endings.set(event.environment, ending(event, request));
        return undefined;
      case 'platform.report':
        return this.#reported(event, environment);
      case 'invoke.throttled':
        return `${request} was throttled: ${groupedNumber(event.number('inFlight'))} of at most ${groupedNumber(event.number('limit'))} invocations were in flight, so the caller got status 429 and no code ran`;
      case 'invoke.rejected':
        return `${request} was refused with status ${event.number('statusCode')} (${event.detail?.errorType ?? 'bad request'}) before any code ran`;
      case 'environment.reset':
        this.#reset.add(event.environment);
        return `${environment} was reset: what the code kept in memory is gone, its /tmp stays`;
      case 'environment.shutdown':
        this.#live[event.function] = Math.max(0, (this.#live[event.function] as number) - 1);
        return `Lambda ended ${environment}${shutdownReason(event)}`;
      case 'configuration.updated':
        return `the configuration of ${this.#functions[event.function]?.FunctionName ?? 'the function'} was changed to ${groupedNumber(event.number('memorySizeMB'))} MB of memory and a timeout of ${durationText(event.number('timeoutUs'))}`;
      case 'sandbox.fastForwarded':
        return `the code of ${request} was taken to be endless`;
      default:
        return undefined;
    }
  }

  #created(event: EventView, request: string, environment: string): string {
    const live = this.#live[event.function] as number;
    this.#live[event.function] = live + 1;
    const found =
      live === 0
        ? 'found no environment'
        : live === 1
          ? 'found the one environment busy'
          : live === 2
            ? 'found both environments busy'
            : `found all ${groupedNumber(live)} environments busy`;
    return `${request} arrived and ${found}, so Lambda created ${environment}: a cold start`;
  }

  #reused(event: EventView, request: string, environment: string): string {
    const idle = durationText(event.number('idleUs'));
    return this.#reset.delete(event.environment)
      ? `${request} arrived and found ${environment}, which had been reset ${idle} before, so its process had to start again`
      : `${request} arrived and found ${environment} idle for ${idle}, so it started warm`;
  }

  #reported(event: EventView, environment: string): string {
    const told = this.#endings.get(event.environment) ?? `the invocation in ${environment} was over`;
    this.#endings.delete(event.environment);
    return `${told}. ${billed(event)}`;
  }

  /** With the name of the function where there are several. */
  #requestName(event: EventView): string {
    if (event.request === NONE) return 'a request';
    const name = requestName(event.request);
    const fn = this.#functions[event.function];
    return this.#functions.length > 1 && fn ? `${name} for ${fn.FunctionName}` : name;
  }
}

function billed(event: EventView): string {
  const bill = `${groupedNumber(event.number('billedDurationMs'))} ms are billed`;
  const invocation = `${durationText(event.number('durationUs'))} of invocation`;
  const initUs = event.number('initDurationUs');
  if (initUs === 0) return `${bill} for ${invocation}`;
  const isFree = event.rule?.id.startsWith('bill.initFree');
  return `${bill} for ${invocation} ${isFree ? 'without the' : 'and'} ${durationText(initUs)} of init`;
}

function initEnded(event: EventView, environment: string): string {
  const took = durationText(event.number('durationUs'));
  if (event.number('status') === 0) return `${environment} was ready after ${took} of init`;
  const why = event.detail?.errorType ? ` (${event.detail.errorType})` : '';
  return `the init phase of ${environment} failed after ${took}${why}`;
}

function ending(event: EventView, request: string): string {
  const latency = durationText(event.number('latencyUs'));
  const type = event.detail?.errorType ? ` (${event.detail.errorType})` : '';
  switch (outcomeOf(event)) {
    case 'ok':
      return `${request} was answered after ${latency} with ${bytesText(event.number('responseBytes'))}`;
    case 'timeout':
      return `${request} ran into its timeout after ${latency}, and the caller got an error`;
    case 'crash':
      return `the process of ${request} ended after ${latency}, and the caller got an error${type}`;
    default:
      return `${request} failed after ${latency}, and the caller got status ${event.number('statusCode')} with an error${type}`;
  }
}

function shutdownReason(event: EventView): string {
  switch (event.rule?.id) {
    case 'reclaim.idle':
      return `, which had been idle for ${durationText(event.number('idleUs'))}`;
    case 'reclaim.maximumLife':
      return `, which had lived for ${durationText(event.number('ageUs'))}`;
    case 'reclaim.killed':
      return ', because you asked for it';
    case 'configuration.updated':
      return ', whose configuration was no longer in force';
    default:
      return '';
  }
}
