/** Runs a scenario and folds its trace into what a page shows. Used by the worker, and by pages as they are built. */
import {
  billOf,
  concurrencyOf,
  expectedRequests,
  logsOf,
  narrationOf,
  parseScenario,
  percentiles,
  responsesOf,
  scenarioLimits,
  seriesOf,
  simulate,
  summary,
  timelineOf,
  together,
  type EventView,
  type Progress as RunProgress,
  type Projection,
  type Scenario,
  type ScenarioInput,
  type SimulateOptions,
  type Timeline,
  type Trace,
  type TraceHeader,
} from '#simulator';
import { ofFirst } from './of-first.ts';
import { longRunRowLimit, rowLimit, type RunView } from './protocol.ts';

/** A run with its trace, which stays where it was made. */
export interface Run<Extra = unknown> {
  readonly trace: Trace;
  readonly view: RunView;
  /** What a projection besides the view's made of it. */
  readonly extra: Extra;
}

export interface RunOptions {
  /** Runs the learner's code; needed when a function has `Code`. */
  readonly engine?: SimulateOptions['engine'];
  readonly onProgress?: (progress: RunProgress) => void;
  /** Called now and then while the trace is being read. */
  readonly onProjecting?: () => void;
  /** Number the page knows the run by. */
  readonly run?: number;
  /** A clock, to say how long it took. */
  readonly nowMs?: () => number;
}

/** Events read between two signs of life. */
const beatEvery = 1 << 16;

/** Requests a scenario brings on average, by traffic and by hand. */
export const requestsExpected = ({ traffic, actions }: Scenario): number =>
  traffic.reduce((sum, source) => sum + expectedRequests(source), 0) +
  actions.reduce((sum, action) => sum + (action.do === 'invoke' ? action.count : 0), 0);

/** A fold beside those of the view, for what only some runs are asked. */
const nothingMore: Projection<undefined, undefined> = {
  start: () => undefined,
  step: () => {},
  finish: () => undefined,
};

/**
 * Runs a scenario that has passed `parseScenario`.
 * @param extra one more projection to run along
 */
export function runScenario<Extra = undefined>(
  scenario: Scenario,
  options: RunOptions = {},
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the state is private to the projection
  extra: Projection<any, Extra> = nothingMore as Projection<any, Extra>,
): Run<Extra> {
  const { engine, onProgress, onProjecting, run = 0, nowMs = () => 0 } = options;
  const startedMs = nowMs();
  const expected = requestsExpected(scenario);
  const streamed = expected > scenarioLimits.keptRequests;
  const all = together({ ...projectionsFor(expected), extra });
  let states: unknown[] | undefined;
  const trace = simulate(scenario, {
    ...(engine && { engine }),
    ...(onProgress && { onProgress }),
    ...(streamed && {
      onHeader: (header: TraceHeader) => void (states = all.start(header)),
      observe: (event: EventView) => all.step(states as unknown[], event),
    }),
  });
  const tookMs = nowMs() - startedMs;
  if (!states) {
    states = all.start(trace.header);
    for (const event of trace) {
      all.step(states, event);
      if (event.seq % beatEvery === 0) onProjecting?.();
    }
  }
  const { extra: more, ...projected } = all.finish(states);
  const timeline = toItsEnd(projected.timeline, scenario);
  const { requests, environments, phases } = timeline.omitted;
  const { counts, environments: made, endMs } = projected.summary;
  const endUs = Math.max(timeline.endUs, Math.round(endMs * 1000));
  const view: RunView = {
    ...projected,
    timeline: { ...timeline, endUs },
    run,
    scenario,
    tookMs,
    functions: trace.header.functions.map(({ FunctionName, Version }) => ({ FunctionName, Version })),
    events: trace.length,
    requests: counts.requests,
    environments: made.created,
    endUs,
    kept: trace.header.kept,
    whole: requests + environments + phases === 0 && timeline.requests.length === counts.requests,
  };
  return { trace, view, extra: more };
}

/** What a page shows of a run; the lists of a long one are about its first requests. */
function projectionsFor(expected: number) {
  const long = expected > rowLimit;
  const limit = long ? longRunRowLimit : rowLimit;
  const first = long ? limit : Infinity;
  return {
    timeline: ofFirst(timelineOf({ limit }), first),
    concurrency: concurrencyOf(long ? limit : rowLimit),
    series: seriesOf(),
    logs: ofFirst(logsOf({ limit: long ? limit * 2 : limit }), first),
    responses: ofFirst(responsesOf({ limit }), first),
    narration: narrationOf(long ? 200 : limit),
    bill: billOf(limit),
    percentiles,
    summary,
  };
}

/** Runs a profile scenario where a page is built. */
export const runAtBuild = (scenario: ScenarioInput): RunView => runScenario(parseScenario(scenario)).view;

/** A run that is told when to end is drawn to there: what was idle at its last event stays idle. */
export function toItsEnd(timeline: Timeline, { untilMs }: Pick<Scenario, 'untilMs'>): Timeline {
  const endUs = Math.max(timeline.endUs, untilMs === undefined ? 0 : Math.round(untilMs * 1000));
  if (endUs === timeline.endUs) return timeline;
  const environments = timeline.environments.map((row) => {
    const last = row.phases.at(-1);
    if (row.endedAtUs >= 0 || !last || last.toUs < timeline.endUs) return row;
    const grows = last.kind === 'idle' || last.outcome === 'running';
    const idle = {
      kind: 'idle' as const,
      fromUs: last.toUs,
      toUs: endUs,
      request: -1,
      outcome: 'ok' as const,
      seq: last.seq,
    };
    return { ...row, phases: grows ? [...row.phases.slice(0, -1), { ...last, toUs: endUs }] : [...row.phases, idle] };
  });
  return { ...timeline, endUs, environments };
}
