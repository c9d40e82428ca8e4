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
  /** The newest event of this environment, cause of the next. */
  lastSeq: Uint32Array,
  startedAtUs: Float64Array,
  /** Duration of the first init, until the first REPORT has carried it; -1 when there is none. */
  initUs: Float64Array,
  newer: Uint32Array,
  older: Uint32Array,
} as const;

type ColumnName = keyof typeof columns;
type Columns = { [Name in ColumnName]: InstanceType<(typeof columns)[Name]> };

export class Environments {
  /** Environments made so far, and of those, alive. */
  count = 0;
  live = 0;
  columns: Columns;
  /** The most recently used idle environment of each function, and the least recently used. */
  readonly #newest: number[];
  readonly #oldest: number[];
  readonly idleCount: number[];
  #capacity = 256;

  constructor(functions: number) {
    this.#newest = new Array<number>(functions).fill(NONE);
    this.#oldest = new Array<number>(functions).fill(NONE);
    this.idleCount = new Array<number>(functions).fill(0);
    this.columns = Object.fromEntries(
      Object.entries(columns).map(([name, Column]) => [name, new Column(this.#capacity)]),
    ) as Columns;
  }

  /** A new environment in its init state. @returns its number */
  create(fn: number, atUs: number, configuration: number): number {
    if (this.count === this.#capacity) this.#grow();
    const environment = this.count++;
    this.live++;
    const { columns } = this;
    columns.function[environment] = fn;
    columns.createdAtUs[environment] = atUs;
    columns.configuration[environment] = configuration;
    columns.initUs[environment] = -1;
    columns.lastSeq[environment] = NONE;
    columns.newer[environment] = NONE;
    columns.older[environment] = NONE;
    return environment;
  }

  /** Takes a step of the lifecycle. @throws InvariantError when the state cannot */
  go(environment: number, event: number): void {
    const { state } = this.columns;
    state[environment] = lifecycle.next(state[environment] as number, event);
  }

  /** The idle environment a request is given, or NONE; it stays on the list. */
  idle(fn: number, which: 'mostRecent' | 'leastRecent'): number {
    return (which === 'mostRecent' ? this.#newest[fn] : this.#oldest[fn]) as number;
  }

  /** Puts an environment first on the idle list of its function. */
  park(environment: number): void {
    const { columns } = this;
    const fn = columns.function[environment] as number;
    const first = this.#newest[fn] as number;
    columns.older[environment] = first;
    columns.newer[environment] = NONE;
    if (first === NONE) this.#oldest[fn] = environment;
    else columns.newer[first] = environment;
    this.#newest[fn] = environment;
    this.idleCount[fn] = (this.idleCount[fn] as number) + 1;
  }

  /** Takes an environment off the idle list of its function, wherever it stands there. */
  unpark(environment: number): void {
    const { columns } = this;
    const fn = columns.function[environment] as number;
    const newer = columns.newer[environment] as number;
    const older = columns.older[environment] as number;
    if (newer === NONE) this.#newest[fn] = older;
    else columns.older[newer] = older;
    if (older === NONE) this.#oldest[fn] = newer;
    else columns.newer[older] = newer;
    this.idleCount[fn] = (this.idleCount[fn] as number) - 1;
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
