/**
 * Puts images into an engine's memory and takes them out again. A copy of the base lies in the
 * memory too, out of the guest's reach, so that finding what a process changed is one pass, which
 * also turns the memory back into the base. The next image of the same base then costs its own pages.
 */
import { invariant } from '../kernel/invariant.ts';
import type { Base, Image } from './image.ts';
import type { Layout } from './layout.ts';
import type { Pointer } from './raw.ts';
import { pageBytes, pageFunctions, recordBytes, type PageFunctions } from './page-binary.ts';

/** Parts of the memory that no guest can reach. */
export interface Room {
  /** Holds a copy of the base, or of one window of it after another when it is larger. */
  readonly base: Pointer;
  readonly baseBytes: number;
  /** Holds records on their way. May be written over between two calls. */
  readonly records: Pointer;
  readonly recordsBytes: number;
}

const wholePages = (bytes: number): number => bytes - (bytes % pageBytes);

export class ImageMemory {
  readonly #layout: Layout;
  readonly #room: Room;
  readonly #pages: PageFunctions;
  /** Bytes of heap that a window shows beside the static data, which the first one starts with. */
  readonly #windowBytes: number;
  #memory: Uint8Array;
  #base: Base | undefined;
  /** Where in the base's heap the window starts that lies in the room; negative for none. */
  #window = -1;
  /** The memory is as the base is, up to the base's end. */
  #isBase = false;
  /** The heap may hold something up to here. */
  #writtenEnd = 0;

  constructor(memory: WebAssembly.Memory, layout: Layout, room: Room) {
    this.#layout = layout;
    this.#room = room;
    this.#windowBytes = wholePages(room.baseBytes - (layout.staticsEnd - layout.staticsFrom));
    invariant(room.recordsBytes >= (room.baseBytes / pageBytes) * recordBytes, 'there is too little room for records');
    this.#pages = pageFunctions(memory);
    this.#memory = new Uint8Array(memory.buffer);
  }

  /** The memory moved because it grew. */
  moved(memory: Uint8Array): void {
    this.#memory = memory;
  }

  /** What ran in the memory is worth nothing; it wrote to the heap up to here at most. */
  forget(end: Pointer): void {
    this.#writtenEnd = Math.max(this.#writtenEnd, end);
    this.#isBase = false;
  }

  /** Makes the memory that of an image. It must reach to the end of the image and of its base. */
  put(image: Image): void {
    const { heapBase, staticsFrom } = this.#layout;
    const { base, bytes, recordsBytes, heapBytes } = image;
    if (this.#base !== base) this.#window = -1;
    if (this.#base !== base || !this.#isBase) {
      this.#memory.set(base.statics, staticsFrom);
      this.#memory.set(base.heap.subarray(0, heapBytes), heapBase);
    }
    this.#base = base;
    this.#apply(bytes.subarray(0, recordsBytes));
    const liveEnd = heapBase + heapBytes;
    const tail = bytes.subarray(recordsBytes);
    this.#memory.set(tail, liveEnd - tail.length);
    if (this.#writtenEnd > liveEnd) this.#memory.fill(0, liveEnd, this.#writtenEnd);
    this.#isBase = false;
    this.#writtenEnd = liveEnd;
  }

  /**
   * Takes the image of what is in the memory, which is its base afterwards.
   * @param liveEnd the end of what is used on the heap
   * @param writtenEnd the end of what may have been written
   * @param old an image that nobody needs any more: its bytes are used again if they are as many
   * @param base what to compare with, if it is not the base of the image that was put here; the memory
   *   must reach to its end
   */
  take(liveEnd: Pointer, writtenEnd: Pointer, old: Image | undefined, base = this.#base): Image {
    invariant(base, 'the memory holds no image');
    if (this.#base !== base) this.#window = -1;
    this.#base = base;
    const { heapBase } = this.#layout;
    const heapBytes = liveEnd - heapBase;
    const compared = wholePages(Math.min(heapBytes, base.heap.length));
    const tail = this.#memory.subarray(heapBase + compared, liveEnd);
    const records = this.#diff(base, compared);
    const length = records.length + tail.length;
    const bytes = old?.bytes.length === length ? old.bytes : new Uint8Array(length);
    bytes.set(records);
    bytes.set(tail, records.length);
    this.#memory.set(base.heap.subarray(compared), heapBase + compared);
    this.#isBase = true;
    this.#writtenEnd = Math.max(writtenEnd, heapBase + base.heap.length);
    return { base, heapBytes, bytes, recordsBytes: records.length };
  }

  /** Records of the pages that differ, up to a place in the heap. Valid until the next call. */
  #diff(base: Base, compared: number): Uint8Array {
    const { heapBase, staticsFrom, staticsEnd } = this.#layout;
    const room = this.#room;
    const parts: Uint8Array[] = [];
    for (let from = 0; from < compared; from += this.#windowBytes) {
      const to = Math.min(compared, from + this.#windowBytes);
      const heapCopy = room.base + base.statics.length;
      if (this.#window !== from) {
        this.#memory.set(base.statics, room.base);
        this.#memory.set(base.heap.subarray(from, from + this.#windowBytes), heapCopy);
        this.#window = from;
      }
      let end = room.records;
      if (from === 0) end = this.#pages.diff(staticsFrom, room.base, staticsEnd, end);
      end = this.#pages.diff(heapBase + from, heapCopy, heapBase + to, end);
      const part = this.#memory.subarray(room.records, end);
      if (compared <= this.#windowBytes) return part;
      parts.push(part.slice());
    }
    return joined(parts);
  }

  #apply(records: Uint8Array): void {
    const room = this.#room;
    const most = room.recordsBytes - (room.recordsBytes % recordBytes);
    for (let from = 0; from < records.length; from += most) {
      const part = records.subarray(from, from + most);
      this.#memory.set(part, room.records);
      this.#pages.apply(room.records, room.records + part.length);
    }
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
