/**
 * The simulation worker: runs scenarios, keeps the trace of the latest run, answers questions about it.
 *
 * A run is one synchronous call. What tells the page that it goes on are messages posted from inside it, by the
 * simulator's progress and by the sandbox between slices of the learner's code.
 */
import { parseScenario, project, ScenarioError, timelineOf, traceLines, why, type Trace } from '#simulator';
import type { Answers, FromWorker, Progress, Question, ToWorker } from './protocol.ts';
import { runScenario, toItsEnd, type Run } from './run-view.ts';
import { binsOf } from './timeline-bins.ts';

/** Signs of life are this far apart at least. */
const beatMs = 80;

/** Equal stretches of a density. */
const binCount = 240;

let latest: { readonly number: number; readonly run: Run } | undefined;
let runs = 0;

const post = (message: FromWorker): void => postMessage(message);

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

async function run(id: number, question: Extract<Question, { ask: 'run' }>): Promise<Answers['run']> {
  const beat = beating(id);
  const scenario = parseScenario(question.scenario);
  let progress: Progress = { stage: 'loading', atUs: 0, requests: 0, events: 0 };
  beat(progress, true);
  // The sandbox is fetched only when there is code to run.
  const sandbox = scenario.functions.some((fn) => fn.Code) ? await import('#simulator/sandbox') : undefined;
  const engine = await sandbox?.loadSandbox(scenario, { onHeartbeat: () => beat(progress) });
  progress = { ...progress, stage: 'running' };
  beat(progress, true);
  const number = ++runs;
  latest?.run.trace.release();
  latest = undefined;
  const made = runScenario(scenario, {
    run: number,
    nowMs: () => performance.now(),
    ...(engine && { engine }),
    onProgress: (at) => beat((progress = { stage: 'running', ...at })),
    onProjecting: () => beat({ ...progress, stage: 'projecting' }, true),
  });
  latest = { number, run: made };
  return sandbox ? { ...made.view, largestHeapBytes: sandbox.largestModelledHeapBytes } : made.view;
}

function runOf(number: number): Run {
  if (latest?.number !== number) throw new Error('That run is no longer kept: run it again to ask about it.');
  return latest.run;
}

function answer(question: Exclude<Question, { ask: 'run' }>): Answers[Exclude<keyof Answers, 'run'>] {
  const { trace, view } = runOf(question.run);
  switch (question.ask) {
    case 'why':
      return why(trace, question.seq);
    case 'traceText':
      return someLines(trace, question.fromSeq, question.maxEvents);
    case 'traceFile':
      return allLines(trace);
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

/** The head of a trace and the lines of some of its events. */
function someLines(trace: Trace, fromSeq: number, maxEvents: number): string {
  const lines: string[] = [];
  let seq = 0;
  for (const line of traceLines(trace)) {
    if (line.startsWith('#')) lines.push(line);
    else if (seq++ >= fromSeq) lines.push(line);
    if (seq >= fromSeq + maxEvents) break;
  }
  return lines.join('\n');
}

/** A whole trace as a file, in pieces, because a text of a million lines is longer than a string may be. */
function allLines(trace: Trace): Blob {
  const pieces: Blob[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    pieces.push(new Blob([`${lines.join('\n')}\n`]));
    lines = [];
  };
  for (const line of traceLines(trace)) if (lines.push(line) === 10_000) flush();
  if (lines.length) flush();
  return new Blob(pieces, { type: 'text/plain' });
}

async function receive({ id, ...question }: ToWorker): Promise<void> {
  try {
    post({ id, type: 'answer', value: question.ask === 'run' ? await run(id, question) : answer(question) });
  } catch (error) {
    if (error instanceof ScenarioError) post({ id, type: 'problems', problems: error.problems });
    else post({ id, type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => void receive(data));
