/** As much of WebAssembly's binary format as it takes to change a module before it is compiled. */

const headerLength = 8;
const dataSection = 11;

/** Bytes of a text of ASCII characters. */
export const utf8 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

export interface Section {
  readonly id: number;
  /** Where it starts, with its id and length. */
  readonly start: number;
  /** Its contents. */
  readonly from: number;
  readonly to: number;
}

export function encode(value: number): number[] {
  const bytes = [];
  do {
    const rest = value >>> 7;
    bytes.push((value & 0x7f) | (rest ? 0x80 : 0));
    value = rest;
  } while (value);
  return bytes;
}

/** A positive number as the operand of `i32.const`, which is signed. */
export function encodeSigned(value: number): number[] {
  const bytes = encode(value);
  const last = bytes.length - 1;
  if (((bytes[last] as number) & 0x40) === 0) return bytes;
  return [...bytes.slice(0, last), (bytes[last] as number) | 0x80, 0];
}

export function decode(bytes: Uint8Array, at: number): { value: number; end: number } {
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

/** The sections of a module, in order. */
export function sectionsOf(binary: Uint8Array): Section[] {
  const sections: Section[] = [];
  for (let start = headerLength; start < binary.length;) {
    const { value: length, end: from } = decode(binary, start + 1);
    sections.push({ id: binary[start] as number, start, from, to: from + length });
    start = from + length;
  }
  return sections;
}

/** Where pieces of initial memory lie in the binary, and their addresses in memory. */
export function segmentsOf(binary: Uint8Array): { from: number; length: number; address: number }[] {
  const section = sectionsOf(binary).find(({ id }) => id === dataSection);
  if (!section) return [];
  const segments = [];
  let { value: count, end: at } = decode(binary, section.from);
  for (; count > 0; count--) {
    // Kind 0, i32.const, address, end, length.
    const address = decode(binary, at + 2);
    const length = decode(binary, address.end + 1);
    segments.push({ from: length.end, length: length.value, address: address.value });
    at = length.end + length.value;
  }
  return segments;
}

/** Where a sequence of bytes is found first, at `from` or after; -1 for nowhere. */
export function indexOf(bytes: Uint8Array, wanted: Uint8Array, from = 0): number {
  for (let i = bytes.indexOf(wanted[0] as number, from); i >= 0; i = bytes.indexOf(wanted[0] as number, i + 1))
    if (wanted.every((byte, k) => bytes[i + k] === byte)) return i;
  return -1;
}
