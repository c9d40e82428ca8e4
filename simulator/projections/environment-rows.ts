/** The life of each execution environment as a row of phases, made as the events go by. */
import type { EventView } from '../trace.ts';
import { initPhases, NONE, statuses } from '../trace.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface Phase {
  /** `reinit` is the init phase that runs inside an invocation after a failure. */
  kind: 'init' | 'reinit' | 'invoke' | 'idle';
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
      this.#lives.set(event.environment, { row: created(event), phase: undefined });
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
        else this.#close(life, event.atUs);
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

  #open(life: Life, event: EventView, kind: Phase['kind']): void {
    this.#close(life, event.atUs);
    const request = kind === 'idle' || event.request === NONE ? -1 : event.request;
    const outcome = kind === 'idle' ? 'ok' : 'running';
    life.phase = { kind, fromUs: event.atUs, toUs: event.atUs, request, outcome, seq: event.seq };
  }

  /** Ends the open phase; one that took no time and decided nothing is not worth a mark. */
  #close(life: Life, atUs: number, atTheEnd = false): void {
    const { phase } = life;
    life.phase = undefined;
    if (!phase) return;
    phase.toUs = atUs;
    const empty = phase.fromUs === atUs && (phase.kind === 'idle' || (phase.outcome === 'running' && !atTheEnd));
    if (!empty && this.#keep(phase)) life.row.phases.push(phase);
  }
}

const created = (event: EventView): EnvironmentRow => ({
  environment: event.environment,
  function: event.function,
  createdAtUs: event.atUs,
  endedAtUs: -1,
  endRule: '',
  phases: [],
});
