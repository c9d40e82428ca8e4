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
  'platform.report': [
    'durationUs',
    'initDurationUs',
    'billedDurationMs',
    'memorySizeMB',
    'maxMemoryUsedMB',
    'status',
  ],
  'sandbox.fastForwarded': ['ticks', 'untilUs'],
  function: ['level'],
} as const satisfies Record<string, readonly string[]>;

export type EventType = keyof typeof eventFields;

/** Every event type in a fixed order; its place is the number stored in the trace. */
export const eventTypes = Object.keys(eventFields) as EventType[];

/** The number of each event type, for writers. */
export const kindOf = Object.fromEntries(eventTypes.map((type, kind) => [type, kind])) as Record<EventType, number>;

/** Values of the number fields that stand for a word. */
export const statuses = ['success', 'error', 'timeout', 'failure'] as const;
export const initPhases = ['init', 'invoke'] as const;
export const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
export type Status = (typeof statuses)[number];
export type LogLevel = (typeof logLevels)[number];

/** Text that goes with an event; absent in runs by profile, where there is none. */
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

class Chunk {
  readonly atUs = new Float64Array(chunkSize);
  readonly kind = new Uint8Array(chunkSize);
  readonly function = new Uint16Array(chunkSize);
  readonly environment = new Uint32Array(chunkSize);
  readonly request = new Uint32Array(chunkSize);
  readonly cause = new Uint32Array(chunkSize);
  readonly rule = new Uint16Array(chunkSize);
  readonly numbersAt = new Uint32Array(chunkSize);
}

export class Trace {
  readonly header: TraceHeader;
  readonly details = new Map<number, Detail>();
  #chunks: Chunk[] = [];
  #chunk: Chunk | undefined;
  #numbers: Float64Array[] = [];
  #pool = new Float64Array(0);
  #poolAt = chunkSize;
  #length = 0;

  constructor(header: TraceHeader) {
    this.header = header;
  }

  get length(): number {
    return this.#length;
  }

  /**
   * Appends an event. `a` to `f` are its numbers in the order of `eventFields`.
   * @returns its sequence number, to be the `cause` of what follows from it
   */
  record(
    kind: number,
    atUs: number,
    fn: number,
    environment: number,
    request: number,
    cause: number,
    rule: number = NO_RULE,
    a = 0,
    b = 0,
    c = 0,
    d = 0,
    e = 0,
    f = 0,
  ): number {
    const seq = this.#length++;
    const i = seq & chunkMask;
    if (i === 0) this.#chunks.push((this.#chunk = new Chunk()));
    const chunk = this.#chunk as Chunk;
    const arity = arities[kind] as number;
    if (this.#poolAt + arity > chunkSize) {
      this.#numbers.push((this.#pool = new Float64Array(chunkSize)));
      this.#poolAt = 0;
    }
    const at = this.#poolAt;
    const pool = this.#pool;
    if (arity > 0) pool[at] = a;
    if (arity > 1) pool[at + 1] = b;
    if (arity > 2) pool[at + 2] = c;
    if (arity > 3) pool[at + 3] = d;
    if (arity > 4) pool[at + 4] = e;
    if (arity > 5) pool[at + 5] = f;
    this.#poolAt = at + arity;
    chunk.atUs[i] = atUs;
    chunk.kind[i] = kind;
    chunk.function[i] = fn;
    chunk.environment[i] = environment;
    chunk.request[i] = request;
    chunk.cause[i] = cause;
    chunk.rule[i] = rule;
    chunk.numbersAt[i] = ((this.#numbers.length - 1) << chunkBits) | at;
    return seq;
  }

  /** Attaches text to the event `seq`. */
  attach(seq: number, detail: Detail): void {
    this.details.set(seq, detail);
  }

  /** The event `seq`, on a cursor of its own. @throws InvariantError when there is none */
  event(seq: number): EventView {
    const cursor = new Cursor(this.#chunks, this.#numbers, this.details);
    if (!(seq >= 0 && seq < this.#length)) throw new InvariantError(`no event ${seq} in a trace of ${this.#length}`);
    cursor.seq = seq;
    return cursor;
  }

  /** Every event in order, on one cursor that moves. */
  *[Symbol.iterator](): Generator<EventView> {
    const cursor = new Cursor(this.#chunks, this.#numbers, this.details);
    for (cursor.seq = 0; cursor.seq < this.#length; cursor.seq++) yield cursor;
  }
}

class Cursor implements EventView {
  seq = 0;
  readonly #chunks: Chunk[];
  readonly #numbers: Float64Array[];
  readonly #details: Map<number, Detail>;

  constructor(chunks: Chunk[], numbers: Float64Array[], details: Map<number, Detail>) {
    this.#chunks = chunks;
    this.#numbers = numbers;
    this.#details = details;
  }

  get #here(): Chunk {
    return this.#chunks[this.seq >>> chunkBits] as Chunk;
  }
  get atUs(): number {
    return this.#here.atUs[this.seq & chunkMask] as number;
  }
  get type(): EventType {
    return eventTypes[this.#here.kind[this.seq & chunkMask] as number] as EventType;
  }
  get function(): number {
    return this.#here.function[this.seq & chunkMask] as number;
  }
  get environment(): number {
    return this.#here.environment[this.seq & chunkMask] as number;
  }
  get request(): number {
    return this.#here.request[this.seq & chunkMask] as number;
  }
  get causeSeq(): number {
    return this.#here.cause[this.seq & chunkMask] as number;
  }
  get rule(): Rule | undefined {
    const rule = this.#here.rule[this.seq & chunkMask] as number;
    return rule === NO_RULE ? undefined : ruleAt(rule);
  }
  get detail(): Detail | undefined {
    return this.#details.get(this.seq);
  }
  number(field: string): number {
    const i = this.seq & chunkMask;
    const kind = this.#here.kind[i] as number;
    const index = fieldIndex[kind]?.get(field);
    if (index === undefined) throw new InvariantError(`${eventTypes[kind]} has no number ${field}`);
    const at = this.#here.numbersAt[i] as number;
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
