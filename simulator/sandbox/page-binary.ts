/**
 * The two loops that images need and that JavaScript is ten times too slow for, as a WebAssembly
 * module over an engine's own memory. A record is a page that differs: its address in four bytes,
 * four bytes of nothing, then the bytes of the page.
 *
 * In the module's text format, with `page` for the number of bytes in one:
 *
 *     (func $diff (param $at i32) (param $base i32) (param $end i32) (param $out i32) (result i32)
 *       (loop over pages from $at to $end, and $base along with it
 *         (if (any of the page's 16-byte lanes at $at differs from the one at $base)
 *           (then append a record to $out; copy the page at $base over the page at $at)))
 *       (local.get $out))
 *     (func $apply (param $from i32) (param $to i32)
 *       (loop over records from $from to $to
 *         (copy the record's page to its address)))
 */
import { encode, encodeSigned, utf8 } from './binary-format.ts';

/** Bytes of a page. Smaller ones share more and cost more to keep apart: at 256 both are small. */
export const pageBytes = 256;

const recordHeader = 8;
export const recordBytes = recordHeader + pageBytes;

export interface PageFunctions {
  /**
   * Finds the pages that differ from the base, writes a record of each, and makes them like the base again.
   * @param at where the pages start, and `end` where they end: a whole number of pages
   * @param out where there is room for a record of every page
   * @returns the end of the records
   */
  readonly diff: (at: number, base: number, end: number, out: number) => number;
  /** Puts the pages of the records between two addresses in their places. */
  readonly apply: (from: number, to: number) => void;
}

const i32 = 0x7f;
const block = [0x02, 0x40];
const loop = [0x03, 0x40];
const whenTrue = [0x04, 0x40];
const end = [0x0b];
const branch = (depth: number) => [0x0c, depth];
const branchIf = (depth: number) => [0x0d, depth];
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const number = (value: number) => [0x41, ...encodeSigned(value)];
const add = [0x6a];
const isAtLeast = [0x4f];
const load = [0x28, 2, 0];
const store = [0x36, 2, 0];
const copy = [0xfc, 0x0a, 0, 0];
const loadLane = (offset: number) => [0xfd, 0x00, 4, ...encode(offset)];
const exclusiveOr = [0xfd, 0x51];
const or = [0xfd, 0x50];
const isAnySet = [0xfd, 0x53];
const advance = (local: number, bytes: number) => [...get(local), ...number(bytes), ...add, ...set(local)];

const laneBytes = 16;
const lanes = Array.from({ length: pageBytes / laneBytes }, (_, i) => i * laneBytes);

function diffBody(): number[] {
  const [at, base, to, out] = [0, 1, 2, 3];
  const lane = (offset: number) => [
    ...[...get(at), ...loadLane(offset)],
    ...[...get(base), ...loadLane(offset)],
    ...exclusiveOr,
    ...(offset > 0 ? or : []),
  ];
  return [
    ...[...block, ...loop],
    ...[...get(at), ...get(to), ...isAtLeast, ...branchIf(1)],
    ...[...lanes.flatMap(lane), ...isAnySet, ...whenTrue],
    ...[...get(out), ...get(at), ...store],
    ...[...get(out), ...number(recordHeader), ...add, ...get(at), ...number(pageBytes), ...copy],
    ...advance(out, recordBytes),
    ...[...get(at), ...get(base), ...number(pageBytes), ...copy],
    ...end,
    ...advance(at, pageBytes),
    ...advance(base, pageBytes),
    ...[...branch(0), ...end, ...end],
    ...get(out),
  ];
}

function applyBody(): number[] {
  const [from, to] = [0, 1];
  return [
    ...[...block, ...loop],
    ...[...get(from), ...get(to), ...isAtLeast, ...branchIf(1)],
    ...[...get(from), ...load, ...get(from), ...number(recordHeader), ...add, ...number(pageBytes), ...copy],
    ...advance(from, recordBytes),
    ...[...branch(0), ...end, ...end],
  ];
}

const sized = (bytes: readonly number[]) => [...encode(bytes.length), ...bytes];
const section = (id: number, ...items: number[][]) => [id, ...sized([...encode(items.length), ...items.flat()])];
const name = (text: string) => sized([...utf8(text)]);
const body = (code: number[]) => sized([0, ...code, ...end]);

const binary = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([
    ...[0, ...utf8('asm'), 1, 0, 0, 0],
    ...section(1, [0x60, 4, i32, i32, i32, i32, 1, i32], [0x60, 2, i32, i32, 0]),
    ...section(2, [...name('engine'), ...name('memory'), 2, 0, 1]),
    ...section(3, [0], [1]),
    ...section(7, [...name('diff'), 0, 0], [...name('apply'), 0, 1]),
    ...section(10, body(diffBody()), body(applyBody())),
  ]);

let module: WebAssembly.Module | undefined;

/** @param memory of the engine instance that the pages are in */
export function pageFunctions(memory: WebAssembly.Memory): PageFunctions {
  module ??= new WebAssembly.Module(binary());
  return new WebAssembly.Instance(module, { engine: { memory } }).exports as unknown as PageFunctions;
}
