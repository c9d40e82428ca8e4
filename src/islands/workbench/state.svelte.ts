/**
 * What the workbench knows: the scenario with its history, the last run of it, and what is looked at.
 *
 * The scenario is the only input. Every change is an edit of it and leads to another run; the old
 * run stays on the page until the new one is there. What is looked at (playhead, chosen request,
 * open tab) never changes a run.
 */
import { ScenarioError, parseScenario, type Problem, type Scenario } from '#simulator';
import type { EnvironmentRow } from '../../charts/run.ts';
import { ProblemsError, Simulation, SupersededError, type Progress, type RunView } from '../../workers/simulation.ts';
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

/** Pause between the last change and the run; typing pauses longer. */
const runAfterMs = { now: 0, typing: 350, dragging: 60 } as const;
type Pace = keyof typeof runAfterMs;

/** A run that takes longer than this shows how far it is. */
const slowAfterMs = 300;

/** Between an answer and the request that is added after it, so that the two can be told apart. */
const gapMs = 500;

const nothing: Chosen = { request: -1, seq: -1 };

export class Workbench {
  #history: History<Scenario> = $state.raw(startHistory({} as Scenario));
  readonly #simulation = new Simulation();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  /** Instant of the request to choose once the run that has it is there. */
  #chooseAtMs = -1;

  /** The last run; it may be of the scenario before the last edit. */
  run: RunView | undefined = $state.raw();
  running = $state(false);
  /** How far a slow run is; `undefined` while it is quick or none runs. */
  progress: Progress | undefined = $state.raw();
  /** Why the last run did not come to an end, as a sentence. */
  failure = $state('');
  problems: readonly Problem[] = $state.raw([]);
  notice: Notice | undefined = $state.raw();

  playheadUs = $state(0);
  chosen: Chosen = $state.raw(nothing);
  /** The environment pointed at last; -1 for none. */
  environment = $state(-1);
  tab: Tab = $state('response');
  /** Called when a tab is asked for from elsewhere, so that a phone can show the results. */
  onTab: () => void = () => {};
  /** The file open in the editor. */
  openFile = $state('');
  /** A line the editor is asked to show; a new object each time. */
  wantedLine: { readonly path: string; readonly line: number } | undefined = $state.raw();
  /** Which action's event the event pane shows; -1: that of the traffic, or of the next invoke. */
  chosenAction = $state(-1);
  /** The event of the next invoke while nothing in the scenario sends one. */
  #nextEvent = $state('{}');

  constructor(scenario: Scenario) {
    this.#history = startHistory(scenario);
    this.#simulation.warmUp();
    this.#settle();
  }

  get scenario(): Scenario {
    return this.#history.present;
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

  /**
   * Changes the scenario and runs it.
   * @param step name under which following edits count as one step to undo; empty: each its own
   * @returns what is wrong; empty when the edit was taken
   */
  edit(edit: Edit, { step = '', pace = 'now' }: { step?: string; pace?: Pace } = {}): readonly Problem[] {
    let next: Scenario;
    try {
      next = parseScenario(applyEdit(this.scenario, edit));
    } catch (error) {
      if (error instanceof ScenarioError) return error.problems;
      throw error;
    }
    this.#goTo(advance(this.#history, next, step, performance.now()), pace);
    return [];
  }

  /** Puts a whole scenario in the place of this one, as a step that can be undone. */
  replace(scenario: Scenario, notice: string): void {
    this.edit({ edit: 'replace', scenario });
    this.notice = { text: notice, kind: 'done', undoable: true };
    this.chosen = nothing;
    this.#chooseAtMs = -1;
    this.chosenAction = -1;
    this.#settle();
  }

  /** Begins with `scenario`, one step after `before`: the learner's own work when a link was opened over it. */
  adopt(before: Scenario, scenario: Scenario, notice: string): void {
    this.#history = advance(startHistory(before), scenario, '', performance.now());
    this.notice = { text: notice, kind: 'done', undoable: true };
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

  /** What the event pane shows: the body of the chosen invoke, of the traffic, or of the next invoke. */
  get eventText(): string {
    const action = this.scenario.actions[this.chosenAction];
    const sender = action?.do === 'invoke' ? action : this.scenario.traffic[0];
    return sender ? bodyText(sender) : this.#nextEvent;
  }

  /** Changes the event that the event pane shows. */
  writeEvent(payloadText: string, pace: Pace): readonly Problem[] {
    this.#nextEvent = payloadText;
    const action = this.scenario.actions[this.chosenAction];
    const step = pace === 'typing' ? `event ${this.chosenAction}` : '';
    if (action?.do === 'invoke')
      return this.edit({ edit: 'changeAction', index: this.chosenAction, change: { payloadText } }, { step, pace });
    if (this.scenario.traffic.length > 0) return this.edit({ edit: 'setTrafficPayload', payloadText }, { step, pace });
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

  /** Lights up a request everywhere; Why explains `seq`, or what was decided about the request. */
  choose(request: number, seq = -1): void {
    const row = this.run?.timeline.requests.find((one) => one.request === request);
    this.chosen = { request, seq: seq >= 0 ? seq : (row?.decidedSeq ?? -1) };
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
  endEnvironment({ environment }: EnvironmentRow): void {
    const atMs = Math.round(this.playheadUs / 1000);
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
  }

  /** Runs the scenario as it is, for instance after a run was cancelled. */
  start(pace: Pace = 'now'): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, runAfterMs[pace]);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#slowTimer);
    this.#simulation.dispose();
  }

  #goTo(history: History<Scenario>, pace: Pace): void {
    if (history === this.#history) return;
    this.#nextEvent = this.eventText;
    this.#history = history;
    this.#settle();
    this.start(pace);
  }

  /** Keeps what is looked at inside the scenario. */
  #settle(): void {
    const files = Object.keys(functionOf(this.scenario).Code?.files ?? {});
    if (!files.includes(this.openFile)) this.openFile = files[0] ?? '';
    const action = this.scenario.actions[this.chosenAction];
    if (action?.do !== 'invoke')
      this.chosenAction = this.scenario.actions.findLastIndex(({ do: kind }) => kind === 'invoke');
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
