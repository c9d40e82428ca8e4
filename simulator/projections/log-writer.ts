/** Turns the events of a run into log lines, one after the other, at the place in time where Lambda writes them. */
import { factsOn, type Facts } from '../facts/index.ts';
import { logGroupName, logStreamName, requestId } from '../identity.ts';
import {
  initializationTypes,
  initPhases,
  NONE,
  placeOf,
  statuses,
  type EventType,
  type EventView,
  type Status,
  type TraceHeader,
} from '../trace.ts';
import { platformErrorType } from './error-type.ts';
import * as lines from './platform-lines.ts';
import type { Ending, Line, Writer } from './platform-lines.ts';
import type { Restore } from './report-line.ts';

export interface LogEvent {
  atUs: number;
  /** Milliseconds since 1970. */
  timestampMs: number;
  logGroup: string;
  logStream: string;
  /** -1 outside a request. */
  request: number;
  environment: number;
  /** The event of the trace that the line tells. */
  seq: number;
  /** Without its newline; it may hold newlines, and a REPORT line ends with a tab. */
  message: string;
}

/**
 * Told of every line. `make` gives the line itself; it is valid until `step` returns, so that lines that
 * are only counted cost nothing.
 */
export type OnLine = (request: number, environment: number, make: () => LogEvent) => void;

/** One environment's log. */
interface Stream extends Writer {
  request: number;
  /** Init must run inside the next invocation: START waits for it. */
  initIsDue: boolean;
  /** Init inside this invocation failed. */
  initFailed: boolean;
  /** How it was restored, until its first REPORT tells. */
  restore: Restore | undefined;
  ending: Ending;
}

const insideInvoke = initPhases.indexOf('invoke');
const statusAt = placeOf('platform.runtimeDone', 'status');
const wentWell: Ending = { status: 'success', errorType: undefined, message: undefined };

/** Failures that Lambda itself notices; of others it knows by their error type. */
const platformFailures = new Set(['invoke.timeout', 'invoke.exit', 'invoke.outOfMemory', 'invoke.killed']);

/** What an event without a line writes. */
const nothing: readonly undefined[] = [];

export class LogWriter {
  /** What a projection that writes logs must listen to. */
  static readonly listens = [
    'environment.created',
    'environment.reset',
    'environment.shutdown',
    'platform.initStart',
    'platform.initRuntimeDone',
    'platform.initReport',
    'platform.restoreStart',
    'platform.restoreRuntimeDone',
    'platform.restoreReport',
    'platform.start',
    'platform.runtimeDone',
    'platform.report',
    'function',
    'invoke.completed',
  ] as const satisfies readonly EventType[];

  readonly #header: TraceHeader;
  readonly #facts: Facts;
  readonly #onLine: OnLine;
  readonly #streams = new Map<number, Stream>();

  constructor(header: TraceHeader, onLine: OnLine) {
    this.#header = header;
    this.#facts = factsOn(header.asOf);
    this.#onLine = onLine;
  }

  step(event: EventView): void {
    if (event.environment === NONE) return;
    if (event.type === 'environment.created') this.#streams.set(event.environment, this.#open(event));
    const stream = this.#streams.get(event.environment);
    if (!stream) return;
    const written = this.#lines(stream, event);
    for (let i = 0; i < written.length; i++) {
      const line = written[i];
      if (line) this.#write(stream, event, line);
    }
  }

  /** What an event writes, and what it changes in the stream. */
  #lines(stream: Stream, event: EventView): readonly (Line | undefined)[] {
    const atMs = this.#atMs(event);
    switch (event.type) {
      case 'platform.initStart':
        return event.number('phase') === insideInvoke ? [] : [lines.initStart(stream, atMs, event)];
      case 'platform.restoreStart':
        return [lines.restoreStart(stream, atMs)];
      case 'platform.restoreRuntimeDone':
        return [lines.restoreRuntimeDone(stream, atMs, event)];
      case 'platform.restoreReport':
        stream.restore = { durationUs: event.number('durationUs'), billedUs: event.number('billedUs') };
        return [lines.restoreReport(stream, atMs, event)];
      case 'platform.initRuntimeDone':
        return [lines.initRuntimeDone(stream, atMs, event)];
      case 'platform.initReport': {
        const inside = event.number('phase') === insideInvoke;
        stream.initIsDue = event.number('status') !== 0;
        stream.initFailed = inside && stream.initIsDue;
        return [lines.initReport(stream, atMs, event), inside ? lines.start(stream, atMs) : undefined];
      }
      case 'platform.start':
        stream.request = event.request;
        stream.initFailed = false;
        return stream.initIsDue ? nothing : [lines.start(stream, atMs)];
      case 'function': {
        const message = event.detail?.message;
        return message === undefined ? [] : [() => message];
      }
      case 'platform.runtimeDone':
        stream.ending = endingOf(event, stream.initFailed);
        return isText(stream) ? nothing : [lines.runtimeDone(stream, atMs, event, stream.ending)];
      case 'invoke.completed':
        if (stream.ending !== wentWell) stream.ending = { ...stream.ending, message: messageOf(event) };
        return nothing;
      case 'platform.report': {
        const { restore } = stream;
        stream.restore = undefined;
        return lines.report(stream, atMs, event, stream.ending, restore);
      }
      case 'environment.reset':
        stream.initIsDue = true;
        return [];
      case 'environment.shutdown':
        this.#streams.delete(event.environment);
        return [];
      default:
        return nothing;
    }
  }

  #open(event: EventView): Stream {
    const { seed, functions } = this.#header;
    const fn = functions[event.function]!;
    let known = { request: NONE, id: '' };
    const stream: Stream = {
      header: this.#header,
      facts: this.#facts,
      fn,
      initializationType: initializationTypes[event.number('initializationType')] ?? 'on-demand',
      logStream: logStreamName(seed, event.environment, this.#atMs(event), fn.Version),
      requestId: () => {
        if (known.request !== stream.request) known = { request: stream.request, id: requestId(seed, stream.request) };
        return known.id;
      },
      request: NONE,
      initIsDue: false,
      initFailed: false,
      restore: undefined,
      ending: wentWell,
    };
    return stream;
  }

  #write(stream: Stream, event: EventView, line: Line): void {
    const request = event.request === NONE ? -1 : event.request;
    this.#onLine(request, event.environment, () => ({
      atUs: event.atUs,
      timestampMs: this.#atMs(event),
      logGroup: logGroupName(stream.fn.FunctionName),
      logStream: stream.logStream,
      request,
      environment: event.environment,
      seq: event.seq,
      message: line(),
    }));
  }

  #atMs(event: EventView): number {
    return this.#header.startAtMs + Math.floor(event.atUs / 1000);
  }
}

const isText = ({ fn }: Stream): boolean => fn.LoggingConfig.LogFormat === 'Text';

/** How Lambda's own lines tell an ending: an error that the handler threw is a success of the runtime to them. */
function endingOf(event: EventView, initFailed: boolean): Ending {
  const status = statuses[event.at(statusAt)] as Status;
  if (status === 'success') return wentWell;
  const errorType = event.detail?.errorType;
  const byPlatform = platformFailures.has(event.rule?.id ?? '') || initFailed || errorType?.startsWith('Runtime.');
  if (!byPlatform) return wentWell;
  if (status === 'timeout') return { status, errorType: undefined, message: undefined };
  return { status, errorType: platformErrorType(errorType), message: undefined };
}

/** `errorMessage` of a failed invocation's answer. */
function messageOf(event: EventView): string | undefined {
  const payload = event.number('failed') === 1 ? event.detail?.payload : undefined;
  if (payload === undefined) return undefined;
  try {
    const { errorMessage } = JSON.parse(payload) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : undefined;
  } catch {
    return undefined;
  }
}
