/** Runs a scenario and folds its trace into what a page shows. Used by the worker, and by pages as they are built. */
import {
  billOf,
  concurrencyOf,
  logsOf,
  narrationOf,
  parseScenario,
  percentiles,
  responsesOf,
  simulate,
  summary,
  timelineOf,
  type Progress as RunProgress,
  type Projection,
  type Scenario,
  type ScenarioInput,
  type SimulateOptions,
  type Timeline,
  type Trace,
} from '#simulator';
import { rowLimit, type RunView } from './protocol.ts';

/** A run with its trace, which stays where it was made. */
export interface Run {
  readonly trace: Trace;
  readonly view: RunView;
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

/** Runs a scenario that has passed `parseScenario`. */
export function runScenario(scenario: Scenario, options: RunOptions = {}): Run {
  const { engine, onProgress, onProjecting, run = 0, nowMs = () => 0 } = options;
  const startedMs = nowMs();
  const trace = simulate(scenario, { ...(engine && { engine }), ...(onProgress && { onProgress }) });
  const tookMs = nowMs() - startedMs;
  const projected = projectAll(
    trace,
    {
      timeline: timelineOf({ limit: rowLimit }),
      concurrency: concurrencyOf(rowLimit),
      logs: logsOf({ limit: rowLimit }),
      responses: responsesOf({ limit: rowLimit }),
      narration: narrationOf(rowLimit),
      bill: billOf(rowLimit),
      percentiles,
      summary,
    },
    onProjecting,
  );
  const timeline = toItsEnd(projected.timeline, scenario);
  const { requests, environments, phases } = timeline.omitted;
  const view: RunView = {
    ...projected,
    timeline,
    run,
    scenario,
    tookMs,
    events: trace.length,
    requests: timeline.requests.length + requests,
    environments: timeline.environments.length + environments,
    endUs: timeline.endUs,
    whole: requests + environments + phases === 0,
  };
  return { trace, view };
}

/** Runs a profile scenario where a page is built. */
export const runAtBuild = (scenario: ScenarioInput): RunView => runScenario(parseScenario(scenario)).view;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the states are private to each projection
type Named = Readonly<Record<string, Projection<any, unknown>>>;
type Results<All extends Named> = {
  [Name in keyof All]: All[Name] extends Projection<infer _, infer Result> ? Result : never;
};

/** Events read between two signs of life. */
const beatEvery = 1 << 16;

/** Several projections in one walk over a trace. */
function projectAll<All extends Named>(trace: Trace, all: All, onBeat?: () => void): Results<All> {
  const folds = Object.entries(all).map(([name, projection]) => {
    return { name, projection, state: projection.start(trace.header) as unknown };
  });
  for (const event of trace) {
    for (const { projection, state } of folds) projection.step(state, event);
    if (event.seq % beatEvery === 0) onBeat?.();
  }
  return Object.fromEntries(
    folds.map(({ name, projection, state }) => [name, projection.finish(state)]),
  ) as Results<All>;
}

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
