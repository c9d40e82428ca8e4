/**
 * The QuickJS binary as this folder needs it: the build of the `quickjs-emscripten` project with
 * two changes, made while it is loaded.
 *
 * - Its function table is exported, so that a host function can be told of rejected promises
 *   (Node.js ends a process on an unhandled one, and the build has no call for it).
 * - The engine writes its own stack text into a property of another name (`$tack`), so that `stack`
 *   can be an accessor that gives the text in the shape of Node.js.
 */
import { invariant } from '../kernel/invariant.ts';

const headerLength = 8;
const globalSection = 6;
const exportSection = 7;
const tableKind = 1;

/** Name under which the function table is exported. */
export const tableExport = 'table';

/** Property that holds the engine's own text of an error's stack. */
export const engineStackProperty = '$tack';

const utf8 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

function leb128(value: number): number[] {
  const bytes = [];
  do {
    const rest = value >>> 7;
    bytes.push((value & 0x7f) | (rest ? 0x80 : 0));
    value = rest;
  } while (value);
  return bytes;
}

function readLeb128(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  let shift = 0;
  let byte;
  do {
    byte = bytes[at++] as number;
    value |= (byte & 0x7f) << shift;
    shift += 7;
  } while (byte & 0x80);
  return { value: value >>> 0, end: at };
}

/**
 * The binary with the table exported and the stack property renamed.
 * @param original bytes of `emscripten-module.wasm`
 * @throws InvariantError when the bytes are not the build this was written for
 */
export function adapt(original: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [original.subarray(0, headerLength)];
  let at = headerLength;
  while (at < original.length) {
    const start = at;
    const { value: length, end: body } = readLeb128(original, at + 1);
    at = body + length;
    if (original[start] !== exportSection) {
      parts.push(original.subarray(start, at));
      continue;
    }
    const { value: count, end: first } = readLeb128(original, body);
    const added = [tableExport.length, ...utf8(tableExport), tableKind, 0];
    const head = leb128(count + 1);
    parts.push(
      Uint8Array.of(exportSection, ...leb128(head.length + (at - first) + added.length), ...head),
      original.subarray(first, at),
      Uint8Array.from(added),
    );
  }
  return renameStack(concatenate(parts));
}

/**
 * Where the C stack starts, growing down, and the heap, growing up: the first global of the binary.
 * @param binary as given or adapted
 */
export function stackTop(binary: Uint8Array): number {
  let at = headerLength;
  while (at < binary.length) {
    const { value: length, end: body } = readLeb128(binary, at + 1);
    // count, i32, mutable, i32.const, then the value.
    if (binary[at] === globalSection) return readLeb128(binary, body + 4).value;
    at = body + length;
  }
  invariant(false, 'the binary has no globals');
}

/** `stack` is one of the names the engine interns when it starts; they lie in the data as text. */
function renameStack(binary: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const at = indexOf(binary, utf8('errors\0stack\0name\0'));
  invariant(at >= 0, 'this is not the QuickJS build that the sandbox was written for');
  binary.set(utf8(engineStackProperty), at + 'errors\0'.length);
  return binary;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let i = bytes.indexOf(wanted[0] as number); i >= 0; i = bytes.indexOf(wanted[0] as number, i + 1))
    if (wanted.every((byte, k) => bytes[i + k] === byte)) return i;
  return -1;
}
