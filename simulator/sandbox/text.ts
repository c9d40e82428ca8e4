/** Text between the host and the guest's memory, where it is UTF-8 with a zero at its end. */

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Longest text that is worth writing character by character. */
const shortLength = 512;

/** Shortest text that is worth a call of the decoder. */
const shortestDecoded = 24;

/** Most bytes that a text of this many characters takes, with the zero. */
export const mostBytes = (length: number): number => length * 3 + 1;

/**
 * Writes a text with a zero at its end.
 * @param memory the guest's memory, with `mostBytes(text.length)` free at `at`
 * @returns bytes written, without the zero
 */
export function writeText(memory: Uint8Array, at: number, text: string): number {
  const length = text.length;
  if (length <= shortLength) {
    let i = 0;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) break;
      memory[at + i] = code;
    }
    if (i === length) {
      memory[at + i] = 0;
      return i;
    }
  }
  const { written } = encoder.encodeInto(text, memory.subarray(at, at + mostBytes(length)));
  memory[at + written] = 0;
  return written;
}

/** The text that starts at `at`. */
export function readText(memory: Uint8Array, at: number): string {
  const end = memory.indexOf(0, at);
  if (end - at <= shortestDecoded) {
    let text = '';
    for (let i = at; i < end; i++) {
      const code = memory[i] as number;
      if (code > 127) return decoder.decode(memory.subarray(at, end));
      text += String.fromCharCode(code);
    }
    return text;
  }
  return decoder.decode(memory.subarray(at, end));
}
