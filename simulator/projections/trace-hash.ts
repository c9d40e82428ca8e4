/** A fingerprint of a trace, by whole-number arithmetic alone, equal wherever the traces are equal. */
import { eventFields, eventTypes, type Trace } from '../trace.ts';

const kinds = new Map(eventTypes.map((type, kind) => [type, kind]));
const fields = new Map(eventTypes.map((type) => [type, eventFields[type] as readonly string[]]));

/** Two lanes of 32 bits, mixed as MurmurHash3 mixes its one. */
class Hash {
  #a = 0x9747b28c;
  #b = 0x5bd1e995;
  readonly #view = new DataView(new ArrayBuffer(8));

  word(bits: number): void {
    let k = Math.imul(bits, 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    this.#a ^= k;
    this.#a = (Math.imul((this.#a << 13) | (this.#a >>> 19), 5) + 0xe6546b64) | 0;
    this.#b ^= this.#a + k;
    this.#b = (Math.imul((this.#b << 17) | (this.#b >>> 15), 9) + 0x38495ab5) | 0;
  }

  /** All 64 bits of a number; 0 and -0 differ, and every NaN is the same. */
  number(value: number): void {
    this.#view.setFloat64(0, value, true);
    this.word(this.#view.getInt32(0, true));
    this.word(this.#view.getInt32(4, true));
  }

  text(text: string): void {
    this.word(text.length);
    for (let i = 0; i < text.length; i++) this.word(text.charCodeAt(i));
  }

  hex(): string {
    return hex8(finished(this.#a)) + hex8(finished(this.#b ^ this.#a));
  }
}

function finished(h: number): number {
  let x = h;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

const hex8 = (bits: number): string => bits.toString(16).padStart(8, '0');

/** 16 hexadecimal digits over the header, every column of every event, and all text. */
export function traceHash(trace: Trace): string {
  const hash = new Hash();
  hash.text(JSON.stringify(trace.header));
  for (const event of trace) {
    hash.number(event.atUs);
    hash.word(kinds.get(event.type) as number);
    hash.word(event.function);
    hash.word(event.environment);
    hash.word(event.request);
    hash.word(event.causeSeq);
    hash.text(event.rule?.id ?? '');
    for (const field of fields.get(event.type) as readonly string[]) hash.number(event.number(field));
    if (event.detail) hash.text(JSON.stringify(event.detail));
  }
  return hash.hex();
}
