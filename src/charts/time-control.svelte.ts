/**
 * One time axis under a person's hand: press to move the playhead, drag to scrub, drag a neatline to pan, shift and drag
 * to choose a stretch to zoom into, ctrl+wheel and pinch to zoom, and the keys. What a figure shows is for the figure.
 */
import { Gestures } from './gestures.ts';
import type { View } from './run.ts';
import type { TimeScale } from './time-scale.ts';
import { clampView, isWhole, panView, revealInView, wholeView, zoomView } from './view.ts';

export interface TimeControlOptions {
  readonly endUs: () => number;
  /** The view that was given to the figure, if one was. */
  readonly given: () => View | undefined;
  readonly scale: () => TimeScale;
  readonly playheadUs: () => number | undefined;
  /** From a pixel of the screen to one of the drawing. */
  readonly point: (event: { clientX: number; clientY: number }) => { x: number; y: number };
  /** True on a neatline. */
  readonly pans: (point: { x: number; y: number }) => boolean;
  /** A press that was no drag; true: it meant something, and the playhead stays. */
  readonly tap?: (point: { x: number; y: number }) => boolean;
  /** How far an arrow key moves the playhead, microseconds. */
  readonly stepUs: () => number;
  readonly onplayhead: () => ((atUs: number) => void) | undefined;
  readonly onview: () => ((view: View) => void) | undefined;
}

/** A chosen stretch narrower than this is a slip, pixels. */
const leastBrush = 6;

/** The keys of a figure with a time axis, told to those who cannot see that there is something to press. */
export const timeKeyHint =
  'Left and right: move the playhead; with shift ten times as far. Home and End: beginning and end. ' +
  'Plus and minus: zoom. 0: the whole run.';

export class TimeControl {
  /** The stretch being chosen, pixels. */
  brush = $state.raw<{ readonly from: number; readonly to: number }>();
  #own = $state.raw<View>();
  #panned: View | undefined;
  readonly #options: TimeControlOptions;
  readonly #gestures: Gestures;

  constructor(options: TimeControlOptions) {
    this.#options = options;
    this.#gestures = new Gestures({
      point: options.point,
      pans: options.pans,
      onTap: (point) => {
        if (!options.tap?.(point)) this.scrub(this.#usAt(point.x));
      },
      onScrub: (x) => this.scrub(this.#usAt(x)),
      onPan: (byX, begun) => {
        if (begun) this.#panned = this.view;
        this.setView(panView(this.#panned ?? this.view, -byX / options.scale().width, options.endUs()));
      },
      onZoom: (factor, x) => this.setView(zoomView(this.view, factor, options.scale().us(x), options.endUs())),
    });
  }

  /** From a pixel of the screen to one of the drawing. */
  point(event: { clientX: number; clientY: number }): { x: number; y: number } {
    return this.#options.point(event);
  }

  /** The stretch to show: the given one, the figure's own, or the whole run. */
  get view(): View {
    return this.#options.given() ?? this.#own ?? wholeView(this.#options.endUs());
  }

  setView(view: View): void {
    this.#own = view;
    this.#options.onview()?.(view);
  }

  scrub(atUs: number): void {
    this.#options.onplayhead()?.(Math.round(Math.min(this.#options.endUs(), Math.max(0, atUs))));
  }

  press(event: PointerEvent & { currentTarget: Element }): void {
    if (event.button > 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x } = this.#options.point(event);
    if (event.shiftKey) this.brush = { from: x, to: x };
    else this.#gestures.press(event);
  }

  move(event: PointerEvent): void {
    if (this.brush) this.brush = { from: this.brush.from, to: this.#inPlot(this.#options.point(event).x) };
    else this.#gestures.move(event);
  }

  release(event: PointerEvent): void {
    const { brush } = this;
    this.brush = undefined;
    if (!brush) this.#gestures.release(event);
    else if (event.type !== 'pointercancel' && Math.abs(brush.to - brush.from) >= leastBrush) {
      const [from, to] = [Math.min(brush.from, brush.to), Math.max(brush.from, brush.to)];
      this.setView(clampView({ fromUs: this.#usAt(from), toUs: this.#usAt(to) }, this.#options.endUs()));
    }
  }

  wheel(event: WheelEvent): void {
    const { endUs, scale, point } = this.#options;
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (event.ctrlKey || event.metaKey)
      this.setView(zoomView(this.view, Math.exp(-event.deltaY / 240), scale().us(point(event).x), endUs()));
    else if (sideways && !isWhole(this.view, endUs()))
      this.setView(panView(this.view, (event.deltaX || event.deltaY) / scale().width, endUs()));
    else return;
    event.preventDefault();
  }

  /** True when the key meant something here. */
  key(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const { endUs, playheadUs, stepUs } = this.#options;
    const at = playheadUs() ?? (this.view.fromUs + this.view.toUs) / 2;
    const arrow = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const zoom = { '+': 1.6, '=': 1.6, '-': 1 / 1.6, _: 1 / 1.6 }[event.key];
    if (arrow !== undefined) this.#walk(at + arrow * stepUs() * (event.shiftKey ? 10 : 1));
    else if (zoom !== undefined) this.setView(zoomView(this.view, zoom, at, endUs()));
    else if (event.key === '0') this.setView(wholeView(endUs()));
    else if (event.key === 'Home') this.#walk(0);
    else if (event.key === 'End') this.#walk(endUs());
    else return false;
    return true;
  }

  /** The playhead with the view behind it. */
  #walk(atUs: number): void {
    const at = Math.min(this.#options.endUs(), Math.max(0, atUs));
    const next = revealInView(this.view, at, at, this.#options.endUs());
    if (next !== this.view) this.setView(next);
    this.scrub(at);
  }

  #inPlot(x: number): number {
    const { left, width } = this.#options.scale();
    return Math.min(Math.max(x, left), left + width);
  }

  #usAt(x: number): number {
    return this.#options.scale().us(this.#inPlot(x));
  }
}
