/**
 * What fingers, a mouse and a wheel do to a plot: a tap, a drag that scrubs, a drag on a neatline that pans, two fingers
 * or a wheel that zoom. Knows pixels of the drawing only; what they mean is for the figure to say.
 */

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Plot {
  /** From a pixel of the screen to one of the drawing. */
  readonly point: (event: { clientX: number; clientY: number }) => Point;
  /** True where a drag pans. */
  readonly pans: (point: Point) => boolean;
  readonly onTap: (point: Point) => void;
  readonly onScrub: (x: number) => void;
  /** Pixels since the drag began. */
  readonly onPan: (byX: number, begun: boolean) => void;
  readonly onZoom: (factor: number, aroundX: number) => void;
}

/** A pointer that moved less than this has not moved. */
const slop = 4;

/** Two fingers nearer than this say nothing about zoom. */
const leastPinch = 8;

export class Gestures {
  readonly #plot: Plot;
  readonly #pointers: { id: number; point: Point }[] = [];
  #drag: { readonly pans: boolean; readonly startX: number; moved: boolean } | undefined;
  #pinch = 0;

  constructor(plot: Plot) {
    this.#plot = plot;
  }

  press(event: PointerEvent): void {
    const point = this.#plot.point(event);
    this.#pointers.push({ id: event.pointerId, point });
    if (this.#pointers.length === 2) {
      this.#drag = undefined;
      this.#pinch = this.#spread();
    } else this.#drag = { pans: this.#plot.pans(point), startX: point.x, moved: false };
  }

  move(event: PointerEvent): void {
    const pointer = this.#pointers.find(({ id }) => id === event.pointerId);
    if (!pointer) return;
    pointer.point = this.#plot.point(event);
    if (this.#pointers.length === 2) return this.#zoom();
    const drag = this.#drag;
    if (!drag) return;
    const byX = pointer.point.x - drag.startX;
    if (!drag.moved && Math.abs(byX) < slop) return;
    const begun = !drag.moved;
    drag.moved = true;
    if (drag.pans) this.#plot.onPan(byX, begun);
    else this.#plot.onScrub(pointer.point.x);
  }

  release(event: PointerEvent): void {
    const at = this.#pointers.findIndex(({ id }) => id === event.pointerId);
    if (at >= 0) this.#pointers.splice(at, 1);
    const drag = this.#drag;
    this.#drag = undefined;
    if (drag && !drag.moved && event.type !== 'pointercancel') this.#plot.onTap(this.#plot.point(event));
  }

  #spread(): number {
    const [a, b] = this.#pointers;
    return a && b ? Math.abs(a.point.x - b.point.x) : 0;
  }

  #zoom(): void {
    const spread = this.#spread();
    const [a, b] = this.#pointers;
    if (this.#pinch > leastPinch && spread > leastPinch)
      this.#plot.onZoom(spread / this.#pinch, (a!.point.x + b!.point.x) / 2);
    this.#pinch = spread;
  }
}
