/**
 * The execution environments of a run, as columns: one number an environment and a list of the idle
 * ones of each function, the most recently used first.
 *
 * Models: an environment serves one request at a time and is reused while it is kept.
 */
import { Lifecycle } from '../kernel/lifecycle.ts';
import { NONE } from '../trace.ts';
import { executionEnvironmentMachine } from '../lifecycles/execution-environment.machine.ts';

type State = 'init' | 'idle' | 'invoke' | 'reset' | 'initAgain' | 'shutdown';
type Event = 'READY' | 'INIT_FAILED' | 'INVOKE' | 'DONE' | 'FAILED' | 'RECLAIM';

export const lifecycle = new Lifecycle<State, Event>(executionEnvironmentMachine);

/** Numbers of the machine's events and of the states that decisions ask for. */
export const READY = lifecycle.eventNumber('READY');
export const INIT_FAILED = lifecycle.eventNumber('INIT_FAILED');
export const INVOKE = lifecycle.eventNumber('INVOKE');
export const DONE = lifecycle.eventNumber('DONE');
export const FAILED = lifecycle.eventNumber('FAILED');
export const RECLAIM = lifecycle.eventNumber('RECLAIM');
export const inShutdown = lifecycle.stateNumber('shutdown');
export const inReset = lifecycle.stateNumber('reset');
export const inIdle = lifecycle.stateNumber('idle');
export const inInit = lifecycle.stateNumber('init');
export const inInvoke = lifecycle.stateNumber('invoke');
export const inInitAgain = lifecycle.stateNumber('initAgain');

const columns = {
  state: Uint8Array,
  function: Uint16Array,
  /** The idle list it is put on: `onDemand(function)` or `provisioned(function)`. */
  list: Uint16Array,
  /** Place in `initializationTypes`. */
  initializationType: Uint8Array,
  /** Whether it is to end as soon as it has nothing to do. */
  retired: Uint8Array,
  /** Configuration the environment was made with; an older one than the function's is not used again. */
  configuration: Uint32Array,
  createdAtUs: Float64Array,
  /** Since when it is idle; meaningless while busy. */
  idleSinceUs: Float64Array,
  idleLifeUs: Float64Array,
  maximumLifeUs: Float64Array,
  /** Whether the one reclaim timer of the environment is on the agenda. */
  reclaimArmed: Uint8Array,
  /** Instant of the one step of the environment on the agenda; an entry of another instant is stale. */
  stepAtUs: Float64Array,
  /** The request it serves, when it came, and the events that stand for it. */
  request: Uint32Array,
  arrivedAtUs: Float64Array,
  body: Uint32Array,
  /** The draws of the request: the same request draws the same in every run of the scenario. */
  draw: Uint32Array,
  /** Duration that the request is known to take, microseconds; -1: it is drawn. */
  givenUs: Float64Array,
  /** What waits for the end of the invocation, or NONE. */
  ticket: Uint32Array,
  /** The newest event of this environment, cause of the next. */
  lastSeq: Uint32Array,
  startedAtUs: Float64Array,
  /** Duration of the first init, until the first REPORT has carried it; -1 when there is none. */
  initUs: Float64Array,
  /** Billed part of the restore, until the first REPORT has carried it; 0 when there is none. */
  restoreBilledUs: Float64Array,
  newer: Uint32Array,
  older: Uint32Array,
} as const;

type ColumnName = keyof typeof columns;
type Columns = { [Name in ColumnName]: InstanceType<(typeof columns)[Name]> };

/** The idle list of a version's environments, and that of its provisioned ones. */
export const onDemandList = (fn: number): number => fn * 2;
export const provisionedList = (fn: number): number => fn * 2 + 1;

export class Environments {
  /** Environments made so far, and of those, alive. */
  count = 0;
  live = 0;
  columns: Columns;
  /** The most recently used idle environment of each list, and the least recently used. */
  readonly #newest: number[];
  readonly #oldest: number[];
  readonly idleCount: number[];
  #capacity = 256;
  readonly #free: number[] = [];

  constructor(functions: number) {
    const lists = functions * 2;
    this.#newest = new Array<number>(lists).fill(NONE);
    this.#oldest = new Array<number>(lists).fill(NONE);
    this.idleCount = new Array<number>(lists).fill(0);
    this.columns = Object.fromEntries(
      Object.entries(columns).map(([name, Column]) => [name, new Column(this.#capacity)]),
    ) as Columns;
  }

  /** A new environment in its init state. @returns its number */
  create(fn: number, atUs: number, configuration: number, list: number, initializationType: number): number {
    if (this.count === this.#capacity) this.#grow();
    const environment = this.#free.pop() ?? this.count++;
    this.live++;
    const { columns } = this;
    columns.state[environment] = 0;
    columns.retired[environment] = 0;
    columns.function[environment] = fn;
    columns.list[environment] = list;
    columns.initializationType[environment] = initializationType;
    columns.request[environment] = NONE;
    columns.ticket[environment] = NONE;
    columns.createdAtUs[environment] = atUs;
    columns.configuration[environment] = configuration;
    columns.initUs[environment] = -1;
    columns.lastSeq[environment] = NONE;
    columns.newer[environment] = NONE;
    columns.older[environment] = NONE;
    return environment;
  }

  /** The place of an environment that never was one is used again. */
  free(environment: number): void {
    this.#free.push(environment);
  }

  /** Takes a step of the lifecycle. @throws InvariantError when the state cannot */
  go(environment: number, event: number): void {
    const { state } = this.columns;
    state[environment] = lifecycle.next(state[environment] as number, event);
  }

  /** The idle environment a request is given, or NONE; it stays on the list. */
  idle(list: number, which: 'mostRecent' | 'leastRecent'): number {
    return (which === 'mostRecent' ? this.#newest[list] : this.#oldest[list]) as number;
  }

  /** Puts an environment first on its idle list. */
  park(environment: number): void {
    const { columns } = this;
    const list = columns.list[environment] as number;
    const first = this.#newest[list] as number;
    columns.older[environment] = first;
    columns.newer[environment] = NONE;
    if (first === NONE) this.#oldest[list] = environment;
    else columns.newer[first] = environment;
    this.#newest[list] = environment;
    this.idleCount[list] = (this.idleCount[list] as number) + 1;
  }

  /** Takes an environment off its idle list, wherever it stands there. */
  unpark(environment: number): void {
    const { columns } = this;
    const list = columns.list[environment] as number;
    const newer = columns.newer[environment] as number;
    const older = columns.older[environment] as number;
    if (newer === NONE) this.#newest[list] = older;
    else columns.older[newer] = older;
    if (older === NONE) this.#oldest[list] = newer;
    else columns.newer[older] = newer;
    this.idleCount[list] = (this.idleCount[list] as number) - 1;
  }

  #grow(): void {
    this.#capacity *= 2;
    for (const [name, Column] of Object.entries(columns) as [ColumnName, Float64ArrayConstructor][]) {
      const grown = new Column(this.#capacity);
      grown.set(this.columns[name]);
      (this.columns as Record<ColumnName, unknown>)[name] = grown;
    }
  }
}
