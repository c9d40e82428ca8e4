/** `TextEncoder` and `TextDecoder`, by way of `Buffer`. Decoders: UTF-8, UTF-16LE, Latin-1. */
const { Buffer } = require('buffer');
const { StringDecoder } = require('string_decoder');
const { nodeError } = require('internal/errors');

class TextEncoder {
  get encoding() {
    return 'utf-8';
  }
  encode(text = '') {
    const bytes = Buffer.from(`${text}`, 'utf8');
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length).slice();
  }
  encodeInto(text, into) {
    let read = 0;
    let written = 0;
    for (const character of `${text}`) {
      const bytes = Buffer.from(character, 'utf8');
      if (written + bytes.length > into.length) break;
      into.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}

const names = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16': 'utf-16le',
  ucs2: 'utf-16le',
  latin1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  ascii: 'windows-1252',
  'windows-1252': 'windows-1252',
};
const encodings = { 'utf-8': 'utf8', 'utf-16le': 'utf16le', 'windows-1252': 'latin1' };

class TextDecoder {
  #decoder;
  constructor(label = 'utf-8', options = {}) {
    this.encoding = names[`${label}`.trim().toLowerCase()];
    if (!this.encoding)
      throw nodeError('ERR_ENCODING_NOT_SUPPORTED', `The "${label}" encoding is not supported`, RangeError);
    this.fatal = !!options.fatal;
    this.ignoreBOM = !!options.ignoreBOM;
  }
  decode(input = new Uint8Array(0), options = {}) {
    const bytes = ArrayBuffer.isView(input)
      ? Buffer.from(input.buffer, input.byteOffset, input.byteLength)
      : Buffer.from(input);
    this.#decoder ??= new StringDecoder(encodings[this.encoding]);
    let text = this.#decoder.write(bytes);
    if (!options.stream) {
      text += this.#decoder.end();
      this.#decoder = undefined;
    }
    if (this.fatal && text.includes('\ufffd') && !Buffer.from(text).equals(bytes))
      throw nodeError(
        'ERR_ENCODING_INVALID_ENCODED_DATA',
        `The encoded data was not valid for encoding ${this.encoding}`,
        TypeError,
      );
    return !this.ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
}

module.exports = { TextEncoder, TextDecoder };
