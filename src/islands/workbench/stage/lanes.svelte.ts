/**
 * The spans of environments that the stage draws, fetched from where the trace is: of the whole run
 * where they are few enough, else of the stretch that is shown.
 */
import type { SpanKind } from '../../../charts/span-columns.ts';
import type { View } from '../../../charts/run.ts';
import type { LaneSpans, RunView } from '../../../workers/simulation.ts';
import type { Workbench } from '../state.svelte.ts';

/** What each kind of span looks like, in the order in which the worker numbers them. */
export const laneKinds: readonly SpanKind[] = [
  { look: 'init', word: 'init' },
  { look: 'restore', word: 'restore' },
  { look: 'reinit', word: 'init again' },
  { look: 'invoke', word: 'invoke' },
  { look: 'error', word: 'function error' },
  { look: 'fault', word: 'timed out or crashed' },
  { look: 'idle', word: 'idle' },
  { look: 'provisioned', word: 'provisioned, idle' },
];

/** A view narrower than this share of what was fetched is fetched anew, with its short idle times. */
const finerShare = 0.1;
/** Fetched to each side of a view, as a share of it, so that a small pan finds it there. */
const marginShare = 0.5;
const pauseMs = 90;

export class Lanes {
  spans: LaneSpans | undefined = $state.raw();
  /** Spans that are too many to be fetched for this view; 0: they are there. */
  tooMany = $state(0);
  readonly #workbench: Workbench;
  #of: { run: RunView; FunctionName: string; window: View } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Makes sure that what `view` shows is there, soon. */
  show(run: RunView, FunctionName: string, view: View): void {
    clearTimeout(this.#timer);
    if (!run.kept) {
      this.spans = this.#of = undefined;
      return;
    }
    const same = this.#of?.run === run && this.#of.FunctionName === FunctionName;
    if (same && this.#covers(view)) return;
    this.#timer = setTimeout(() => void this.#fetch(run, FunctionName, view), same ? pauseMs : 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #covers({ fromUs, toUs }: View): boolean {
    if (!this.#of) return false;
    const { window } = this.#of;
    const within = window.fromUs <= fromUs && window.toUs >= toUs;
    return within && this.tooMany === 0 && toUs - fromUs >= (window.toUs - window.fromUs) * finerShare;
  }

  async #fetch(run: RunView, FunctionName: string, view: View): Promise<void> {
    const whole = !this.#of || this.#of.run !== run || this.#of.FunctionName !== FunctionName;
    const margin = (view.toUs - view.fromUs) * marginShare;
    const window = whole
      ? { fromUs: 0, toUs: run.timeline.endUs }
      : { fromUs: Math.max(0, view.fromUs - margin), toUs: view.toUs + margin };
    const spans = await this.#workbench.simulation
      .lanes(window.fromUs, window.toUs, FunctionName)
      .catch(() => undefined);
    if (!spans || this.#workbench.run !== run) return;
    this.#of = { run, FunctionName, window };
    this.tooMany = spans.omitted > 0 ? spans.omitted + spans.lane.length : 0;
    this.spans = spans.omitted > 0 ? undefined : spans;
    // The whole is too much: the view alone may not be.
    if (whole && spans.omitted > 0 && view.toUs - view.fromUs < run.timeline.endUs * 0.9)
      this.show(run, FunctionName, view);
  }
}
