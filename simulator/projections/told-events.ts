/** A short run told event by event: a sentence for each thing that a person would tell. */
import { bytesText, groupedNumber } from '../facts/quantity-text.ts';
import { initPhases, NONE, type EventView, type TraceHeader } from '../trace.ts';
import { environmentName, eventSentence, requestName } from './event-sentence.ts';
import { outcomeOf } from './outcome.ts';
import { Serving } from './serving.ts';
import { throttleText } from './throttle-text.ts';
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

/** Told in their own sentence; it begins with a name or an article, which "At 2 s" goes before. */
const toldAsTheyAre = new Set<string>([
  'alias.updated',
  'version.published',
  'version.ready',
  'concurrency.reserved',
  'provisioned.requested',
  'provisioned.refused',
  'provisioned.ready',
  'provisioned.failed',
  'provisioned.removed',
  'scaling.changed',
  'async.retryScheduled',
  'async.succeeded',
  'async.dropped',
  'async.duplicated',
  'destination.delivered',
  'destination.failed',
  'recursion.detected',
  'resource.deleted',
  'caller.timedOut',
  'caller.retryScheduled',
  'caller.gaveUp',
  'action.refused',
  'deployment.changed',
  'run.cut',
]);
/** Words that lose their capital inside a sentence; names of functions keep theirs. */
const articles = /^(A|The|Nothing|Request|Provisioned|Version)\b/;

/** Follows a run and tells it. */
export class Teller {
  readonly #header: TraceHeader;
  readonly #functions: TraceHeader['functions'];
  readonly #severalFunctions: boolean;
  /** Living environments of each function. */
  readonly #live: number[];
  /** How the invocation of an environment ended, until its REPORT. */
  readonly #endings = new Map<number, string>();
  /** Environments whose process is gone, until their init ran again. */
  readonly #reset = new Set<number>();
  readonly #serving = new Serving();
  /** Billed part of the restore that an environment started with, until its REPORT. */
  readonly #restored = new Map<number, number>();

  constructor(header: TraceHeader) {
    const { functions } = header;
    this.#header = header;
    this.#functions = functions;
    this.#severalFunctions = new Set(functions.map(({ FunctionName }) => FunctionName)).size > 1;
    this.#live = functions.map(() => 0);
  }

  /** @returns the sentence of an event, if it is worth one */
  tell(event: EventView): Sentence | undefined {
    if (event.type !== 'platform.report') this.#serving.step(event);
    const text = this.#text(event);
    if (event.type === 'platform.report') this.#serving.step(event);
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
        this.#endings.set(event.environment, ending(event, request, this.#serving.isAsynchronous(event)));
        return undefined;
      case 'platform.report':
        return this.#reported(event, environment);
      case 'invoke.throttled':
        return `${request} was throttled: ${throttleText(event)}, so ${this.#serving.isAsynchronous(event) ? 'its event went back to the queue' : 'the caller got status 429'} and no code ran`;
      case 'async.queued':
        return `${request} arrived for the queue, and the caller got status ${event.number('statusCode')} at once`;
      case 'platform.restoreReport':
        this.#restored.set(event.environment, event.number('billedUs'));
        return restored(event, environment);
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
        return toldAsTheyAre.has(event.type) ? this.#asItIs(event) : undefined;
    }
  }

  #asItIs(event: EventView): string {
    const sentence = eventSentence(event, this.#header).slice(0, -1);
    return articles.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
  }

  #created(event: EventView, request: string, environment: string): string {
    const live = this.#live[event.function] as number;
    this.#live[event.function] = live + 1;
    if (event.request === NONE) return this.#asItIs(event);
    const found =
      live === 0
        ? 'found no environment'
        : live === 1
          ? 'found the one environment busy'
          : live === 2
            ? 'found both environments busy'
            : `found all ${groupedNumber(live)} environments busy`;
    if (event.rule?.id === 'placement.restore')
      return `${request} ${this.#came(event)} and ${found}, so Lambda made ${environment} from the snapshot`;
    return `${request} ${this.#came(event)} and ${found}, so Lambda created ${environment}: a cold start`;
  }

  #reused(event: EventView, request: string, environment: string): string {
    const idle = durationText(event.number('idleUs'));
    return this.#reset.delete(event.environment)
      ? `${request} ${this.#came(event)} and found ${environment}, which had been reset ${idle} before, so its process had to start again`
      : `${request} ${this.#came(event)} and found ${environment} idle for ${idle}, so it started warm`;
  }

  /** An asynchronous request arrives once and is tried several times. */
  #came(event: EventView): string {
    return this.#serving.isAsynchronous(event) ? 'was taken from the queue' : 'arrived';
  }

  #reported(event: EventView, environment: string): string {
    const told = this.#endings.get(event.environment) ?? `the invocation in ${environment} was over`;
    this.#endings.delete(event.environment);
    const restoredUs = this.#restored.get(event.environment);
    this.#restored.delete(event.environment);
    return `${told}. ${billed(event)}${restoredUs === undefined ? '' : ` and ${durationText(restoredUs)} of its restore`}`;
  }

  /** With the name of the function where there are several. */
  #requestName(event: EventView): string {
    if (event.request === NONE) return 'a request';
    const name = requestName(event.request);
    const fn = this.#functions[event.function];
    return this.#severalFunctions && fn ? `${name} for ${fn.FunctionName}` : name;
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

function restored(event: EventView, environment: string): string {
  const took = durationText(event.number('durationUs'));
  if (event.number('status') === 0) return `${environment} was restored after ${took}`;
  const why = event.detail?.errorType ? ` (${event.detail.errorType})` : '';
  return `the restore of ${environment} failed after ${took}${why}`;
}

function initEnded(event: EventView, environment: string): string {
  const took = durationText(event.number('durationUs'));
  if (event.number('status') === 0) return `${environment} was ready after ${took} of init`;
  const why = event.detail?.errorType ? ` (${event.detail.errorType})` : '';
  return `the init phase of ${environment} failed after ${took}${why}`;
}

function ending(event: EventView, request: string, asynchronous: boolean): string {
  const latency = durationText(event.number('latencyUs'));
  const type = event.detail?.errorType ? ` (${event.detail.errorType})` : '';
  const outcome = outcomeOf(event);
  if (asynchronous) {
    if (outcome === 'ok') return `the attempt at ${request} succeeded after ${latency}`;
    const how = outcome === 'timeout' ? 'ran into its timeout' : 'failed';
    return `the attempt at ${request} ${how} after ${latency}${type}`;
  }
  switch (outcome) {
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
    case 'snapStart.snapshot':
      return ', of which it keeps the snapshot';
    case 'provisioned.removed':
      return ', whose provisioned concurrency was taken away';
    case 'provisioned.recycled':
      return ', which another had replaced';
    case 'provisioned.failed':
      return ', whose allocation had failed';
    case 'configuration.updated':
      return ', whose configuration was no longer in force';
    default:
      return '';
  }
}
