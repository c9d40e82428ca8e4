/**
 * What crosses between a page and the simulation worker. The trace stays in the worker; only
 * projections of it cross, and never more rows than a page can show.
 */
import type {
  Bill,
  ComparedFates,
  Concurrency,
  LogEvent,
  Percentiles,
  Problem,
  Response,
  Scenario,
  ScenarioInput,
  Sentence,
  Series,
  Summary,
  Timeline as ProjectedTimeline,
  WhyStep,
} from '#simulator';

export type {
  Bill,
  ComparedFates,
  Concurrency,
  LogEvent,
  Percentiles,
  Problem,
  Response,
  Scenario,
  ScenarioInput,
  Sentence,
  Series,
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

/**
 * Rows of a list of such a run: a page shows some hundred at a time, and what takes a page long to
 * receive it draws late.
 */
export const longRunRowLimit = 300;

/** Spans of environments that cross at once. */
export const spanLimit = 100_000;

/** Everything a page shows of a run without asking again. */
export interface RunView {
  /** Number of the run in this worker; answers to questions belong to the latest one. */
  readonly run: number;
  /** The scenario that ran, with what had been left out filled in. */
  readonly scenario: Scenario;
  /** How long the run took on this machine, milliseconds. */
  readonly tookMs: number;
  /** The function and the version of each entry of `header.functions`, by which rows name theirs. */
  readonly functions: readonly { readonly FunctionName: string; readonly Version: string }[];
  /** Events in the trace. */
  readonly events: number;
  readonly requests: number;
  readonly environments: number;
  /** Heap the sandbox gives an environment at most, whatever its memory size; absent where no code ran. */
  readonly largestHeapBytes?: number;
  readonly endUs: number;
  /** False: the run was so long that its events were not kept, so nothing more can be asked about it. */
  readonly kept: boolean;
  /** False: `timeline` holds the first window only (see `timelineWindow`), and the lists their first `rowLimit` rows. */
  readonly whole: boolean;
  readonly timeline: Timeline;
  /** At most some thousand change points; a long run is thinned to the extremes of each stretch. */
  readonly concurrency: Concurrency;
  /** Counts, concurrency, latency and cost in equal stretches of the run. */
  readonly series: Series;
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

/**
 * Environments as lanes: spans in order of lane, then time. `kind` is a place in `spanKinds`, `id` the
 * request or `NONE`, `seq` the event that opened the span.
 */
export interface LaneSpans {
  readonly lane: Uint32Array<ArrayBuffer>;
  readonly fromUs: Float64Array<ArrayBuffer>;
  readonly toUs: Float64Array<ArrayBuffer>;
  readonly kind: Uint8Array<ArrayBuffer>;
  readonly id: Uint32Array<ArrayBuffer>;
  readonly seq: Uint32Array<ArrayBuffer>;
  /** Number of the environment of each lane, and its entry of `header.functions`. */
  readonly environments: Uint32Array<ArrayBuffer>;
  readonly functions: Uint8Array<ArrayBuffer>;
  /** Spans that touch the window and are left out because there are too many. */
  readonly omitted: number;
}

/** What became of one request, with all attempts of its client or of Lambda's queue. */
export interface OneRequest {
  /** `none`: it is not in this run. */
  readonly outcome: 'none' | 'waiting' | 'answered' | 'failed' | 'throttled' | 'rejected' | 'served later' | 'dropped';
  readonly attempts: number;
  /** -1: never. */
  readonly firstAtUs: number;
  readonly endedAtUs: number;
  readonly cold: boolean;
  /** Throttles and requests of the whole run. */
  readonly throttles: number;
  readonly requests: number;
}

/** What is shown in a plot of the series. */
export type MarkedPlot = 'arrivals' | 'throttled' | 'cold' | 'failed' | 'queue' | 'concurrency' | 'latency' | 'cost';

/** An event that can be asked about. */
export interface Mark {
  readonly seq: number;
  /** -1: none. */
  readonly request: number;
  readonly atUs: number;
}

/** One request of a run whose lists are too long to be sent. */
export interface RequestDetail {
  readonly row: Timeline['requests'][number] | undefined;
  readonly response: Response | undefined;
}

/** Which of two runs a question is about. */
export type Side = 'a' | 'b';

/** One of two runs that are compared. */
export type ComparedRun = Pick<
  RunView,
  'scenario' | 'tookMs' | 'events' | 'requests' | 'environments' | 'endUs' | 'kept' | 'series' | 'bill' | 'summary'
>;

/** Two runs on the same dice, and the requests that fared differently. */
export interface Comparison {
  readonly run: number;
  readonly a: ComparedRun;
  readonly b: ComparedRun;
  readonly fates: ComparedFates;
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
  | { readonly ask: 'compare'; readonly a: ScenarioInput; readonly b: ScenarioInput }
  | { readonly ask: 'oneRequest'; readonly scenario: ScenarioInput; readonly source: number; readonly index: number }
  | { readonly ask: 'why'; readonly run: number; readonly seq: number; readonly side: Side }
  | { readonly ask: 'whichRequest'; readonly run: number; readonly request: number }
  | { readonly ask: 'request'; readonly run: number; readonly request: number; readonly side: Side }
  | {
      readonly ask: 'markIn';
      readonly run: number;
      readonly plot: MarkedPlot;
      readonly fromUs: number;
      readonly toUs: number;
      readonly FunctionName: string;
    }
  | { readonly ask: 'series'; readonly run: number; readonly bins: number; readonly FunctionName: string }
  | {
      readonly ask: 'lanes';
      readonly run: number;
      readonly fromUs: number;
      readonly toUs: number;
      readonly FunctionName: string;
    }
  | { readonly ask: 'traceText'; readonly run: number; readonly fromSeq: number; readonly maxEvents: number }
  | { readonly ask: 'traceFile'; readonly run: number }
  | {
      readonly ask: 'timelineWindow';
      readonly run: number;
      readonly fromUs: number;
      readonly toUs: number;
      readonly maxItems: number;
    };

/** The questions that run a scenario; the others are about the run before. */
export type RunningAsk = 'run' | 'compare' | 'oneRequest';

/** What each question is answered with. */
export interface Answers {
  run: RunView;
  compare: Comparison;
  oneRequest: OneRequest;
  why: WhyStep[];
  /** Source and index of a request, by which it is known in other runs; `undefined`: Lambda made it itself. */
  whichRequest: { readonly source: number; readonly index: number } | undefined;
  request: RequestDetail;
  markIn: Mark | undefined;
  series: Series;
  lanes: LaneSpans;
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
