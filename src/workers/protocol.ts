/**
 * What crosses between a page and the simulation worker. The trace stays in the worker; only
 * projections of it cross, and never more rows than a page can show.
 */
import type {
  Bill,
  Concurrency,
  LogEvent,
  Percentiles,
  Problem,
  Response,
  Scenario,
  ScenarioInput,
  Sentence,
  Summary,
  Timeline as ProjectedTimeline,
  WhyStep,
} from '#simulator';

export type {
  Bill,
  Concurrency,
  LogEvent,
  Percentiles,
  Problem,
  Response,
  Scenario,
  ScenarioInput,
  Sentence,
  Summary,
  WhyStep,
};

type ReadOnly<Value> = Value extends readonly (infer Item)[]
  ? readonly ReadOnly<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: ReadOnly<Value[Key]> }
    : Value;

/** The timeline of a run as pages get it: rows that nobody changes. */
export type Timeline = ReadOnly<Omit<ProjectedTimeline, 'omitted'>>;

/** Rows of a list that cross at once. A run with more requests than this is shown by windows. */
export const rowLimit = 4000;

/** Everything a page shows of a run without asking again. */
export interface RunView {
  /** Number of the run in this worker; answers to questions belong to the latest one. */
  readonly run: number;
  /** The scenario that ran, with what had been left out filled in. */
  readonly scenario: Scenario;
  /** How long the run took on this machine, milliseconds. */
  readonly tookMs: number;
  /** Events in the trace. */
  readonly events: number;
  readonly requests: number;
  readonly environments: number;
  /** Heap the sandbox gives an environment at most, whatever its memory size; absent where no code ran. */
  readonly largestHeapBytes?: number;
  readonly endUs: number;
  /** False: `timeline` holds the first window only (see `timelineWindow`), and the lists their first `rowLimit` rows. */
  readonly whole: boolean;
  readonly timeline: Timeline;
  /** At most some thousand change points; a long run is thinned to the extremes of each stretch. */
  readonly concurrency: Concurrency;
  readonly logs: readonly LogEvent[];
  readonly responses: readonly Response[];
  readonly narration: readonly Sentence[];
  readonly bill: Bill;
  readonly percentiles: Percentiles;
  readonly summary: Summary;
}

/** A stretch of a run: its rows when there are few enough, and always its density. */
export interface TimelineWindow {
  readonly fromUs: number;
  readonly toUs: number;
  /** Rows of the requests and environments that touch the stretch; `undefined` when they are more than asked for. */
  readonly timeline: Timeline | undefined;
  /** Requests that touch the stretch. */
  readonly requests: number;
  readonly bins: Bins;
}

/** Equal stretches of a window and how many requests of each fate arrived in them. */
export interface Bins {
  readonly fromUs: number;
  readonly binUs: number;
  readonly arrivals: readonly number[];
  readonly cold: readonly number[];
  readonly turnedAway: readonly number[];
}

/** How far a run is. */
export interface Progress {
  readonly stage: 'loading' | 'running' | 'projecting';
  readonly atUs: number;
  readonly requests: number;
  readonly events: number;
}

/** A question from the page. */
export type Question =
  | { readonly ask: 'run'; readonly scenario: ScenarioInput }
  | { readonly ask: 'why'; readonly run: number; readonly seq: number }
  | { readonly ask: 'traceText'; readonly run: number; readonly fromSeq: number; readonly maxEvents: number }
  | { readonly ask: 'traceFile'; readonly run: number }
  | {
      readonly ask: 'timelineWindow';
      readonly run: number;
      readonly fromUs: number;
      readonly toUs: number;
      readonly maxItems: number;
    };

/** What each question is answered with. */
export interface Answers {
  run: RunView;
  why: WhyStep[];
  traceText: string;
  traceFile: Blob;
  timelineWindow: TimelineWindow;
}

export type ToWorker = Question & { readonly id: number };

export type FromWorker =
  | { readonly id: number; readonly type: 'beat'; readonly progress: Progress }
  | { readonly id: number; readonly type: 'answer'; readonly value: Answers[keyof Answers] }
  | { readonly id: number; readonly type: 'problems'; readonly problems: readonly Problem[] }
  | { readonly id: number; readonly type: 'failed'; readonly message: string };
