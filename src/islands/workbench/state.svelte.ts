/**
 * What the workbench knows: the scenario with its history, the last run of it, and what is looked at.
 *
 * The scenario is the only input. Every change is an edit of it and leads to another run; the old
 * run stays on the page until the new one is there. What is looked at (playhead, chosen request,
 * open tab) never changes a run. While two scenarios are compared, `side` says which of them the
 * panes show and edit.
 */
import { ScenarioError, parseScenario, type LambdaFunction, type Problem, type Scenario } from '#simulator';
import type { RequestDetail, Timeline } from '../../workers/protocol.ts';
import {
  ProblemsError,
  Simulation,
  SupersededError,
  type Progress,
  type RunView,
  type Side,
} from '../../workers/simulation.ts';
import { Comparing } from './compare/comparing.svelte.ts';
import { applyEdit, bodyText, functionOf, type Edit } from './edits.ts';
import { secondsText } from './quantities.ts';
import { withRoomAfter } from './room-after.ts';
import { advance, redo, startHistory, undo, type History } from './history.ts';

/** The request, event or environment that is lit up everywhere; -1 for none. */
export interface Chosen {
  readonly request: number;
  /** The event that Why explains. */
  readonly seq: number;
}

export const tabs = ['response', 'logs', 'bill', 'narration', 'why'] as const;
export type Tab = (typeof tabs)[number];

/** A sentence that stays on the page until it is closed, with what undoes it where something can. */
export interface Notice {
  readonly text: string;
  readonly kind: 'done' | 'problem';
  readonly undoable: boolean;
}

/** The work: a scenario, and the one it is compared with. */
export interface Work {
  readonly a: Scenario;
  readonly b?: Scenario;
}

type EnvironmentRow = Timeline['environments'][number];
type RequestRow = Timeline['requests'][number];

/** Pause between the last change and the run; typing pauses longer. */
const runAfterMs = { now: 0, typing: 350, dragging: 60 } as const;
type Pace = keyof typeof runAfterMs;

/** A run that takes longer than this shows how far it is. */
const slowAfterMs = 300;

/** The lists of a long run are drawn this much after its figure at the latest. */
const listsAfterMs = 500;

/** Between an answer and the request that is added after it, so that the two can be told apart. */
const gapMs = 500;

const nothing: Chosen = { request: -1, seq: -1 };

export class Workbench {
  #history: History<Work> = $state.raw(startHistory({} as Work));
  readonly #simulation = new Simulation();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  /** Instant of the request to choose once the run that has it is there. */
  #chooseAtMs = -1;

  /** The last run; it may be of the scenario before the last edit. */
  run: RunView | undefined = $state.raw();
  /** The run that the lists tell of: that of the figure, after a long run a moment later, so that no frame is late. */
  told: RunView | undefined = $state.raw();
  running = $state(false);
  /** How far a slow run is; `undefined` while it is quick or none runs. */
  progress: Progress | undefined = $state.raw();
  /** Why the last run did not come to an end, as a sentence. */
  failure = $state('');
  problems: readonly Problem[] = $state.raw([]);
  notice: Notice | undefined = $state.raw();

  /** Which of two compared scenarios the panes show. */
  side: Side = $state('a');
  /** Whether the stage shows both runs instead of the one of `side`. */
  showsBoth = $state(false);
  readonly comparing = new Comparing();

  playheadUs = $state(0);
  chosen: Chosen = $state.raw(nothing);
  /** The chosen request where it is not among the rows of the run. */
  detail: RequestDetail | undefined = $state.raw();
  /** The environment pointed at last; -1 for none. */
  environment = $state(-1);
  tab: Tab = $state('response');
  /** Called when a tab is asked for from elsewhere, so that a phone can show the results. */
  onTab: () => void = () => {};
  /** Place of the function that code and configuration show. */
  #functionIndex = $state(0);
  /** Whether a change of the configuration holds from the playhead on, and not from the start. */
  fromPlayhead = $state(false);
  /** The file open in the editor. */
  openFile = $state('');
  /** A line the editor is asked to show; a new object each time. */
  wantedLine: { readonly path: string; readonly line: number } | undefined = $state.raw();
  /** Which action's event the event pane shows; -1: that of `chosenSource`, or of the next invoke. */
  chosenAction = $state(-1);
  /** Which source of traffic is open. */
  chosenSource = $state(0);
  /** The event of the next invoke while nothing in the scenario sends one. */
  #nextEvent = $state('{}');

  constructor(scenario: Scenario, other?: Scenario) {
    this.#history = startHistory(other ? { a: scenario, b: other } : { a: scenario });
    this.showsBoth = other !== undefined;
    this.#simulation.warmUp();
    this.#settle();
  }

  get work(): Work {
    return this.#history.present;
  }
  /** The scenario that the panes show and edit. */
  get scenario(): Scenario {
    const { a, b } = this.work;
    return this.side === 'b' && b ? b : a;
  }
  get canUndo(): boolean {
    return this.#history.past.length > 0;
  }
  get canRedo(): boolean {
    return this.#history.future.length > 0;
  }
  /** True while the page shows a run of an older scenario. */
  get stale(): boolean {
    return this.running || this.#timer !== undefined;
  }

  get functionIndex(): number {
    return Math.min(this.#functionIndex, this.scenario.functions.length - 1);
  }
  /** The function that code and configuration show. */
  get fn(): LambdaFunction {
    return functionOf(this.scenario, this.functionIndex);
  }
  chooseFunction(index: number): void {
    this.#functionIndex = index;
    this.#settle();
  }
  /** The playhead in whole milliseconds, as actions take it. */
  get playheadMs(): number {
    return Math.round(this.playheadUs / 1000);
  }

  /**
   * Changes the scenario and runs it.
   * @param step name under which following edits count as one step to undo; empty: each its own
   * @returns what is wrong; empty when the edit was taken
   */
  edit(edit: Edit, { step = '', pace = 'now' }: { step?: string; pace?: Pace } = {}): readonly Problem[] {
    let next: Scenario;
    try {
      next = parseScenario(applyEdit(this.scenario, edit, this.functionIndex));
    } catch (error) {
      if (error instanceof ScenarioError) return error.problems;
      throw error;
    }
    this.#advance({ ...this.work, [this.work.b ? this.side : 'a']: next }, step && `${this.side} ${step}`, pace);
    return [];
  }

  /** Puts a whole scenario in the place of this one, as a step that can be undone. */
  replace(scenario: Scenario, notice: string, other?: Scenario): void {
    this.side = 'a';
    this.showsBoth = other !== undefined;
    this.#functionIndex = 0;
    this.#advance(other ? { a: scenario, b: other } : { a: scenario });
    this.notice = { text: notice, kind: 'done', undoable: true };
    this.chosen = nothing;
    this.#chooseAtMs = -1;
    this.chosenAction = -1;
    this.#settle();
  }

  /** Begins with `work`, one step after `before`: the learner's own work when a link was opened over it. */
  adopt(before: Work, work: Work, notice: string): void {
    this.#history = advance(startHistory(before), work, '', performance.now());
    this.notice = { text: notice, kind: 'done', undoable: true };
  }

  /** Compares the scenario with another, which is the one to be changed from here on. */
  compareWith(other: Scenario): void {
    this.#advance({ a: this.work.a, b: other });
    this.showsBoth = true;
    this.showSide('b');
    this.notice = undefined;
  }

  /** Ends the comparison and goes on with one of the two. */
  keepSide(side: Side): void {
    const { a, b } = this.work;
    this.side = 'a';
    this.showsBoth = false;
    this.#advance({ a: side === 'b' && b ? b : a });
    this.notice = { text: `Went on with ${side.toUpperCase()}; the other is gone.`, kind: 'done', undoable: true };
  }

  /** Shows and edits the other of two compared scenarios. */
  showSide(side: Side): void {
    if (side === this.side) return;
    this.side = side;
    this.#settle();
    this.start();
  }

  undo(): void {
    this.#goTo(undo(this.#history), 'now');
    this.notice = undefined;
  }
  redo(): void {
    this.#goTo(redo(this.#history), 'now');
  }

  /** Adds invokes at these instants and chooses the last of them when it has run. */
  invoke(atMs: readonly number[], count: number, payloadText: string): readonly Problem[] {
    const problems = this.edit({ edit: 'invoke', atMs, count, payloadText });
    if (problems.length === 0) {
      const last = atMs.at(-1) as number;
      this.#chooseAtMs = last;
      this.chosenAction = this.scenario.actions.findLastIndex((one) => one.do === 'invoke' && one.atMs === last);
    }
    return problems;
  }

  /** What the event pane shows: the body of the chosen invoke, of the chosen source, or of the next invoke. */
  get eventText(): string {
    const action = this.scenario.actions[this.chosenAction];
    const sender = action?.do === 'invoke' ? action : this.scenario.traffic[this.chosenSource];
    return sender ? bodyText(sender) : this.#nextEvent;
  }

  /** Changes the event that the event pane shows. */
  writeEvent(payloadText: string, pace: Pace): readonly Problem[] {
    this.#nextEvent = payloadText;
    const action = this.scenario.actions[this.chosenAction];
    const step = pace === 'typing' ? `event ${this.chosenAction} ${this.chosenSource}` : '';
    if (action?.do === 'invoke')
      return this.edit({ edit: 'changeAction', index: this.chosenAction, change: { payloadText } }, { step, pace });
    if (this.scenario.traffic[this.chosenSource])
      return this.edit({ edit: 'setTrafficPayload', index: this.chosenSource, payloadText }, { step, pace });
    return [];
  }

  /** An instant after everything that has happened so far, in whole milliseconds. */
  get afterLastAnswerMs(): number {
    const answered = (this.run?.timeline.requests ?? []).map(({ arrivedAtUs, answeredAtUs }) =>
      Math.max(arrivedAtUs, answeredAtUs),
    );
    const asked = this.scenario.actions.map(({ atMs }) => atMs + (this.stale ? this.longestLatencyMs : 0));
    if (answered.length + asked.length === 0) return 0;
    const last = Math.max(0, ...asked, answered.reduce((latest, atUs) => Math.max(latest, atUs), 0) / 1000);
    return Math.ceil((last + gapMs) / 100) * 100;
  }

  /** Time between invokes of a series, so that each finds the one before it answered. */
  get seriesIntervalMs(): number {
    return Math.ceil((this.longestLatencyMs + gapMs) / 100) * 100;
  }

  get longestLatencyMs(): number {
    return (this.run?.timeline.requests ?? []).reduce(
      (longest, { arrivedAtUs, answeredAtUs }) => Math.max(longest, (answeredAtUs - arrivedAtUs) / 1000),
      0,
    );
  }

  /** The row of the chosen request, once it is there. */
  get chosenRow(): RequestRow | undefined {
    const { request } = this.chosen;
    if (request < 0) return undefined;
    const row = this.run?.timeline.requests.find((one) => one.request === request);
    return row ?? (this.detail?.row?.request === request ? this.detail.row : undefined);
  }

  /** Lights up a request everywhere; Why explains `seq`, or what was decided about the request. */
  choose(request: number, seq = -1): void {
    const row = this.run?.timeline.requests.find((one) => one.request === request);
    this.chosen = { request, seq: seq >= 0 ? seq : (row?.decidedSeq ?? -1) };
    if (!row && request >= 0 && this.run?.kept) void this.#fetchDetail(request);
  }

  /** A request of a long run: its row is fetched from where the trace is. */
  async #fetchDetail(request: number): Promise<void> {
    const detail = await this.#simulation.request(request).catch(() => undefined);
    if (this.chosen.request !== request) return;
    this.detail = detail;
    if (this.chosen.seq < 0) this.chosen = { request, seq: detail?.row?.decidedSeq ?? -1 };
  }

  /** Chooses the request `steps` further on, and takes the playhead along when it stands before it. */
  stepRequest(steps: number): void {
    const last = (this.run?.requests ?? 0) - 1;
    if (last < 0) return;
    const from = this.chosen.request < 0 ? (steps > 0 ? -1 : last + 1) : this.chosen.request;
    this.choose(Math.min(last, Math.max(0, from + steps)));
  }

  /** The environments that live where the playhead stands. */
  get alive(): readonly EnvironmentRow[] {
    const atUs = this.playheadUs;
    return (this.run?.timeline.environments ?? []).filter(
      ({ createdAtUs, endedAtUs }) => createdAtUs <= atUs && (endedAtUs < 0 || endedAtUs > atUs),
    );
  }

  /** Ends an environment at the playhead. */
  endEnvironment({ environment }: Pick<EnvironmentRow, 'environment'>): void {
    const atMs = this.playheadMs;
    this.edit({ edit: 'killEnvironment', atMs, environment });
    this.notice = {
      text: `Environment ${environment + 1} ends at ${secondsText(atMs)}.`,
      kind: 'done',
      undoable: true,
    };
  }

  /** Opens a result tab, wherever results are shown. */
  showTab(tab: Tab): void {
    this.tab = tab;
    this.onTab();
  }

  why(seq: number): ReturnType<Simulation['why']> {
    return this.#simulation.why(seq);
  }

  /** Heap that the sandbox can give an environment, MB; `undefined` until a run of code has told. */
  get modelledMemoryMB(): number | undefined {
    const bytes = this.run?.largestHeapBytes;
    return bytes === undefined ? undefined : Math.floor(bytes / (1024 * 1024));
  }

  get simulation(): Simulation {
    return this.#simulation;
  }

  /** Opens a file of the package at a line. */
  showLine(path: string, line: number): void {
    this.openFile = path;
    this.wantedLine = { path, line };
  }

  /** Stops the run; what is drawn stays. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#simulation.dispose();
    this.comparing.cancel();
  }

  /** Runs the scenario as it is, for instance after a run was cancelled. */
  start(pace: Pace = 'now'): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
      const { a, b } = this.work;
      if (b) void this.comparing.run(a, b);
      else this.comparing.clear();
    }, runAfterMs[pace]);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#slowTimer);
    this.#simulation.dispose();
    this.comparing.cancel();
  }

  #advance(work: Work, step = '', pace: Pace = 'now'): void {
    this.#goTo(advance(this.#history, work, step, performance.now()), pace);
  }

  #goTo(history: History<Work>, pace: Pace): void {
    if (history === this.#history) return;
    this.#nextEvent = this.eventText;
    this.#history = history;
    if (!history.present.b) {
      this.side = 'a';
      this.showsBoth = false;
    }
    this.#settle();
    this.start(pace);
  }

  /** Keeps what is looked at inside the scenario. */
  #settle(): void {
    const files = Object.keys(this.fn.Code?.files ?? {});
    if (!files.includes(this.openFile)) this.openFile = files[0] ?? '';
    const { actions, traffic } = this.scenario;
    // An event of the traffic that was chosen stays chosen.
    const gone = this.chosenAction < 0 ? traffic.length === 0 : actions[this.chosenAction]?.do !== 'invoke';
    if (gone) this.chosenAction = actions.findLastIndex(({ do: kind }) => kind === 'invoke');
    if (this.chosenSource >= traffic.length) this.chosenSource = Math.max(0, traffic.length - 1);
  }

  async #run(): Promise<void> {
    const { scenario } = this;
    this.running = true;
    clearTimeout(this.#slowTimer);
    let latest: Progress = { stage: 'loading', atUs: 0, requests: 0, events: 0 };
    let slow = this.progress !== undefined;
    this.#slowTimer = setTimeout(() => {
      slow = true;
      this.progress = latest;
    }, slowAfterMs);
    try {
      const run = await this.#simulation.run(scenario, (progress) => {
        latest = progress;
        if (slow && this.scenario === scenario) this.progress = progress;
      });
      this.#show({ ...run, timeline: withRoomAfter(run.timeline) });
      this.failure = '';
      this.problems = [];
    } catch (error) {
      if (error instanceof SupersededError && (this.scenario !== scenario || this.#timer)) return;
      if (error instanceof SupersededError) this.failure = 'The run was stopped.';
      else if (error instanceof ProblemsError) this.problems = error.problems;
      else this.failure = (error as Error).message;
    }
    if (this.scenario !== scenario) return;
    clearTimeout(this.#slowTimer);
    this.running = false;
    this.progress = undefined;
  }

  #show(run: RunView): void {
    const atEnd = !this.run || this.playheadUs >= this.run.timeline.endUs;
    this.run = run;
    this.detail = undefined;
    if (run.whole) this.told = run;
    else {
      const tell = (): void => {
        if (this.run === run) this.told = run;
      };
      // In the frame after the figure's; a page that is not seen has no frames.
      requestAnimationFrame(() => requestAnimationFrame(tell));
      setTimeout(tell, listsAfterMs);
    }
    if (atEnd || this.playheadUs > run.timeline.endUs) this.playheadUs = run.timeline.endUs;
    const wantedUs = this.#chooseAtMs * 1000;
    const wanted = wantedUs >= 0 ? run.timeline.requests.findLast((one) => one.arrivedAtUs === wantedUs) : undefined;
    if (wanted) {
      this.#chooseAtMs = -1;
      this.choose(wanted.request);
    } else if (this.chosen.request >= run.requests || this.chosen.request < 0) {
      this.chosen = nothing;
      if (run.requests > 0) this.choose(0);
    } else this.choose(this.chosen.request);
  }
}
