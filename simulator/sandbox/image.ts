/**
 * A sandbox at rest: a copy of the part of the engine's memory that belongs to it. While nothing
 * runs, the C stack is dead, so an image is the writable static data and the heap as far as it is used.
 */
import type { Layout } from './layout.ts';

export interface Image {
  readonly statics: Uint8Array;
  readonly heap: Uint8Array;
}

/** Takes an image of the memory; `old`, if it is as large, is written over and given back. */
export function capture(memory: Uint8Array, layout: Layout, liveEnd: number, old?: Image): Image {
  const statics = memory.subarray(layout.staticsFrom, layout.staticsEnd);
  const heap = memory.subarray(layout.heapBase, liveEnd);
  if (old && old.heap.length === heap.length) {
    old.statics.set(statics);
    old.heap.set(heap);
    return old;
  }
  return { statics: statics.slice(), heap: heap.slice() };
}

/**
 * Puts an image into the memory.
 * @param writtenEnd up to where the memory may hold something else, which becomes zero
 * @returns the end of what the image fills
 */
export function restore(memory: Uint8Array, layout: Layout, image: Image, writtenEnd: number): number {
  const liveEnd = layout.heapBase + image.heap.length;
  memory.set(image.statics, layout.staticsFrom);
  memory.set(image.heap, layout.heapBase);
  if (writtenEnd > liveEnd) memory.fill(0, liveEnd, writtenEnd);
  return liveEnd;
}
