/**
 * A sandbox at rest. While nothing runs, the C stack is dead, so what belongs to a sandbox is the
 * writable static data and the heap as far as it is used. Most of that is the same in every process
 * of the runtime, so an image keeps the pages that differ from a base, which many images share: the
 * template, or the snapshot that a process was restored from.
 */
import type { Layout } from './layout.ts';
import { pageBytes, recordBytes } from './page-binary.ts';

/** The whole of a process. Nobody writes to it. */
export interface Base {
  readonly statics: Uint8Array;
  readonly heap: Uint8Array;
}

export interface Image {
  readonly base: Base;
  /** How much of the heap is used: it may be more or less than the base's. */
  readonly heapBytes: number;
  /** Records of the pages that differ, then the end of the heap. Empty when nothing differs. */
  readonly bytes: Uint8Array;
  readonly recordsBytes: number;
}

/** The image of a process that is as its base is. */
export const imageOf = (base: Base): Image => ({
  base,
  heapBytes: base.heap.length,
  bytes: new Uint8Array(0),
  recordsBytes: 0,
});

/** Copies the whole of the process that is in the memory. */
export const baseIn = (memory: Uint8Array, layout: Layout, liveEnd: number): Base => ({
  statics: memory.slice(layout.staticsFrom, layout.staticsEnd),
  heap: memory.slice(layout.heapBase, liveEnd),
});

/** The whole of the process that an image is of. */
export function wholeOf(image: Image, layout: Layout): Base {
  const statics = image.base.statics.slice();
  const heap = new Uint8Array(image.heapBytes);
  heap.set(image.base.heap.subarray(0, image.heapBytes));
  const view = new DataView(image.bytes.buffer, image.bytes.byteOffset);
  for (let at = 0; at < image.recordsBytes; at += recordBytes) {
    const address = view.getUint32(at, true);
    const page = image.bytes.subarray(at + recordBytes - pageBytes, at + recordBytes);
    if (address < layout.staticsEnd) statics.set(page, address - layout.staticsFrom);
    else heap.set(page, address - layout.heapBase);
  }
  const tail = image.bytes.subarray(image.recordsBytes);
  heap.set(tail, heap.length - tail.length);
  return { statics, heap };
}
