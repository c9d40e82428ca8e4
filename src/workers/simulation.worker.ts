/**
 * The simulation worker: runs scenarios, keeps the trace of the latest run, answers questions about it.
 *
 * A run is one synchronous call. What tells the page that it goes on are messages posted from inside it, by the
 * simulator's progress and by the sandbox between slices of the learner's code.
 */
import {
  compareFates,
  fateOf,
  parseScenario,
  project,
  ScenarioError,
  seriesOf,
  timelineOf,
  why,
  type Projection,
  type Scenario,
} from '#simulator';
import { lanesOf } from './lane-spans.ts';
import { markIn } from './mark-in.ts';
import { ofFunctions } from './of-functions.ts';
import { oneRequestOf } from './one-request.ts';
import {
  spanLimit,
  type Answers,
  type ComparedRun,
  type FromWorker,
  type LaneSpans,
  type Progress,
  type Question,
  type RunningAsk,
  type ToWorker,
} from './protocol.ts';
import { requestDetail } from './request-detail.ts';
import { runScenario, toItsEnd, type Run } from './run-view.ts';
import { binsOf } from './timeline-bins.ts';
import { allLines, someLines } from './trace-file.ts';

/** Signs of life are this far apart at least. */
const beatMs = 80;

/** Equal stretches of a density. */
const binCount = 240;

/** The latest run; of a comparison both, `a` first. */
let latest: { readonly number: number; readonly runs: readonly Run[] } | undefined;
let runs = 0;

const post = (message: FromWorker, transfer: Transferable[] = []): void => postMessage(message, { transfer });

/** A function that tells the page how far a run is, not too often. */
function beating(id: number): (progress: Progress, now?: boolean) => void {
  let lastMs = 0;
  return (progress, now = false) => {
    const atMs = performance.now();
    if (!now && atMs - lastMs < beatMs) return;
    lastMs = atMs;
    post({ id, type: 'beat', progress });
  };
}

/** Runs one scenario, with one more projection along. */
async function runOne<Extra>(
  id: number,
  scenario: Scenario,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the state is private to the projection
  extra?: Projection<any, Extra>,
): Promise<Run<Extra>> {
  const beat = beating(id);
  let progress: Progress = { stage: 'loading', atUs: 0, requests: 0, events: 0 };
  beat(progress, true);
  // The sandbox is fetched only when there is code to run.
  const ofCode = scenario.functions.some((fn) => fn.Code) || scenario.actions.some((one) => 'Code' in one && one.Code);
  const sandbox = ofCode ? await import('#simulator/sandbox') : undefined;
  const engine = await sandbox?.loadSandbox(scenario, { onHeartbeat: () => beat(progress) });
  progress = { ...progress, stage: 'running' };
  beat(progress, true);
  const made = runScenario(
    scenario,
    {
      run: runs,
      nowMs: () => performance.now(),
      ...(engine && { engine }),
      onProgress: (at) => beat((progress = { stage: 'running', ...at })),
      onProjecting: () => beat({ ...progress, stage: 'projecting' }, true),
    },
    extra,
  );
  return sandbox ? { ...made, view: { ...made.view, largestHeapBytes: sandbox.largestModelledHeapBytes } } : made;
}

/** Forgets the latest run: its memory serves the next. */
function forget(): void {
  for (const { trace } of latest?.runs ?? []) trace.release();
  latest = undefined;
  runs++;
}

async function run(id: number, question: Extract<Question, { ask: RunningAsk }>): Promise<Answers[RunningAsk]> {
  switch (question.ask) {
    case 'run': {
      const scenario = parseScenario(question.scenario);
      forget();
      const made = await runOne(id, scenario);
      latest = { number: runs, runs: [made] };
      return made.view;
    }
    case 'compare': {
      const [a, b] = [parseScenario(question.a), parseScenario(question.b)];
      forget();
      const runA = await runOne(id, a, fateOf());
      const runB = await runOne(id, b, fateOf());
      latest = { number: runs, runs: [runA, runB] };
      return { run: runs, a: compared(runA), b: compared(runB), fates: compareFates(runA.extra, runB.extra) };
    }
    case 'oneRequest': {
      const scenario = parseScenario(question.scenario);
      const made = await runOne(id, scenario, oneRequestOf(question.source, question.index));
      made.trace.release();
      return made.extra;
    }
  }
}

const compared = ({ view }: Run): ComparedRun => {
  const { scenario, tookMs, events, requests, environments, endUs, kept, series, bill, summary } = view;
  return { scenario, tookMs, events, requests, environments, endUs, kept, series, bill, summary };
};

function runOf(number: number, side: 'a' | 'b' = 'a'): Run {
  const run = latest?.number === number ? latest.runs[side === 'a' ? 0 : 1] : undefined;
  if (!run) throw new Error('That run is no longer kept: run it again to ask about it.');
  if (!run.view.kept) throw new Error('This run was too long to keep its events, so nothing can be asked about one.');
  return run;
}

/** Which entries of `header.functions` are of a function; '' is all. */
const wanted =
  ({ trace }: Run, FunctionName: string) =>
  (fn: number): boolean =>
    FunctionName === '' || trace.header.functions[fn]?.FunctionName === FunctionName;

function answer(question: Exclude<Question, { ask: RunningAsk }>): Answers[Exclude<keyof Answers, RunningAsk>] {
  const run = runOf(question.run, 'side' in question ? question.side : 'a');
  const { trace, view } = run;
  switch (question.ask) {
    case 'why':
      return why(trace, question.seq);
    case 'whichRequest':
      for (const event of trace)
        if (event.type === 'invoke.received' && event.request === question.request) {
          const source = event.number('source');
          return source < 0 ? undefined : { source, index: event.number('index') };
        }
      return undefined;
    case 'request':
      return requestDetail(trace, question.request);
    case 'markIn': {
      const { plot, fromUs, toUs, FunctionName } = question;
      return project(trace, ofFunctions(markIn(plot, fromUs, toUs), wanted(run, FunctionName)));
    }
    case 'traceText':
      return someLines(trace, question.fromSeq, question.maxEvents);
    case 'traceFile':
      return allLines(trace);
    case 'series': {
      const { bins, FunctionName } = question;
      // The first entry of a function is its `$LATEST`, which stands for all its versions.
      const fn = trace.header.functions.findIndex((one) => one.FunctionName === FunctionName);
      return project(trace, seriesOf({ bins, ...(fn >= 0 && { function: fn }) }));
    }
    case 'lanes': {
      const { fromUs, toUs } = question;
      const { endUs } = view;
      const leastIdleUs = (Math.min(toUs, endUs) - fromUs) / 4000;
      const wants = wanted(run, question.FunctionName);
      return project(trace, lanesOf({ fromUs, toUs, limit: spanLimit, leastIdleUs, endUs, wants }));
    }
    case 'timelineWindow': {
      const { fromUs, toUs, maxItems } = question;
      const bins = project(trace, binsOf(fromUs, toUs, binCount));
      const timeline = toItsEnd(project(trace, timelineOf({ fromUs, toUs, limit: maxItems })), view.scenario);
      const { requests, environments, phases } = timeline.omitted;
      const all = requests + environments + phases === 0;
      return {
        fromUs,
        toUs,
        bins,
        requests: timeline.requests.length + requests,
        timeline: all ? timeline : undefined,
      };
    }
  }
}

/** What is handed over instead of copied. */
const handedOver = (value: unknown): Transferable[] =>
  typeof value === 'object' && value !== null && 'lane' in value
    ? Object.values(value as LaneSpans).flatMap((column) => (ArrayBuffer.isView(column) ? [column.buffer] : []))
    : [];

const isRunning = (question: Question): question is Extract<Question, { ask: RunningAsk }> =>
  question.ask === 'run' || question.ask === 'compare' || question.ask === 'oneRequest';

async function receive({ id, ...question }: ToWorker): Promise<void> {
  try {
    const value = isRunning(question) ? await run(id, question) : answer(question);
    post({ id, type: 'answer', value }, handedOver(value));
  } catch (error) {
    if (error instanceof ScenarioError) post({ id, type: 'problems', problems: error.problems });
    else post({ id, type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => void receive(data));
