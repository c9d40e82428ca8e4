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
  /**
   * `source`: place of the traffic source in the scenario, actions counted on after the sources;
   * `index`: which of the requests of that source, the same in every run of the scenario;
   * `attempt`: of the client, from 1; `alias`: place in `header.aliases`, -1 for none.
   * Requests that Lambda makes itself (destinations, hooks) have source -1.
   */
  'invoke.received': ['payloadBytes', 'source', 'index', 'attempt', 'alias'],
  'invoke.rejected': ['statusCode', 'payloadBytes', 'limitBytes'],
  'invoke.admitted': ['inFlight', 'limit'],
  /** `used` of `limit`: concurrency, requests a second, or new environments, as the rule says. */
  'invoke.throttled': ['used', 'limit'],
  'invoke.completed': ['statusCode', 'latencyUs', 'responseBytes', 'failed'],
  /** `initializationType`: place in `initializationTypes`. */
  'environment.created': ['live', 'memorySizeMB', 'initializationType'],
  'environment.reused': ['idle', 'idleUs'],
  'environment.reset': ['exitCode'],
  'environment.shutdown': ['ageUs', 'idleUs', 'limitUs'],
  'configuration.updated': ['memorySizeMB', 'timeoutUs'],
  'platform.initStart': ['phase', 'limitUs'],
  'platform.initRuntimeDone': ['phase', 'durationUs', 'status'],
  'platform.initReport': ['phase', 'durationUs', 'status'],
  'platform.restoreStart': ['limitUs'],
  'platform.restoreRuntimeDone': ['durationUs', 'status'],
  'platform.restoreReport': ['durationUs', 'billedUs', 'status'],
  'platform.start': ['timeoutUs', 'overheadUs'],
  'platform.runtimeDone': ['durationUs', 'cpuUs', 'status', 'producedBytes'],
  'platform.report': ['durationUs', 'initDurationUs', 'billedDurationMs', 'memorySizeMB', 'maxMemoryUsedMB', 'status'],
  'sandbox.fastForwarded': ['ticks', 'untilUs'],
  function: ['level'],
  /** `draw` fell below `weight`, or not; `second`: 1 when the additional version was chosen. */
  'alias.routed': ['draw', 'weight', 'second'],
  /** `version` and `additional`: entries of `header.functions`, -1 for none. */
  'alias.updated': ['alias', 'version', 'additional', 'weight'],
  /** The event's function is the entry of the version; `published`: 0 when nothing had changed. */
  'version.published': ['published'],
  'version.ready': ['tookUs', 'snapshotMB'],
  /** `reserved`: -1 for none; `refused`: 1 when it could not be set. */
  'concurrency.reserved': ['reserved', 'unreserved', 'refused'],
  /** The event's function is the entry of the version; `startUs`: when allocation begins. */
  'provisioned.requested': ['requested', 'allocated', 'startUs'],
  'provisioned.refused': ['requested', 'limit'],
  'provisioned.ready': ['allocated', 'tookUs'],
  'provisioned.failed': ['requested'],
  'provisioned.removed': ['allocated'],
  'scaling.changed': ['utilization', 'target', 'from', 'to'],
  /** `statusCode` 202; `queued`: events of the function in its queue, this one included. */
  'async.queued': ['statusCode', 'queued', 'maximumAgeUs'],
  'async.attempted': ['attempt', 'ageUs'],
  'async.retryScheduled': ['attempt', 'waitUs', 'ageUs'],
  /** The event left the queue served. */
  'async.succeeded': ['attempts', 'ageUs'],
  'async.dropped': ['attempts', 'ageUs'],
  'async.duplicated': ['share'],
  /** `target`: place in `header.targets`; `condition`: place in `conditions`; `deadLetter`: 1 for a dead-letter queue. */
  'destination.delivered': ['target', 'condition', 'attempts', 'deadLetter'],
  'destination.failed': ['target', 'condition', 'attempts', 'deadLetter'],
  'recursion.detected': ['depth', 'limit'],
  'resource.deleted': ['target'],
  'caller.timedOut': ['waitedUs', 'attempt'],
  'caller.retryScheduled': ['attempt', 'waitUs', 'maxAttempts', 'quota'],
  'caller.gaveUp': ['attempts', 'waitedUs'],
  /** `step`: place in `deploymentSteps`; `weight`: of the new version; `version`: its entry of `header.functions`. */
  'deployment.changed': ['step', 'weight', 'version', 'alias'],
  /** A client in adaptive mode waits before it sends request `index` of `source`. */
  'caller.held': ['source', 'index', 'waitUs'],
  /** What an action names is not there (yet), so nothing is changed. */
  'action.refused': ['statusCode'],
  /** The run was ended before its end. */
  'run.cut': ['requests', 'limit'],
} as const satisfies Record<string, readonly string[]>;

export type EventType = keyof typeof eventFields;

/** Every event type in a fixed order; its place is the number stored in the trace. */
export const eventTypes = Object.keys(eventFields) as EventType[];

/** The number of an event type, for writers and for readers of millions of events. */
export const kindOf = (type: EventType): number => eventTypes.indexOf(type);

/** The place of a number among those of its kind, for `EventView.at`. */
export const placeOf = <Type extends EventType>(type: Type, field: (typeof eventFields)[Type][number]): number =>
  (eventFields[type] as readonly string[]).indexOf(field);

/** Values of the number fields that stand for a word. */
export const statuses = ['success', 'error', 'timeout', 'failure'] as const;
export const initPhases = ['init', 'invoke', 'snap-start'] as const;
export const initializationTypes = ['on-demand', 'provisioned-concurrency', 'snap-start'] as const;
export const conditions = ['Success', 'RetriesExhausted', 'EventAgeExceeded', 'ZeroReservedConcurrency'] as const;
export const deploymentSteps = ['started', 'hookInvoked', 'shifted', 'succeeded', 'rolledBack'] as const;
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
  /** What was changed (`configuration.updated`, `putFunctionEventInvokeConfig`), as JSON. */
  readonly change?: string;
  /** Why something failed, in AWS's words (`provisioned.failed`, `provisioned.refused`). */
  readonly statusReason?: string;
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
  /**
   * The functions as configured at the start, without their code: first `$LATEST` of each, then every
   * version that the run has or will publish.
   */
  readonly functions: readonly TraceFunction[];
  readonly aliases: readonly TraceAlias[];
  /** ARNs of everything that events may be sent to: destinations and dead-letter queues. */
  readonly targets: readonly string[];
  /** The traffic sources, then the actions: what sends requests, by the `source` of `invoke.received`. */
  readonly sources: readonly TraceSource[];
  /** The wrong model that decided, if one did. */
  readonly misconception?: string;
  /** False when the events are given away as they happen and only the newest are kept. */
  readonly kept: boolean;
}

export interface TraceAlias {
  readonly FunctionName: string;
  readonly Name: string;
}

export interface TraceSource {
  /** `poisson` ... of a traffic source, `action` of an action. */
  readonly kind: string;
  readonly FunctionName: string;
  readonly InvocationType: 'RequestResponse' | 'Event';
  /** The body of its requests, JSON text. */
  readonly body: string;
}

/** A function as the trace's readers need to know it. */
export interface TraceFunction {
  readonly FunctionName: string;
  /** `$LATEST`, `1`, `2` ... */
  readonly Version: string;
  /** Whether it is there at the start; `$LATEST` always is. */
  readonly published: boolean;
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
  readonly snapStart: boolean;
  /** `ReservedConcurrentExecutions` of the function at the start, -1 for none. */
  readonly reserved: number;
  /** Provisioned concurrency of this version that is ready at the start. */
  readonly provisioned: number;
}

/** One event while a reader's cursor stands on it. Valid until the cursor moves: copy what you keep. */
export interface EventView {
  readonly seq: number;
  readonly atUs: number;
  readonly type: EventType;
  /** The number of its type, see `kindOf`. */
  readonly kind: number;
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
  /** The same by its place (`placeOf`), several times faster; the place must be one of this kind's. */
  at(place: number): number;
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
  readonly atUs: Float64Array<ArrayBuffer>;
  readonly words: Uint32Array<ArrayBuffer>;
  constructor(size = chunkSize) {
    this.atUs = new Float64Array(size);
    this.words = new Uint32Array(size * words);
  }
}

/** Stand in for what was given away. */
const noPool = new Float64Array(0);

/** Memory of released traces: fresh memory costs more than what is written to it. */
const spareChunks: Chunk[] = [];
const sparePools: Float64Array<ArrayBuffer>[] = [];
const noChunk = new Chunk(0);

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
  /** Events before this one were given away. */
  #first = 0;
  #freedChunks = 0;
  #freedPools = 0;

  constructor(header: TraceHeader) {
    this.header = header;
  }

  /** The oldest event that is kept. */
  get firstSeq(): number {
    return this.#first;
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

  /**
   * Passes every event since the last call to `step` and forgets them: for runs too long to keep.
   * Only between two steps of the agenda, when all text is attached.
   * @param wanted by the number of a type, 1 for those that `step` gets
   */
  drain(step: (event: EventView) => void, wanted: Uint8Array): void {
    const cursor = new Cursor(this.#chunks, this.#numbers, this.#details);
    for (let seq = this.#first; seq < this.#length; seq++) if (wanted[cursor.moveTo(seq).kind] === 1) step(cursor);
    this.#first = this.#length;
    const wholeChunks = this.#length >>> chunkBits;
    for (let i = this.#freedChunks; i < wholeChunks; i++) {
      spareChunks.push(this.#chunks[i] as Chunk);
      this.#chunks[i] = noChunk;
    }
    this.#freedChunks = wholeChunks;
    const wholePools = this.#numbers.length - 1;
    for (let i = this.#freedPools; i < wholePools; i++) {
      sparePools.push(this.#numbers[i] as Float64Array<ArrayBuffer>);
      this.#numbers[i] = noPool;
    }
    this.#freedPools = Math.max(0, wholePools);
    this.#details.ofEvent.clear();
  }

  /** Gives the memory back for the next trace. This one is empty afterwards. */
  release(): void {
    spareChunks.push(...this.#chunks.splice(0).slice(this.#freedChunks));
    sparePools.push(...this.#numbers.splice(0).slice(this.#freedPools));
    this.#length = this.#first = this.#freedChunks = this.#freedPools = 0;
    this.#poolEnd = chunkSize;
  }

  /** The event `seq`, on a cursor of its own. @throws InvariantError when there is none */
  event(seq: number): EventView {
    const cursor = new Cursor(this.#chunks, this.#numbers, this.#details);
    if (!(seq >= this.#first && seq < this.#length))
      throw new InvariantError(`no event ${seq} in a trace of ${this.#length}`);
    return cursor.moveTo(seq);
  }

  /** Every event that is kept, in order, on one cursor that moves. */
  *[Symbol.iterator](): Generator<EventView> {
    const cursor = new Cursor(this.#chunks, this.#numbers, this.#details);
    for (let seq = this.#first; seq < this.#length; seq++) yield cursor.moveTo(seq);
  }
}

class Cursor implements EventView {
  seq = 0;
  readonly #chunks: Chunk[];
  readonly #numbers: Float64Array[];
  readonly #details: Details;
  /** Where the event lies: looked up once a move, because every projection asks for several of its words. */
  #instants: Float64Array = noPool;
  #row: Uint32Array = noChunk.words;
  #i = 0;
  #w = 0;

  constructor(chunks: Chunk[], numbers: Float64Array[], details: Details) {
    this.#chunks = chunks;
    this.#numbers = numbers;
    this.#details = details;
  }

  moveTo(seq: number): this {
    const chunk = this.#chunks[seq >>> chunkBits] as Chunk;
    this.seq = seq;
    this.#instants = chunk.atUs;
    this.#row = chunk.words;
    this.#i = seq & chunkMask;
    this.#w = this.#i * words;
    return this;
  }

  get kind(): number {
    return (this.#row[this.#w] as number) & 0xff;
  }
  get atUs(): number {
    return this.#instants[this.#i] as number;
  }
  get type(): EventType {
    return eventTypes[this.kind] as EventType;
  }
  get function(): number {
    return ((this.#row[this.#w] as number) >>> 8) & 0xff;
  }
  get environment(): number {
    return this.#row[this.#w + ENVIRONMENT] as number;
  }
  get request(): number {
    return this.#row[this.#w + REQUEST] as number;
  }
  get causeSeq(): number {
    return this.#row[this.#w + CAUSE] as number;
  }
  get rule(): Rule | undefined {
    const rule = (this.#row[this.#w] as number) >>> 16;
    return rule === NO_RULE ? undefined : ruleAt(rule);
  }
  get detail(): Detail | undefined {
    const own = this.#details.ofEvent.get(this.seq);
    if (own || this.#details.ofRule.size === 0) return own;
    return this.#details.ofRule.get(kindAndRule(this.kind, (this.#row[this.#w] as number) >>> 16));
  }
  number(field: string): number {
    const index = fieldIndex[this.kind]?.get(field);
    if (index === undefined) throw new InvariantError(`${this.type} has no number ${field}`);
    return this.at(index);
  }
  at(place: number): number {
    const at = this.#row[this.#w + NUMBERS_AT] as number;
    return (this.#numbers[at >>> chunkBits] as Float64Array)[(at & chunkMask) + place] as number;
  }
}

/** A pure fold over a trace: every view, bill and quiz key is one. */
export interface Projection<State, Result> {
  /**
   * The types it takes in; all when left out. Whoever runs it may pass over the others, which
   * `together` and `project` do: most projections want a few of a request's events.
   */
  readonly listens?: readonly EventType[];
  start(header: TraceHeader): State;
  step(state: State, event: EventView): void;
  finish(state: State): Result;
}

/** Runs a projection over a whole trace. */
export function project<State, Result>(trace: Trace, projection: Projection<State, Result>): Result {
  const state = projection.start(trace.header);
  const wanted = wantedKinds(projection.listens);
  for (const event of trace) if (wanted[event.kind] === 1) projection.step(state, event);
  return projection.finish(state);
}

/** By the number of a type: 1 for those in `listens`, for all when there is none. */
export function wantedKinds(listens: readonly EventType[] | undefined): Uint8Array {
  return Uint8Array.from(eventTypes, (type) => (listens === undefined || listens.includes(type) ? 1 : 0));
}
