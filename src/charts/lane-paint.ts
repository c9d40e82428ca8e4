/**
 * Paints a frame of lanes into pixels, in the colours and hatches of the page. Twenty thousand calls to a canvas cost
 * more than a frame has on a machine that draws without a graphics card; writing the pixels costs a fifth of it.
 */
import type { Frame } from './lane-frame.ts';
import { looks, type SpanLook } from './span-columns.ts';

/** How a look is painted. Colours are pixels: alpha, blue, green, red from the highest byte. */
export interface Ink {
  readonly fill: number;
  /** Lines of a hatch over the fill, rising or falling. */
  readonly hatch?: { readonly colour: number; readonly falls: boolean; readonly thickness: number };
  /** For boxes that are too low to show a hatch. */
  readonly flat: number;
  readonly stroke?: number;
}

export type Inks = Readonly<Record<SpanLook, Ink>> & { readonly idleBand: Ink };

/** Where pixels are written. */
export interface Pixels {
  readonly data: Uint32Array;
  readonly width: number;
  readonly height: number;
  /** Device pixels for one of the page. */
  readonly ratio: number;
}

/** Boxes narrower or lower than this have no stroke, lower than that no hatch, pixels of the page. */
const strokeFrom = 4;
const hatchFrom = 6;
/** From line to line of a hatch, pixels of the page along an axis. */
const hatchPeriod = 7;

/** The inks of the page, with `colourOf` from the name of a custom property to a pixel. */
export function inksOf(colourOf: (name: string) => number): Inks {
  const [cold, blue, amber, edge] = ['cold-f', 'cold-c', 'warm-f', 'warm-s'].map(colourOf) as [
    number,
    number,
    number,
    number,
  ];
  const idle = colourOf('idle-c');
  const rule = colourOf('rule');
  const init = { fill: cold, hatch: { colour: blue, falls: false, thickness: 1.6 }, flat: blue };
  return {
    idle: { fill: idle, flat: idle },
    idleBand: { fill: rule, flat: rule },
    init: { ...init, stroke: blue },
    restore: { ...init, hatch: { ...init.hatch, falls: true }, stroke: blue },
    reinit: { ...init, stroke: edge },
    invoke: { fill: amber, flat: amber, stroke: edge },
    provisioned: { fill: amber, hatch: { colour: edge, falls: true, thickness: 1 }, flat: amber, stroke: edge },
    error: { fill: colourOf('err-f'), flat: colourOf('err-f'), stroke: colourOf('err-c') },
    fault: { fill: colourOf('fault-f'), flat: colourOf('fault-f'), stroke: colourOf('fault-c') },
  };
}

/** A reader of the colours that are in force on an element. */
export function colourReader(element: Element): (name: string) => number {
  const style = getComputedStyle(element);
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  return (name) => {
    if (!pen) return 0;
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = style.getPropertyValue(`--${name}`).trim();
    pen.fillRect(0, 0, 1, 1);
    return new Uint32Array(pen.getImageData(0, 0, 1, 1).data.buffer)[0]!;
  };
}

/**
 * Paints the frame over whatever the pixels held. Spans stand in boxes; cells, which are sums and no boxes, have an upper
 * edge only.
 */
export function paintFrame(pixels: Pixels, frame: Frame, inks: Inks, banded: boolean): void {
  pixels.data.fill(0);
  const { x, y, width, height, look, count } = frame;
  const { ratio } = pixels;
  const boxed = frame.cellUs === 0;
  const thickness = Math.max(1, Math.round(ratio));
  const byLook = looks.map((name) => (name === 'idle' && banded ? inks.idleBand : inks[name]));
  for (let i = 0; i < count; i++) {
    const ink = byLook[look[i]!]!;
    const x0 = Math.max(0, Math.round(x[i]! * ratio));
    const y0 = Math.max(0, Math.round(y[i]! * ratio));
    const x1 = Math.min(pixels.width, Math.max(x0 + 1, Math.round((x[i]! + width[i]!) * ratio)));
    const y1 = Math.min(pixels.height, Math.max(y0 + 1, Math.round((y[i]! + height[i]!) * ratio)));
    const colour = height[i]! >= hatchFrom ? ink.fill : ink.flat;
    const stroked = ink.stroke !== undefined && height[i]! >= strokeFrom && (!boxed || width[i]! >= strokeFrom);
    if (!stroked) {
      fill(pixels, x0, y0, x1, y1, colour);
      if (ink.hatch && colour === ink.fill) lines(pixels, x0, y0, x1, y1, ink.hatch);
      continue;
    }
    const side = boxed ? thickness : 0;
    fill(pixels, x0, y0, x1, y0 + thickness, ink.stroke);
    fill(pixels, x0 + side, y0 + thickness, x1 - side, y1 - side, colour);
    if (ink.hatch && colour === ink.fill) lines(pixels, x0 + side, y0 + thickness, x1 - side, y1 - side, ink.hatch);
    if (!boxed) continue;
    fill(pixels, x0, y1 - side, x1, y1, ink.stroke);
    fill(pixels, x0, y0, x0 + side, y1, ink.stroke);
    fill(pixels, x1 - side, y0, x1, y1, ink.stroke);
  }
}

function fill({ data, width }: Pixels, x0: number, y0: number, x1: number, y1: number, colour: number): void {
  for (let y = y0; y < y1; y++) {
    const row = y * width;
    // Filling a short stretch by hand is faster than asking for it.
    if (x1 - x0 > 24) data.fill(colour, row + x0, row + x1);
    else for (let i = row + x0; i < row + x1; i++) data[i] = colour;
  }
}

function lines(
  { data, width, ratio }: Pixels,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  { colour, falls, thickness }: NonNullable<Ink['hatch']>,
): void {
  const period = Math.round(hatchPeriod * ratio);
  // A line lies slantwise, so along an axis it is longer than it is thick.
  const on = Math.max(1, Math.round(thickness * 1.4 * ratio));
  for (let y = y0; y < y1; y++) {
    // Hatches hang on the picture and not on the box, so that neighbours continue each other.
    const phase = falls ? period - (y % period) : y;
    for (let x = x0; x < x1; x++) if ((x + phase) % period < on) data[y * width + x] = colour;
  }
}
