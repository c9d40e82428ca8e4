/**
 * What became of asynchronous events, as destinations and dead-letter queues are told: every record and
 * every dead letter, word for word.
 *
 * Assumed: an event that was throttled until it was given up has the dead letter of a throttle, code 429;
 * only that of a function error was seen recorded, code 200.
 */
import { destinationRecord } from '../destination-record.ts';
import { factsOn } from '../facts/index.ts';
import { messages, throttled, timeoutError } from '../facts/messages.ts';
import { valueOn } from '../facts/fact.ts';
import { functionArn, requestId } from '../identity.ts';
import { conditions, NONE, type EventType, type EventView, type Projection, type TraceHeader } from '../trace.ts';
import { deliveryOf, type Delivery, type MessageAttributes } from './delivery.ts';

export type { Delivery } from './delivery.ts';

export interface AsyncRecord {
  atUs: number;
  /** The `destination.delivered` or `destination.failed` event. */
  seq: number;
  request: number;
  /** Entry of `header.functions`. */
  function: number;
  /** ARN. */
  target: string;
  condition: (typeof conditions)[number];
  isDeadLetter: boolean;
  /** False when it could not be delivered, and is lost. */
  delivered: boolean;
  delivery: Delivery;
}

export interface AsyncRecords {
  records: AsyncRecord[];
  /** Records beyond the limit. */
  omitted: number;
}

/** What is known of an event in a queue. */
interface Queued {
  /** The event, JSON text. */
  body: string;
  /** What it was sent to: `$LATEST`, a version or an alias. */
  readonly qualifier: string;
  /** The last answer of the function to it. */
  answer: { failed: boolean; payload: string } | undefined;
}

const isEmpty = '{}';

const listens = [
  'invoke.received',
  'async.queued',
  'async.succeeded',
  'async.dropped',
  'environment.created',
  'environment.reused',
  'invoke.completed',
  'destination.delivered',
  'destination.failed',
] as const satisfies readonly EventType[];

/** The first `limit` records of the run. */
export function asyncRecordsOf(limit = 1000): Projection<Clerk, AsyncRecords> {
  return {
    listens,
    start: (header) => new Clerk(header, limit),
    step: (clerk, event) => clerk.step(event),
    finish: (clerk) => clerk.result,
  };
}

/** The records of the run, the first 1,000. */
export const asyncRecords = asyncRecordsOf();

class Clerk {
  readonly result: AsyncRecords = { records: [], omitted: 0 };
  readonly #header: TraceHeader;
  readonly #limit: number;
  readonly #queued = new Map<number, Queued>();
  /** The event that left the queue last; its records follow at once. */
  #left: { request: number; of: Queued } | undefined;
  /** The request that arrived last. */
  #arrived: { request: number; body: string; qualifier: string } | undefined;
  /** The body that each environment works on. */
  readonly #serves: string[] = [];
  /** Texts that the next request, if these events cause it, has as its body. */
  #passedOn = new Map<number, string>();

  constructor(header: TraceHeader, limit: number) {
    this.#header = header;
    this.#limit = limit;
  }

  step(event: EventView): void {
    if (this.#header.targets.length === 0) return;
    switch (event.type) {
      case 'invoke.received':
        this.#arrived = { request: event.request, body: this.#bodyOf(event), qualifier: this.#qualifierOf(event) };
        return;
      case 'async.queued':
        if (this.#arrived?.request === event.request)
          this.#queued.set(event.request, { ...this.#arrived, answer: undefined });
        return;
      case 'environment.created':
      case 'environment.reused':
        if (event.request !== NONE) this.#serves[event.environment] = this.#bodyNow(event.request);
        return;
      case 'invoke.completed':
        return this.#answered(event);
      case 'async.succeeded':
      case 'async.dropped': {
        const of = this.#queued.get(event.request);
        if (of) this.#left = { request: event.request, of };
        this.#queued.delete(event.request);
        return;
      }
      case 'destination.delivered':
      case 'destination.failed':
        return this.#sent(event);
      default:
        return;
    }
  }

  #answered(event: EventView): void {
    this.#passedOn = new Map([[event.seq, this.#serves[event.environment] ?? isEmpty]]);
    const queued = this.#queued.get(event.request);
    if (queued) queued.answer = { failed: event.number('failed') === 1, payload: this.#payloadOf(event) };
  }

  #sent(event: EventView): void {
    const of = this.#queued.get(event.request) ?? (this.#left?.request === event.request ? this.#left.of : undefined);
    const target = this.#header.targets[event.number('target')];
    if (!of || target === undefined) return;
    const condition = conditions[event.number('condition')] as AsyncRecord['condition'];
    const isDeadLetter = event.number('deadLetter') === 1;
    const text = isDeadLetter ? of.body : this.#recordOf(event, of, condition);
    this.#passedOn.set(event.seq, text);
    if (this.result.records.length >= this.#limit) {
      this.result.omitted++;
      return;
    }
    this.result.records.push({
      atUs: event.atUs,
      seq: event.seq,
      request: event.request,
      function: event.function,
      target,
      condition,
      isDeadLetter,
      delivered: event.type === 'destination.delivered',
      delivery: deliveryOf({
        header: this.#header,
        target,
        text,
        atMs: this.#atMs(event),
        seq: event.seq,
        functionName: this.#nameOf(event),
        functionArn: this.#arnOf(event, of),
        succeeded: condition === 'Success',
        ...(isDeadLetter && { attributes: this.#attributesOf(event, of) }),
      }),
    });
  }

  #recordOf(event: EventView, of: Queued, condition: string): string {
    const { seed, functions } = this.#header;
    const executedVersion = functions[event.function]?.Version ?? '$LATEST';
    return destinationRecord({
      atMs: this.#atMs(event),
      requestId: requestId(seed, event.request),
      functionArn: this.#arnOf(event, of),
      condition,
      approximateInvokeCount: event.number('attempts'),
      requestPayload: of.body,
      ...(of.answer && { response: { executedVersion, ...of.answer } }),
    });
  }

  #attributesOf(event: EventView, { answer }: Queued): MessageAttributes {
    const { seed, asOf } = this.#header;
    const text = (StringValue: string) => ({ DataType: 'String' as const, StringValue });
    const errorMessage = answer ? messageOf(answer.payload) : valueOn(messages['message.throttled'], asOf);
    const statusCode = answer ? 200 : throttled({ reason: 'ConcurrentInvocationLimitExceeded' }).statusCode;
    return {
      RequestID: text(requestId(seed, event.request)),
      ErrorCode: { DataType: 'Number', StringValue: String(statusCode) },
      ErrorMessage: text(firstBytes(errorMessage, factsOn(asOf)['deadLetter.errorMessage'])),
    };
  }

  /** The answer of the function; that of one by profile has no text of its own. */
  #payloadOf(event: EventView): string {
    const given = event.detail?.payload;
    if (given !== undefined || event.rule?.id !== 'invoke.timeout') return given ?? 'null';
    const { seed, asOf, functions } = this.#header;
    return timeoutError({
      requestId: requestId(seed, event.request),
      timeoutSeconds: functions[event.function]?.Timeout ?? 0,
      asOf,
      atEpochMs: this.#atMs(event),
    }).payload;
  }

  #bodyOf(event: EventView): string {
    const source = event.number('source');
    const caused = source < 0 ? this.#passedOn.get(event.causeSeq) : undefined;
    return event.detail?.payload ?? caused ?? this.#header.sources[source]?.body ?? isEmpty;
  }

  #bodyNow(request: number): string {
    return this.#queued.get(request)?.body ?? (this.#arrived?.request === request ? this.#arrived.body : isEmpty);
  }

  #qualifierOf(event: EventView): string {
    const alias = this.#header.aliases[event.number('alias')];
    return alias?.Name ?? this.#header.functions[event.function]?.Version ?? '$LATEST';
  }

  #nameOf(event: EventView): string {
    return this.#header.functions[event.function]?.FunctionName ?? '';
  }

  #arnOf(event: EventView, { qualifier }: Queued): string {
    return functionArn(this.#header.region, this.#header.accountId, `${this.#nameOf(event)}:${qualifier}`);
  }

  #atMs(event: EventView): number {
    return this.#header.startAtMs + Math.floor(event.atUs / 1000);
  }
}

/** `errorMessage` of a function's answer. */
function messageOf(payload: string): string {
  try {
    const { errorMessage } = JSON.parse(payload) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : '';
  } catch {
    return '';
  }
}

/** As many whole characters as fit into so many bytes of UTF-8. */
function firstBytes(text: string, limit: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > limit) return kept;
    kept += character;
  }
  return kept;
}
