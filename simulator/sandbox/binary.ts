/**
 * The QuickJS binary as this folder needs it: the build of the `quickjs-emscripten` project with
 * three changes, made while it is loaded.
 *
 * - Its function table is exported, so that a host function can be told of rejected promises
 *   (Node.js ends a process on an unhandled one, and the build has no call for it).
 * - The engine writes its own stack text into a property of another name (`$tack`), so that `stack`
 *   can be an accessor that gives the text in the shape of Node.js.
 * - Its most common messages are in the words of V8: see messages.ts.
 */
import { invariant } from '../kernel/invariant.ts';
import { decode, encode, indexOf, sectionsOf, utf8 } from './binary-format.ts';
import { translateMessages } from './messages.ts';

const globalSection = 6;
const exportSection = 7;
const tableKind = 1;

/** Name under which the function table is exported. */
export const tableExport = 'table';

/** Property that holds the engine's own text of an error's stack. */
const engineStackProperty = '$tack';

const stackBytes = 5 * 1024 * 1024;

export interface AdaptedBinary {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** First address of the heap. Below it lies the C stack, which grows down. */
  readonly heapBase: number;
  /** Last address of the static data, and the far end of the stack. */
  readonly staticsEnd: number;
  /** To be put into the memory of every instance. */
  readonly messages: { readonly address: number; readonly bytes: Uint8Array };
}

/** Room at the far end of the stack before the messages. */
const messagesOffset = 1024;

/**
 * Changes the binary.
 * @param original bytes of `emscripten-module.wasm`
 * @throws InvariantError when the bytes are not the build this was written for
 */
export function adapt(original: Uint8Array): AdaptedBinary {
  const bytes = withTable(original);
  const at = indexOf(bytes, utf8('errors\0stack\0name\0'));
  invariant(at >= 0, 'this is not the QuickJS build that the sandbox was written for');
  bytes.set(utf8(engineStackProperty), at + 'errors\0'.length);
  const heapBase = stackTop(bytes);
  const staticsEnd = heapBase - stackBytes;
  const address = staticsEnd + messagesOffset;
  return { bytes, heapBase, staticsEnd, messages: { address, bytes: translateMessages(bytes, address) } };
}

function withTable(original: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [original.subarray(0, 8)];
  for (const { id, start, from, to } of sectionsOf(original)) {
    if (id !== exportSection) {
      parts.push(original.subarray(start, to));
      continue;
    }
    const { value: count, end: first } = decode(original, from);
    const added = [tableExport.length, ...utf8(tableExport), tableKind, 0];
    const head = encode(count + 1);
    const length = head.length + (to - first) + added.length;
    parts.push(
      Uint8Array.of(exportSection, ...encode(length), ...head),
      original.subarray(first, to),
      Uint8Array.from(added),
    );
  }
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Where the C stack starts: the first global of the binary. */
function stackTop(binary: Uint8Array): number {
  const section = sectionsOf(binary).find(({ id }) => id === globalSection);
  invariant(section, 'the binary has no globals');
  // Count, i32, mutable, i32.const, then the value.
  return decode(binary, section.from + 4).value;
}
