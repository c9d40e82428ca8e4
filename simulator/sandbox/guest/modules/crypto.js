/** `node:crypto`: random values, hashes, HMACs. Left out: ciphers, keys, signatures, certificates. */
const { Buffer } = require('buffer');
const { nodeError } = require('internal/errors');
const { random, digest } = require('internal/host');

const algorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

function bytesOf(data, encoding) {
  if (typeof data === 'string') return Buffer.from(data, encoding);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  throw nodeError(
    'ERR_INVALID_ARG_TYPE',
    `The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${data === null ? 'null' : typeof data}`,
    TypeError,
  );
}

const alone = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);

class Hash {
  #name;
  #key;
  #parts = [];
  #isDone = false;
  constructor(name, key) {
    this.#name = `${name}`.toLowerCase().replace(/^(rsa-)?sha-?(?=\d)/, 'sha');
    if (!algorithms.includes(this.#name))
      throw key === undefined
        ? nodeError('ERR_OSSL_EVP_UNSUPPORTED', 'Digest method not supported')
        : nodeError('ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`);
    this.#key = key;
  }
  update(data, encoding) {
    if (this.#isDone) throw nodeError('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    this.#parts.push(Buffer.from(bytesOf(data, encoding)));
    return this;
  }
  digest(encoding) {
    if (this.#isDone) throw nodeError('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    this.#isDone = true;
    const message = alone(Buffer.concat(this.#parts));
    const result = Buffer.from(
      this.#key === undefined ? digest(this.#name, message) : digest(this.#name, message, alone(this.#key)),
    );
    return encoding && encoding !== 'buffer' ? result.toString(encoding) : result;
  }
  copy() {
    const copy = new Hash(this.#name, this.#key);
    for (const part of this.#parts) copy.update(part);
    return copy;
  }
}

function randomBytes(size, callback) {
  const chunks = [];
  for (let left = size; left > 0; left -= 65536) chunks.push(Buffer.from(random(Math.min(left, 65536))));
  const bytes = Buffer.concat(chunks);
  if (typeof callback !== 'function') return bytes;
  setImmediate(callback, null, bytes);
}

function getRandomValues(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (bytes.length > 65536)
    throw new DOMException(
      `The ArrayBufferView's byte length (${bytes.length}) exceeds the number of bytes of entropy available via this API (65536)`,
      'QuotaExceededError',
    );
  bytes.set(new Uint8Array(random(bytes.length)));
  return view;
}

function randomUUID() {
  const bytes = new Uint8Array(random(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function randomInt(low, high, callback) {
  if (typeof high !== 'number') [low, high, callback] = [0, low, high];
  const [a, b] = new Uint32Array(random(8));
  const value = low + Math.floor(((a * 0x200000 + (b >>> 11)) / 0x20000000000000) * (high - low));
  if (typeof callback !== 'function') return value;
  setImmediate(callback, null, value);
}

function timingSafeEqual(a, b) {
  if (a.byteLength !== b.byteLength)
    throw nodeError('ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length', RangeError);
  return bytesOf(a).equals(bytesOf(b));
}

const subtle = {
  async digest(algorithm, data) {
    return alone(new Hash(typeof algorithm === 'string' ? algorithm : algorithm.name).update(data).digest());
  },
};

module.exports = {
  randomBytes,
  randomUUID,
  randomInt,
  randomFillSync: (view) => getRandomValues(view),
  getRandomValues,
  timingSafeEqual,
  createHash: (name) => new Hash(name),
  createHmac: (name, key) => new Hash(name, Buffer.from(bytesOf(key))),
  hash: (name, data, encoding = 'hex') => new Hash(name).update(data).digest(encoding),
  getHashes: () => [...algorithms],
  Hash,
  Hmac: Hash,
  subtle,
  webcrypto: { subtle, getRandomValues, randomUUID },
  constants: {},
};
