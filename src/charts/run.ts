/**
 * What the charts draw: plain rows and columns of one run. A projection of a trace has these shapes,
 * but a chart only knows that there are lanes, boxes on them, and marks at instants.
 *
 * Instants and lengths are microseconds (`Us`). Numbers of requests and environments start at 0 in
 * the data and at 1 on the page; `numberOf` makes the one into the other. -1 stands for none.
 */

export type Outcome = 'ok' | 'functionError' | 'timeout' | 'crash' | 'throttled' | 'rejected' | 'running';

/** One request, in order of arrival: `requests[i].arrivedAtUs` never falls. */
export interface RequestRow {
  readonly request: number;
  readonly function: number;
  readonly arrivedAtUs: number;
  /** When the handler began, -1: never. */
  readonly startedAtUs: number;
  /** When the caller had its answer, -1: not within the run. */
  readonly answeredAtUs: number;
  /** The environment that served it, -1: none. */
  readonly environment: number;
  readonly start: 'cold' | 'warm' | 'none';
  readonly outcome: Outcome;
  readonly statusCode: number;
  /** Events to ask "why?" about. */
  readonly receivedSeq: number;
  readonly decidedSeq: number;
  readonly answeredSeq: number;
}

/** `restore` brings an environment back from a snapshot; `reinit` is an init inside an invocation. */
export type PhaseKind = 'init' | 'restore' | 'reinit' | 'invoke' | 'idle';

/** What an environment did for a while. Phases of one environment follow each other without overlap. */
export interface Phase {
  readonly kind: PhaseKind;
  readonly fromUs: number;
  readonly toUs: number;
  /** The request it was for, -1: none. */
  readonly request: number;
  /** How it ended; meaningful for `invoke`, `init` and `reinit`. */
  readonly outcome: Outcome;
  /** The event that opened it. */
  readonly seq: number;
}

export interface EnvironmentRow {
  readonly environment: number;
  readonly function: number;
  readonly createdAtUs: number;
  /** When it was shut down, -1: it lives at the end of the run. */
  readonly endedAtUs: number;
  /** The rule that ended it, '': none. */
  readonly endRule: string;
  readonly phases: readonly Phase[];
}

export interface Timeline {
  readonly endUs: number;
  readonly requests: readonly RequestRow[];
  readonly environments: readonly EnvironmentRow[];
}

/** Invocations in flight as a step function: from `atUs[i]` on, `init[i]` initialise and `invoke[i]` run. */
export interface Concurrency {
  readonly atUs: readonly number[];
  readonly init: readonly number[];
  readonly invoke: readonly number[];
}

/** The stretch of time a chart shows. */
export interface View {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Words beside a mark, with a hairline to it. At most two a figure; they go where no bar is. */
export interface Note {
  /** The instant and lane it points at. Without a lane it points at the row of those turned away. */
  readonly atUs: number;
  readonly environment?: number;
  readonly text: string;
}

/** A limit drawn across the concurrency, with a tab to drag when `onlimit` is given. */
export interface Limit {
  readonly value: number;
  /** "reserved concurrency". */
  readonly name: string;
  /** Short, for phones: "reserved". */
  readonly shortName: string;
  readonly least: number;
  readonly most: number;
}

/** The number a person sees: counting from 1. */
export const numberOf = (index: number): number => index + 1;

/** True for an answer that is not the handler's own: a fault (5xx), drawn red with a notched end. */
export const isFault = (outcome: Outcome): boolean => outcome === 'timeout' || outcome === 'crash';
