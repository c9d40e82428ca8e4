/**
 * One frame of lanes as rectangles: what is in view, each span by itself where they fit the budget, else equal cells of
 * time with the share of each look stacked in them. Never more rectangles than the budget.
 */
import type { LaneRowsLayout } from './lane-rows.ts';
import type { Bands } from './lane-bands.ts';
import type { LaneIndex } from './lane-index.ts';
import { lookCount } from './lane-integral.ts';
import { looks } from './span-columns.ts';
import type { TimeScale } from './time-scale.ts';

/** Most rectangles of a frame. */
export const frameBudget = 20_000;

/** Rectangles in a row of columns; only the first `count` hold. */
export interface Frame {
  count: number;
  /** How it was made: every span by itself, or cells of so many microseconds. */
  cellUs: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly width: Float32Array;
  readonly height: Float32Array;
  readonly look: Uint8Array;
}

export function emptyFrame(budget = frameBudget): Frame {
  return {
    count: 0,
    cellUs: 0,
    x: new Float32Array(budget),
    y: new Float32Array(budget),
    width: new Float32Array(budget),
    height: new Float32Array(budget),
    look: new Uint8Array(budget),
  };
}

/** Cells are no narrower than this, pixels, and no more than so many are looked at in a frame. */
const leastCell = 1.5;
const frameCells = 9000;
/** Spans put together into bands in one frame. */
const spansAFrame = 12_000;

/** A box is never narrower than this, so that a short span is seen at all. */
const leastWidth = 1;
/** Width of the end of a box that went wrong. */
const endWidth = 5;
const idle = looks.indexOf('idle');
const invoke = looks.indexOf('invoke');
const firstWrong = looks.indexOf('error');

/** Fills `frame`. Heights count from the top of the first row. */
export function fillFrame(
  frame: Frame,
  index: LaneIndex,
  bands: Bands,
  layout: LaneRowsLayout,
  scale: TimeScale,
): void {
  frame.count = 0;
  frame.cellUs = 0;
  bands.begin(spansAFrame);
  if (layout.rows === 0) return;
  if (layout.lanesPerRow === 1 && fillEach(frame, index, layout, scale)) return;
  // Cells stand at multiples of their length, a power of two or half as much again, so that they keep still while the view is moved.
  const spanUs = scale.view.toUs - scale.view.fromUs;
  let cellUs = 2;
  while (spanUs / cellUs > Math.min(scale.width / leastCell, frameCells / layout.rows)) cellUs *= 2;
  while (!fillCells(frame, bands, index.lanes, layout, scale, cellUs)) cellUs *= cellUs & (cellUs - 1) ? 4 / 3 : 1.5;
  frame.cellUs = cellUs;
}

/** Space between a row's boxes and the next row's. */
const gapOf = (rowHeight: number): number => (rowHeight >= 10 ? 4 : rowHeight >= 5 ? 1.5 : rowHeight >= 3 ? 0.75 : 0);

/** Every span by itself; false when they are too many. */
function fillEach(frame: Frame, index: LaneIndex, layout: LaneRowsLayout, scale: TimeScale): boolean {
  frame.count = 0;
  const { view, left, width } = scale;
  const { firstLane, rows, rowHeight } = layout;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    total += index.countIn(firstLane + row, view.fromUs, view.toUs);
    if (total > frame.x.length) return false;
  }
  const { fromUs, toUs } = index.spans;
  const gap = gapOf(rowHeight);
  const right = left + width;
  for (let row = 0; row < rows; row++) {
    const lane = firstLane + row;
    const last = index.firstFrom(lane, view.toUs);
    const y = row * rowHeight + gap / 2;
    const height = rowHeight - gap;
    for (let i = index.firstEndingAfter(lane, view.fromUs); i < last; i++) {
      const look = index.look[i]!;
      const x0 = Math.max(left, scale.x(fromUs[i]!));
      const x1 = Math.min(right, scale.x(toUs[i]!));
      // What went wrong did so at the end: an invocation with a marked end, where there is room for one.
      const end = look >= firstWrong && x1 - x0 > 2 * endWidth ? endWidth : 0;
      if (frame.count + 2 > frame.x.length) return false;
      if (look === idle) put(frame, x0, y + height / 2 - 0.6, x1 - x0, 1.2, look);
      else if (end) {
        put(frame, x0, y, x1 - x0, height, invoke);
        put(frame, x1 - end, y, end, height, look);
      } else put(frame, x0, y, Math.max(leastWidth, x1 - x0), height, look);
    }
  }
  return true;
}

/** Room for the times of a row's cells, grown when a frame wants more. */
let times = new Float64Array(1024 * lookCount);

/** Equal cells with shares; false when the rectangles are too many. */
function fillCells(
  frame: Frame,
  bands: Bands,
  allLanes: number,
  layout: LaneRowsLayout,
  scale: TimeScale,
  cellUs: number,
): boolean {
  frame.count = 0;
  const { view } = scale;
  const { firstLane, rows, rowHeight, lanesPerRow } = layout;
  const gap = gapOf(rowHeight);
  const room = rowHeight - gap;
  const heights = new Float32Array(lookCount);
  const before = new Float32Array(lookCount);
  const begins = Math.floor(view.fromUs / cellUs);
  const ends = Math.ceil(view.toUs / cellUs);
  for (let row = 0; row < rows; row++) {
    const lane = firstLane + row * lanesPerRow;
    const lanes = Math.min(lanesPerRow, allLanes - lane);
    const integral = bands.of(lane, lanes);
    if (!integral) continue;
    const from = Math.max(begins, Math.floor(integral.fromUs / cellUs));
    const to = Math.min(ends, Math.ceil(integral.toUs / cellUs));
    if (to <= from) continue;
    if ((to - from) * lookCount > times.length) times = new Float64Array((to - from) * lookCount * 2);
    integral.cells(from * cellUs, cellUs, to - from, times);
    const y = row * rowHeight + gap / 2;
    const perUs = room / (cellUs * lanesPerRow);
    // What a low row cannot show is not told apart, so that more cells are alike.
    const steps = room < 6 ? 1 : 2;
    let since = from;
    for (let cell = from; cell <= to; cell++) {
      if (cell < to) shares((cell - from) * lookCount, perUs, steps, heights);
      else heights.fill(0);
      if (cell > from && cell < to && same(heights, before)) continue;
      if (cell > from && !stack(frame, before, scale, since * cellUs, cell * cellUs, y, room, lanesPerRow > 1))
        return false;
      before.set(heights);
      since = cell;
    }
  }
  return true;
}

/** Pixels of each look in a cell, in so many steps a pixel; what was there at all has one pixel. */
function shares(from: number, perUs: number, steps: number, heights: Float32Array): void {
  for (let k = 0; k < lookCount; k++) {
    const height = times[from + k]! * perUs;
    heights[k] = height < 1e-6 ? 0 : Math.max(1, Math.round(height * steps) / steps);
  }
}

function same(a: Float32Array, b: Float32Array): boolean {
  for (let k = 0; k < lookCount; k++) if (a[k] !== b[k]) return false;
  return true;
}

/** Stacks the shares of a stretch: from the floor in a band, round the middle with an idle line in a lane. */
function stack(
  frame: Frame,
  heights: Float32Array,
  scale: TimeScale,
  fromUs: number,
  toUs: number,
  top: number,
  room: number,
  band: boolean,
): boolean {
  const x0 = Math.max(scale.left, scale.x(fromUs));
  const x1 = Math.min(scale.left + scale.width, scale.x(toUs));
  if (x1 <= x0) return true;
  if (frame.count + lookCount > frame.x.length) return false;
  let busy = 0;
  for (let k = 1; k < lookCount; k++) busy += heights[k]!;
  const shrink = busy > room ? room / busy : 1;
  if (heights[idle]! > 0) {
    if (band) {
      const height = Math.min(room, busy * shrink + heights[idle]!);
      put(frame, x0, top + room - height, x1 - x0, height, idle);
    } else put(frame, x0, top + room / 2 - 0.5, x1 - x0, 1, idle);
  }
  let floor = band ? top + room : top + room / 2 + (busy * shrink) / 2;
  for (let k = 1; k < lookCount; k++) {
    const height = heights[k]! * shrink;
    if (height <= 0) continue;
    floor -= height;
    put(frame, x0, floor, x1 - x0, height, k);
  }
  return true;
}

function put(frame: Frame, x: number, y: number, width: number, height: number, look: number): void {
  const i = frame.count++;
  frame.x[i] = x;
  frame.y[i] = y;
  frame.width[i] = width;
  frame.height[i] = height;
  frame.look[i] = look;
}
