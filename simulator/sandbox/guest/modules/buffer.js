/** `node:buffer`, from the `buffer` package, with the encodings that Node.js has beside. */
const { Buffer, kMaxLength, INSPECT_MAX_BYTES, SlowBuffer } = require('../../../../node_modules/buffer/');

const isUrlSafe = (encoding) => typeof encoding === 'string' && encoding.toLowerCase() === 'base64url';
const { toString, write } = Buffer.prototype;
const { from, byteLength, isEncoding } = Buffer;

Buffer.prototype.toString = function (encoding, start, end) {
  if (!isUrlSafe(encoding)) return toString.call(this, encoding, start, end);
  return toString.call(this, 'base64', start, end).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};
Buffer.prototype.write = function (text, ...rest) {
  return write.call(this, text, ...rest.map((value) => (isUrlSafe(value) ? 'base64' : value)));
};
Buffer.from = (value, encoding, length) => from(value, isUrlSafe(encoding) ? 'base64' : encoding, length);
Buffer.byteLength = (value, encoding) => byteLength(value, isUrlSafe(encoding) ? 'base64' : encoding);
Buffer.isEncoding = (encoding) => isUrlSafe(encoding) || isEncoding(encoding);
Buffer.copyBytesFrom = (view, offset = 0, length = view.length - offset) =>
  Buffer.from(view.slice(offset, offset + length).buffer);

module.exports = {
  Buffer,
  SlowBuffer,
  kMaxLength,
  INSPECT_MAX_BYTES,
  constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: 0x1fffffe8 },
  get atob() {
    return atob;
  },
  get btoa() {
    return btoa;
  },
};
