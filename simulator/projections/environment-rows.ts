/** The life of each execution environment as a row of phases, made as the events go by. */
import type { EventView } from '../trace.ts';
import { initializationTypes, initPhases, NONE, statuses } from '../trace.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface Phase {
  /** `reinit` is the init phase that runs inside an invocation after a failure, `restore` the one from a snapshot. */
  kind: 'init' | 'restore' | 'reinit' | 'invoke' | 'idle';
  fromUs: number;
  toUs: number;
  /** -1 when it serves none. */
  request: number;
  outcome: Outcome;
  /** The event that opened it. */
  seq: number;
}

export interface EnvironmentRow {
  environment: number;
  function: number;
  initializationType: (typeof initializationTypes)[number];
  createdAtUs: number;
  /** -1 when it lives at the end. */
  endedAtUs: number;
  /** Id of the rule that ended it, or ''. */
  endRule: string;
  phases: Phase[];
}

interface Life {
  readonly row: EnvironmentRow;
  phase: Phase | undefined;
  /** A phase that nobody wanted, to be written over: a long run has millions. */
  spare: Phase | undefined;
}

const insideInvoke = initPhases.indexOf('invoke');
const initOutcomes: readonly Outcome[] = statuses.map((status) =>
  status === 'success' ? 'ok' : status === 'timeout' ? 'timeout' : 'crash',
);

/** Follows every environment that lives. */
export class EnvironmentRows {
  readonly #lives = new Map<number, Life>();
  readonly #keep: (phase: Phase) => boolean;

  /** @param keep whether a phase that just ended is wanted */
  constructor(keep: (phase: Phase) => boolean) {
    this.#keep = keep;
  }

  /** Takes in an event. @returns the row of an environment that this event ends */
  step(event: EventView): EnvironmentRow | undefined {
    if (event.environment === NONE) return undefined;
    if (event.type === 'environment.created') {
      const life: Life = { row: created(event), phase: undefined, spare: undefined };
      this.#lives.set(event.environment, life);
      // One that was ready before the run has no init phase in it.
      if (event.request === NONE) this.#open(life, event, 'idle');
      return undefined;
    }
    const life = this.#lives.get(event.environment);
    if (!life) return undefined;
    switch (event.type) {
      case 'platform.initStart':
        this.#open(life, event, event.number('phase') === insideInvoke ? 'reinit' : 'init');
        return undefined;
      case 'platform.initReport':
        if (life.phase) life.phase.outcome = initOutcomes[event.number('status')] as Outcome;
        if (event.number('phase') === insideInvoke && event.number('status') === 0) this.#open(life, event, 'invoke');
        else this.#ready(life, event);
        return undefined;
      case 'platform.restoreStart':
        this.#open(life, event, 'restore');
        return undefined;
      case 'platform.restoreReport':
        if (life.phase) life.phase.outcome = initOutcomes[event.number('status')] as Outcome;
        this.#ready(life, event);
        return undefined;
      case 'platform.start':
        this.#open(life, event, 'invoke');
        return undefined;
      case 'platform.runtimeDone':
        if (life.phase) life.phase.outcome = outcomeOf(event);
        return undefined;
      case 'platform.report':
        this.#open(life, event, 'idle');
        return undefined;
      case 'environment.shutdown':
        this.#close(life, event.atUs);
        this.#lives.delete(event.environment);
        life.row.endedAtUs = event.atUs;
        life.row.endRule = event.rule?.id ?? '';
        return life.row;
      default:
        return undefined;
    }
  }

  /** The rows of the environments that live at the end of the run. */
  finish(endUs: number): EnvironmentRow[] {
    return [...this.#lives.values()].map((life) => {
      this.#close(life, endUs, true);
      return life.row;
    });
  }

  /** After init or restore a request is served; an environment made ahead of any request is idle. */
  #ready(life: Life, event: EventView): void {
    if (event.request === NONE) this.#open(life, event, 'idle');
    else this.#close(life, event.atUs);
  }

  #open(life: Life, event: EventView, kind: Phase['kind']): void {
    this.#close(life, event.atUs);
    const request = kind === 'idle' || event.request === NONE ? -1 : event.request;
    const outcome = kind === 'idle' ? 'ok' : 'running';
    const { atUs, seq } = event;
    const { spare } = life;
    if (!spare) {
      life.phase = { kind, fromUs: atUs, toUs: atUs, request, outcome, seq };
      return;
    }
    life.spare = undefined;
    spare.kind = kind;
    spare.fromUs = spare.toUs = atUs;
    spare.request = request;
    spare.outcome = outcome;
    spare.seq = seq;
    life.phase = spare;
  }

  /** Ends the open phase; one that took no time and decided nothing is not worth a mark. */
  #close(life: Life, atUs: number, atTheEnd = false): void {
    const { phase } = life;
    life.phase = undefined;
    if (!phase) return;
    phase.toUs = atUs;
    const empty = phase.fromUs === atUs && (phase.kind === 'idle' || (phase.outcome === 'running' && !atTheEnd));
    if (!empty && this.#keep(phase)) life.row.phases.push(phase);
    else life.spare = phase;
  }
}

const created = (event: EventView): EnvironmentRow => ({
  environment: event.environment,
  function: event.function,
  initializationType: initializationTypes[event.number('initializationType')] as EnvironmentRow['initializationType'],
  createdAtUs: event.atUs,
  endedAtUs: -1,
  endRule: '',
  phases: [],
});
