import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseIn, imageOf, wholeOf, type Base, type Image } from '../../simulator/sandbox/image.ts';
import { ImageMemory } from '../../simulator/sandbox/image-memory.ts';
import type { Layout } from '../../simulator/sandbox/layout.ts';
import { pageBytes, recordBytes } from '../../simulator/sandbox/page-binary.ts';

const staticPages = 2;
const staticsFrom = 1024;
const heapBase = 65_536 + 96;
const memoryBytes = 3 * 65_536;
const layout = { staticsFrom, staticsEnd: staticsFrom + staticPages * pageBytes, heapBase } as Layout;
const mostHeap = 60_000;

/** A process as it should be: all that it ever wrote. */
interface Model {
  statics: Uint8Array;
  heap: Uint8Array;
}

const copyOf = ({ statics, heap }: Base | Model): Model => ({ statics: statics.slice(), heap: heap.slice() });

function random(seed: number): () => number {
  let x = seed;
  return () => (x = (Math.imul(x, 1664525) + 1013904223) >>> 0);
}

const filled = (bytes: number, seed: number): Uint8Array => {
  const next = random(seed);
  // Long runs of zeros, as a heap has them.
  return Uint8Array.from({ length: bytes }, (_, i) => ((i >> 9) % 3 === 0 ? 0 : next() >>> 24));
};

const base = (heapBytes: number, seed: number): Base => ({
  statics: filled(staticPages * pageBytes, seed),
  heap: filled(heapBytes, seed + 1),
});

const nothing = new Uint8Array(memoryBytes);
/** The matcher of the test runner takes a millisecond for such arrays. */
const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/** One turn of one process: what it writes, and how much of the heap it uses afterwards. */
const turn = fc.record({
  tenant: fc.nat(4),
  writes: fc.array(fc.record({ at: fc.nat(mostHeap + staticPages * pageBytes - 1), byte: fc.nat(255) }), {
    maxLength: 12,
  }),
  heapBytes: fc.option(fc.integer({ min: 300, max: mostHeap }), { nil: undefined }),
  /** What the process leaves beyond its heap, which nobody may see. */
  litter: fc.nat(3000),
  ending: fc.constantFrom('rest', 'rest', 'rest', 'rest like another', 'snapshot', 'end'),
});

describe('images in an engine’s memory', () => {
  it.each([
    ['a base that fits into its room', 64],
    ['a base that is looked at through a window', 8],
    ['the smallest window', staticPages + 1],
  ])('give every process what it wrote, whoever takes turns with it: %s', (_, roomPages) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 300, max: mostHeap }), { minLength: 2, maxLength: 3 }),
        fc.array(turn, { maxLength: 40 }),
        (baseSizes, turns) => {
          const wasm = new WebAssembly.Memory({ initial: 3, maximum: 3 });
          const memory = new Uint8Array(wasm.buffer);
          const images = new ImageMemory(wasm, layout, {
            base: 2048,
            baseBytes: roomPages * pageBytes,
            records: 2048 + roomPages * pageBytes,
            recordsBytes: roomPages * recordBytes,
          });
          const bases = baseSizes.map((bytes, i) => base(bytes, i * 7 + 1));
          const tenants = Array.from({ length: 5 }, (_, i) => {
            const from = bases[i % bases.length]!;
            return { image: imageOf(from), model: copyOf(from) };
          });
          for (const { tenant, writes, heapBytes, litter, ending } of turns) {
            const { image, model } = tenants[tenant]!;
            images.put(image);
            const beyond = memory.subarray(heapBase + model.heap.length);
            expect(isSame(memory.subarray(staticsFrom, layout.staticsEnd), model.statics)).toBe(true);
            expect(isSame(memory.subarray(heapBase, beyond.byteOffset), model.heap)).toBe(true);
            expect(isSame(beyond, nothing.subarray(0, beyond.length))).toBe(true);

            const live = heapBytes ?? model.heap.length;
            const heap = new Uint8Array(live);
            heap.set(model.heap.subarray(0, live));
            const statics = model.statics.slice();
            for (const { at, byte } of writes)
              if (at < statics.length) statics[at] = memory[staticsFrom + at] = byte;
              else if (at - statics.length < live)
                heap[at - statics.length] = memory[heapBase + at - statics.length] = byte;
            const writtenEnd = Math.min(memoryBytes, heapBase + Math.max(live, model.heap.length) + litter);
            memory.fill(0xaa, heapBase + live, writtenEnd);

            if (ending === 'end') {
              images.forget(writtenEnd);
              tenants[tenant] = { image: imageOf(bases[0]!), model: copyOf(bases[0]!) };
              continue;
            }
            if (ending === 'snapshot') bases.push(baseIn(memory, layout, heapBase + live));
            const other = ending === 'rest like another' ? bases.at(-1) : undefined;
            const rested: Image = images.take(heapBase + live, writtenEnd, image, other);
            const whole = wholeOf(rested, layout);
            expect(isSame(whole.statics, statics) && isSame(whole.heap, heap)).toBe(true);
            const restsAs = ending === 'snapshot' ? imageOf(bases.at(-1)!) : rested;
            tenants[tenant] = { image: restsAs, model: { statics, heap } };
          }
        },
      ),
      { numRuns: 100, seed: 4 },
    );
  });

  it('keep only the pages that differ', () => {
    const wasm = new WebAssembly.Memory({ initial: 3, maximum: 3 });
    const memory = new Uint8Array(wasm.buffer);
    const room = { base: 2048, baseBytes: 64 * pageBytes, records: 32_768, recordsBytes: 64 * recordBytes };
    const images = new ImageMemory(wasm, layout, room);
    const from = base(40 * pageBytes, 3);
    images.put(imageOf(from));
    memory[heapBase + 5 * pageBytes + 17]! ^= 1;
    memory[staticsFrom + 3]! ^= 1;
    const changed = images.take(heapBase + 40 * pageBytes, heapBase + 40 * pageBytes, undefined);
    expect(changed.bytes).toHaveLength(2 * recordBytes);
    images.put(changed);
    memory[heapBase + 5 * pageBytes + 17]! ^= 1;
    expect(images.take(heapBase + 40 * pageBytes, heapBase + 40 * pageBytes, changed).bytes).toHaveLength(recordBytes);
  });
});
