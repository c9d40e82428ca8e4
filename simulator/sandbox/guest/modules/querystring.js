/** `node:querystring`. */
const escape = (text) => encodeURIComponent(text);
const unescape = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
const primitive = (value) =>
  typeof value === 'string' ||
  (typeof value === 'number' && isFinite(value)) ||
  typeof value === 'bigint' ||
  typeof value === 'boolean'
    ? `${value}`
    : '';

function stringify(object, separator = '&', equals = '=', options) {
  const encode = options?.encodeURIComponent ?? module.exports.escape;
  if (object === null || typeof object !== 'object') return '';
  return Object.keys(object)
    .flatMap((key) =>
      (Array.isArray(object[key]) ? object[key] : [object[key]]).map(
        (value) => `${encode(key)}${equals}${encode(primitive(value))}`,
      ),
    )
    .join(separator);
}

function parse(text, separator = '&', equals = '=', options) {
  const result = Object.create(null);
  if (typeof text !== 'string' || text === '') return result;
  const decode = options?.decodeURIComponent ?? module.exports.unescape;
  for (const part of text.split(separator).slice(0, options?.maxKeys > 0 ? options.maxKeys : 1000)) {
    if (part === '') continue;
    const at = part.indexOf(equals);
    const [key, value] = (at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + equals.length)]).map((piece) =>
      decode(piece.replaceAll('+', ' ')),
    );
    result[key] = key in result ? [].concat(result[key], value) : value;
  }
  return result;
}

module.exports = { escape, unescape, stringify, parse, encode: stringify, decode: parse };
