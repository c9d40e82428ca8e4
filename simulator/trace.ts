/**
 * What was: every event of a run, in order, append-only.
 *
 * A trace is columns, not objects: a million requests leave several million events, and an object
 * an event costs ten times the run itself. Readers get an `EventView`, one cursor moved along the
 * columns. Numbers of an event lie in a pool, as many as its kind declares in `eventFields`; text
 * (log lines, payloads) lies aside in `details`, because only runs of real code have it.
 */
import { InvariantError } from './kernel/invariant.ts';
import { ruleAt, type Rule } from './facts/rules.ts';

/**
 * Every kind of event and the numbers it carries, in the order `record` takes them.
 * `platform.*` and `function` are the Lambda Telemetry API's names; the rest are ours.
 * Durations are microseconds (`Us`), AWS's own rounded quantities keep AWS's names.
 */
export const eventFields = {
  'invoke.received': ['payloadBytes'],
  'invoke.rejected': ['statusCode', 'payloadBytes', 'limitBytes'],
  'invoke.admitted': ['inFlight', 'limit'],
  'invoke.throttled': ['inFlight', 'limit'],
  'invoke.completed': ['statusCode', 'latencyUs', 'responseBytes', 'failed'],
  'environment.created': ['live', 'memorySizeMB'],
  'environment.reused': ['idle', 'idleUs'],
  'environment.reset': ['exitCode'],
  'environment.shutdown': ['ageUs', 'idleUs', 'limitUs'],
  'configuration.updated': ['memorySizeMB', 'timeoutUs'],
  'platform.initStart': ['phase', 'limitUs'],
  'platform.initRuntimeDone': ['phase', 'durationUs', 'status'],
  'platform.initReport': ['phase', 'durationUs', 'status'],
  'platform.start': ['timeoutUs', 'overheadUs'],
  'platform.runtimeDone': ['durationUs', 'cpuUs', 'status', 'producedBytes'],
  'platform.report': ['durationUs', 'initDurationUs', 'billedDurationMs', 'memorySizeMB', 'maxMemoryUsedMB', 'status'],
  'sandbox.fastForwarded': ['ticks', 'untilUs'],
  function: ['level'],
} as const satisfies Record<string, readonly string[]>;

export type EventType = keyof typeof eventFields;

/** Every event type in a fixed order; its place is the number stored in the trace. */
export const eventTypes = Object.keys(eventFields) as EventType[];

/** The number of an event type, for writers. */
export const kindOf = (type: EventType): number => eventTypes.indexOf(type);

/** Values of the number fields that stand for a word. */
export const statuses = ['success', 'error', 'timeout', 'failure'] as const;
export const initPhases = ['init', 'invoke'] as const;
export const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
export type Status = (typeof statuses)[number];
export type LogLevel = (typeof logLevels)[number];

/** Text that goes with an event; in runs by profile only what the rule alone says. */
export interface Detail {
  /** A log line as Lambda writes it, without the newline (`function`). */
  readonly message?: string;
  /** The request or response body (`invoke.received`, `invoke.completed`, `invoke.rejected`). */
  readonly payload?: string;
  /** Exception or error type: `Sandbox.Timedout`, `TooManyRequestsException`, `Error` ... */
  readonly errorType?: string;
  /** `Reason` of a throttle. */
  readonly reason?: string;
  /** What was changed (`configuration.updated`), as JSON. */
  readonly change?: string;
}

/** "No environment", "no request", "no cause", "no rule" in the columns. */
export const NONE = 0xffff_ffff;
const NO_RULE = 0xffff;

/** What a trace says about the world its events happened in. */
export interface TraceHeader {
  readonly seed: number;
  /** Date whose facts were in force, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Instant of `atUs` 0, milliseconds since 1970. */
  readonly startAtMs: number;
  readonly region: string;
  readonly accountId: string;
  readonly accountConcurrency: number;
  /** The functions as configured at the start, without their code. */
  readonly functions: readonly TraceFunction[];
}

/** A function as the trace's readers need to know it. */
export interface TraceFunction {
  readonly FunctionName: string;
  readonly Runtime: string;
  readonly Architectures: readonly ['x86_64' | 'arm64'];
  readonly PackageType: 'Zip' | 'Image';
  readonly MemorySize: number;
  readonly Timeout: number;
  readonly EphemeralStorage: { readonly Size: number };
  readonly LoggingConfig: {
    readonly LogFormat: 'Text' | 'JSON';
    readonly ApplicationLogLevel?: LogLevel;
    readonly SystemLogLevel?: 'DEBUG' | 'INFO' | 'WARN';
  };
  /** How the handler is run: the learner's code, or a distribution. */
  readonly runs: 'code' | 'profile';
}

/** One event while a reader's cursor stands on it. Valid until the cursor moves: copy what you keep. */
export interface EventView {
  readonly seq: number;
  readonly atUs: number;
  readonly type: EventType;
  /** Index into `header.functions`. */
  readonly function: number;
  /** Number of the environment, from 0 in order of creation, or NONE. */
  readonly environment: number;
  /** Number of the request, from 0 in order of arrival, or NONE. */
  readonly request: number;
  /** The event that led to this one, or NONE. */
  readonly causeSeq: number;
  /** The rule that decided, for events that record a decision. */
  readonly rule: Rule | undefined;
  readonly detail: Detail | undefined;
  /** A number of this event by its field name. @throws InvariantError for a field its kind lacks */
  number(field: string): number;
}

const chunkBits = 16;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;

const arities = Uint8Array.from(eventTypes, (type) => eventFields[type].length);
const fieldIndex = eventTypes.map((type) => new Map(eventFields[type].map((field, i) => [field as string, i])));

interface Details {
  readonly ofEvent: Map<number, Detail>;
  readonly ofRule: Map<number, Detail>;
}
const kindAndRule = (kind: number, rule: number): number => kind * 0x1_0000 + rule;

/*
 * An event is one instant and five words, side by side: writing them to as many arrays costs three
 * times as much. The first word holds kind, function and rule.
 */
const words = 5;
const ENVIRONMENT = 1;
const REQUEST = 2;
const CAUSE = 3;
const NUMBERS_AT = 4;

class Chunk {
  readonly atUs = new Float64Array(chunkSize);
  readonly words = new Uint32Array(chunkSize * words);
}

/** Memory of released traces: fresh memory costs more than what is written to it. */
const spareChunks: Chunk[] = [];
const sparePools: Float64Array<ArrayBuffer>[] = [];

export class Trace {
  readonly header: TraceHeader;
  readonly #details: Details = { ofEvent: new Map(), ofRule: new Map() };
  #chunks: Chunk[] = [];
  #instants = new Float64Array(0);
  #rows = new Uint32Array(0);
  #numbers: Float64Array<ArrayBuffer>[] = [];
  /** Where the numbers of the event appended last go, and the first free place in it. */
  pool: Float64Array<ArrayBuffer> = new Float64Array(0);
  at = 0;
  #poolEnd = chunkSize;
  #poolBase = 0;
  #length = 0;

  constructor(header: TraceHeader) {
    this.header = header;
  }

  get length(): number {
    return this.#length;
  }

  /** The instant of the events appended next. */
  atUs = 0;

  /**
   * Appends an event at `this.atUs`. Its numbers go to `pool[at]`, `pool[at + 1]` ... in the order of
   * `eventFields`; all must be written before the next event. The instant and the numbers are not
   * parameters because numbers that pass through a call are boxed, which costs more than the event.
   * @returns its sequence number, to be the `cause` of what follows from it
   */
  append(
    kind: number,
    fn: number,
    environment: number,
    request: number,
    cause: number,
    rule: number = NO_RULE,
  ): number {
    const end = this.#poolEnd;
    const seq = this.#length++;
    const i = seq & chunkMask;
    if (i === 0) this.#openChunk();
    const arity = arities[kind] as number;
    if (end + arity > chunkSize) this.#openPool();
    const at = (this.at = this.#poolEnd);
    this.#poolEnd = at + arity;
    this.#instants[i] = this.atUs;
    const row = this.#rows;
    const w = i * words;
    row[w] = kind | (fn << 8) | (rule << 16);
    row[w + ENVIRONMENT] = environment;
    row[w + REQUEST] = request;
    row[w + CAUSE] = cause;
    row[w + NUMBERS_AT] = this.#poolBase + at;
    return seq;
  }

  #openChunk(): void {
    const chunk = spareChunks.pop() ?? new Chunk();
    this.#chunks.push(chunk);
    this.#instants = chunk.atUs;
    this.#rows = chunk.words;
  }

  #openPool(): void {
    this.#poolBase = this.#numbers.length * chunkSize;
    this.#numbers.push((this.pool = sparePools.pop() ?? new Float64Array(chunkSize)));
    this.#poolEnd = 0;
  }

  /** Appends an event with its numbers, where speed does not matter. @returns its sequence number */
  record(
    kind: number,
    atUs: number,
    fn: number,
    environment: number,
    request: number,
    cause: number,
    rule: number = NO_RULE,
    ...numbers: number[]
  ): number {
    this.atUs = atUs;
    const seq = this.append(kind, fn, environment, request, cause, rule);
    for (let i = 0; i < (arities[kind] as number); i++) this.pool[this.at + i] = numbers[i] ?? 0;
    return seq;
  }

  /** Attaches text to the event `seq`. */
  attach(seq: number, detail: Detail): void {
    this.#details.ofEvent.set(seq, detail);
  }

  /**
   * Gives every event of a kind and a rule the same text, unless it has its own: a million throttled
   * requests need one text, not a million.
   */
  attachToRule(kind: number, rule: number, detail: Detail): void {
    this.#details.ofRule.set(kindAndRule(kind, rule), detail);
  }

  /** Gives the memory back for the next trace. This one is empty afterwards. */
  release(): void {
    spareChunks.push(...this.#chunks.splice(0));
    sparePools.push(...this.#numbers.splice(0));
    this.#length = 0;
    this.#poolEnd = chunkSize;
  }

  /** The event `seq`, on a cursor of its own. @throws InvariantError when there is none */
  event(seq: number): EventView {
    const cursor = new Cursor(this.#chunks, this.#numbers, this.#details);
    if (!(seq >= 0 && seq < this.#length)) throw new InvariantError(`no event ${seq} in a trace of ${this.#length}`);
    cursor.seq = seq;
    return cursor;
  }

  /** Every event in order, on one cursor that moves. */
  *[Symbol.iterator](): Generator<EventView> {
    const cursor = new Cursor(this.#chunks, this.#numbers, this.#details);
    for (cursor.seq = 0; cursor.seq < this.#length; cursor.seq++) yield cursor;
  }
}

class Cursor implements EventView {
  seq = 0;
  readonly #chunks: Chunk[];
  readonly #numbers: Float64Array[];
  readonly #details: Details;

  constructor(chunks: Chunk[], numbers: Float64Array[], details: Details) {
    this.#chunks = chunks;
    this.#numbers = numbers;
    this.#details = details;
  }

  #word(word: number): number {
    const { words: row } = this.#chunks[this.seq >>> chunkBits] as Chunk;
    return row[(this.seq & chunkMask) * words + word] as number;
  }
  get #kind(): number {
    return this.#word(0) & 0xff;
  }
  get atUs(): number {
    return (this.#chunks[this.seq >>> chunkBits] as Chunk).atUs[this.seq & chunkMask] as number;
  }
  get type(): EventType {
    return eventTypes[this.#kind] as EventType;
  }
  get function(): number {
    return (this.#word(0) >>> 8) & 0xff;
  }
  get environment(): number {
    return this.#word(ENVIRONMENT);
  }
  get request(): number {
    return this.#word(REQUEST);
  }
  get causeSeq(): number {
    return this.#word(CAUSE);
  }
  get rule(): Rule | undefined {
    const rule = this.#word(0) >>> 16;
    return rule === NO_RULE ? undefined : ruleAt(rule);
  }
  get detail(): Detail | undefined {
    const own = this.#details.ofEvent.get(this.seq);
    if (own || this.#details.ofRule.size === 0) return own;
    return this.#details.ofRule.get(kindAndRule(this.#kind, this.#word(0) >>> 16));
  }
  number(field: string): number {
    const kind = this.#kind;
    const index = fieldIndex[kind]?.get(field);
    if (index === undefined) throw new InvariantError(`${eventTypes[kind]} has no number ${field}`);
    const at = this.#word(NUMBERS_AT);
    return (this.#numbers[at >>> chunkBits] as Float64Array)[(at & chunkMask) + index] as number;
  }
}

/** A pure fold over a trace: every view, bill and quiz key is one. */
export interface Projection<State, Result> {
  start(header: TraceHeader): State;
  step(state: State, event: EventView): void;
  finish(state: State): Result;
}

/** Runs a projection over a whole trace. */
export function project<State, Result>(trace: Trace, projection: Projection<State, Result>): Result {
  const state = projection.start(trace.header);
  for (const event of trace) projection.step(state, event);
  return projection.finish(state);
}
