/**
 * The page's end of the simulation worker. One `Simulation` has one worker and keeps one run.
 *
 * A run is synchronous inside the worker, so a message cannot stop it; ending the worker can. The
 * worker tells now and then that it lives. When it falls silent, something runs that nothing in it
 * can interrupt (a regular expression, a sort), and the guard here ends it and starts a new one.
 */
import type { Problem, ScenarioInput, WhyStep } from '#simulator';
import type {
  Answers,
  Comparison,
  FromWorker,
  LaneSpans,
  Mark,
  MarkedPlot,
  OneRequest,
  Progress,
  Question,
  RequestDetail,
  RunningAsk,
  RunView,
  Series,
  Side,
  TimelineWindow,
  ToWorker,
} from './protocol.ts';

export type { Bins, Comparison, LaneSpans, OneRequest, Progress, RunView, Side, TimelineWindow } from './protocol.ts';

/** The scenario was refused; nothing ran. */
export class ProblemsError extends Error {
  override name = 'ProblemsError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('\n'));
    this.problems = problems;
  }
}

/** The worker fell silent and was ended. */
export class WorkerGuardError extends Error {
  override name = 'WorkerGuardError';
  constructor(silentMs: number) {
    super(
      `Your code kept the sandbox busy for ${Math.round(silentMs / 1000)} s in one step that cannot be interrupted, ` +
        'such as a regular expression that backtracks or the sort of a very long list. The run was ended; nothing you wrote is lost.',
    );
  }
}

/** A newer run took the place of this one, or the simulation was disposed of. */
export class SupersededError extends Error {
  override name = 'SupersededError';
  constructor() {
    super('A newer run took the place of this one.');
  }
}

export interface SimulationOptions {
  /** Silence after which a busy worker is ended. */
  readonly silenceMs?: number;
  /** How long a run that nobody waits for any more may go on before its worker is ended. */
  readonly patienceMs?: number;
  /** Makes the worker; the site's own unless a test brings another. */
  readonly createWorker?: () => Worker;
}

/** A worker needs this long at most to fetch the sandbox, on a slow line. */
const loadingMs = 60_000;

interface Waiting {
  readonly question: Question;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

const siteWorker = (): Worker =>
  new Worker(new URL('./simulation.worker.ts', import.meta.url), { type: 'module', name: 'simulation' });

/** What a page keeps may be wrapped for change tracking, which cannot be cloned. */
const plain = (scenario: ScenarioInput): ScenarioInput => JSON.parse(JSON.stringify(scenario)) as ScenarioInput;

export class Simulation {
  readonly #silenceMs: number;
  readonly #patienceMs: number;
  readonly #createWorker: () => Worker;
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #nextId = 1;
  /** The id of the run the worker is busy with, 0: none. */
  #running = 0;
  /** The run to start when the worker is free, the newest only. */
  #next: { id: number; waiting: Waiting } | undefined;
  #guard: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #latest = 0;

  constructor({ silenceMs = 5000, patienceMs = 250, createWorker = siteWorker }: SimulationOptions = {}) {
    this.#silenceMs = silenceMs;
    this.#patienceMs = patienceMs;
    this.#createWorker = createWorker;
  }

  /** Fetches and starts the worker before it is needed. */
  warmUp(): void {
    this.#worker ??= this.#start();
  }

  /**
   * Runs a scenario. A newer `run` supersedes this one, wherever it is.
   * @param onProgress called about ten times a second while it runs
   * @throws ProblemsError when the scenario is refused, WorkerGuardError when the code could not be
   *   interrupted, SupersededError when a newer run came
   */
  run(scenario: ScenarioInput, onProgress?: (progress: Progress) => void): Promise<RunView> {
    return this.#runAfterOthers({ ask: 'run', scenario: plain(scenario) }, onProgress);
  }

  /**
   * Runs two scenarios and pairs their requests. A newer run of this simulation supersedes it.
   * @throws as `run`
   */
  compare(a: ScenarioInput, b: ScenarioInput, onProgress?: (progress: Progress) => void): Promise<Comparison> {
    return this.#runAfterOthers({ ask: 'compare', a: plain(a), b: plain(b) }, onProgress);
  }

  /**
   * Runs a scenario to see what becomes of one request of it. A newer run of this simulation supersedes it.
   * @throws as `run`
   */
  oneRequest(scenario: ScenarioInput, source: number, index: number): Promise<OneRequest> {
    return this.#runAfterOthers({ ask: 'oneRequest', scenario: plain(scenario), source, index });
  }

  #runAfterOthers<Ask extends RunningAsk>(
    question: Extract<Question, { ask: Ask }>,
    onProgress?: (progress: Progress) => void,
  ): Promise<Answers[Ask]> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const waiting: Waiting = { question, resolve, reject, onProgress };
      this.#next?.waiting.reject(new SupersededError());
      this.#next = { id, waiting };
      if (this.#running) {
        this.#drop(this.#running, new SupersededError());
        this.#patience ??= setTimeout(() => this.#replace(), this.#patienceMs);
      } else this.#startNext();
    });
  }

  /** The chain of causes of an event of the latest run, first cause first; of a comparison, of one of its two. */
  why(seq: number, side: Side = 'a'): Promise<WhyStep[]> {
    return this.#ask('why', { ask: 'why', run: this.#latest, seq, side });
  }

  /** By what a request of the latest run is known in other runs. */
  whichRequest(request: number): Promise<Answers['whichRequest']> {
    return this.#ask('whichRequest', { ask: 'whichRequest', run: this.#latest, request });
  }

  /** Row and answer of a request of the latest run; of a comparison, of one of its two. */
  request(request: number, side: Side = 'a'): Promise<RequestDetail> {
    return this.#ask('request', { ask: 'request', run: this.#latest, request, side });
  }

  /** The event that stands for what a plot shows in a stretch of the latest run. */
  markIn(plot: MarkedPlot, fromUs: number, toUs: number, FunctionName = ''): Promise<Mark | undefined> {
    return this.#ask('markIn', { ask: 'markIn', run: this.#latest, plot, fromUs, toUs, FunctionName });
  }

  /** Counts and levels of the latest run in up to `bins` equal stretches, of one function or ('') of all. */
  series(bins: number, FunctionName = ''): Promise<Series> {
    return this.#ask('series', { ask: 'series', run: this.#latest, bins, FunctionName });
  }

  /** The environments of a stretch of the latest run as spans, of one function or ('') of all. */
  lanes(fromUs: number, toUs: number, FunctionName = ''): Promise<LaneSpans> {
    return this.#ask('lanes', { ask: 'lanes', run: this.#latest, fromUs, toUs, FunctionName });
  }

  /** Events of the latest run as readable lines. */
  traceText(fromSeq = 0, maxEvents = 2000): Promise<string> {
    return this.#ask('traceText', { ask: 'traceText', run: this.#latest, fromSeq, maxEvents });
  }

  /** The whole trace of the latest run as readable lines, to be downloaded. */
  traceFile(): Promise<Blob> {
    return this.#ask('traceFile', { ask: 'traceFile', run: this.#latest });
  }

  /** The rows of a stretch of the latest run, when they are at most `maxItems`, and its density. */
  timelineWindow(fromUs: number, toUs: number, maxItems: number): Promise<TimelineWindow> {
    return this.#ask('timelineWindow', { ask: 'timelineWindow', run: this.#latest, fromUs, toUs, maxItems });
  }

  /** Ends the run, if any, and the worker. The next call starts a new one. */
  dispose(): void {
    this.#end(new SupersededError());
    this.#next?.waiting.reject(new SupersededError());
    this.#next = undefined;
  }

  #ask<Ask extends Exclude<keyof Answers, RunningAsk>>(_ask: Ask, question: Question): Promise<Answers[Ask]> {
    return new Promise((resolve, reject) => {
      this.#send(this.#nextId++, { question, resolve, reject, onProgress: undefined });
    });
  }

  #startNext(): void {
    if (!this.#next) return;
    const { id, waiting } = this.#next;
    this.#next = undefined;
    this.#running = id;
    this.#send(id, waiting);
    this.#watch(loadingMs);
  }

  #send(id: number, waiting: Waiting): void {
    this.#worker ??= this.#start();
    this.#waiting.set(id, waiting);
    this.#worker.postMessage({ id, ...waiting.question } satisfies ToWorker);
  }

  #start(): Worker {
    const worker = this.#createWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (worker === this.#worker) this.#receive(data);
    });
    worker.addEventListener('error', (event) => {
      if (worker === this.#worker) this.#end(new Error(event.message || 'The simulation could not be loaded.'));
      this.#startNext();
    });
    return worker;
  }

  #receive(message: FromWorker): void {
    const waiting = this.#waiting.get(message.id);
    if (message.type === 'beat') {
      if (message.id === this.#running) this.#watch(message.progress.stage === 'loading' ? loadingMs : this.#silenceMs);
      waiting?.onProgress?.(message.progress);
      return;
    }
    this.#waiting.delete(message.id);
    if (message.id === this.#running) this.#rest();
    if (message.type === 'problems') waiting?.reject(new ProblemsError(message.problems));
    else if (message.type === 'failed') waiting?.reject(new Error(message.message));
    else {
      if (waiting?.question.ask === 'run' || waiting?.question.ask === 'compare')
        this.#latest = (message.value as RunView | Comparison).run;
      waiting?.resolve(message.value as never);
    }
    if (!this.#running) this.#startNext();
  }

  /** The guard: silence longer than this ends the worker. */
  #watch(silenceMs: number): void {
    clearTimeout(this.#guard);
    this.#guard = setTimeout(() => {
      this.#end(new WorkerGuardError(silenceMs));
      this.#startNext();
    }, silenceMs);
  }

  #rest(): void {
    clearTimeout(this.#guard);
    clearTimeout(this.#patience);
    this.#guard = this.#patience = undefined;
    this.#running = 0;
  }

  #drop(id: number, error: Error): void {
    this.#waiting.get(id)?.reject(error);
    this.#waiting.delete(id);
  }

  /** The old run takes too long for a newer one to wait: a new worker takes over. */
  #replace(): void {
    this.#end(new SupersededError());
    this.#startNext();
  }

  #end(error: Error): void {
    this.#rest();
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const one of waiting) one.reject(error);
  }
}
