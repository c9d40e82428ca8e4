/** How `util.inspect` prints what is no object. */
import { is, join, padStart, stringIncludes, stringSlice, stringSplit, uncurry } from './primordials.js';

export const symbolToString = uncurry(Symbol.prototype.toString);
const bigintToString = uncurry(BigInt.prototype.toString);

const escapes = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\' };

export function quoted(text) {
  let quote = "'";
  if (stringIncludes(text, "'")) {
    if (!stringIncludes(text, '"')) quote = '"';
    else if (!stringIncludes(text, '`') && !stringIncludes(text, '${')) quote = '`';
  }
  let result = quote;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    const code = text.charCodeAt(i);
    if (escapes[c]) result += escapes[c];
    else if (c === quote) result += `\\${c}`;
    else if (code < 32 || code === 127) result += `\\x${padStart(code.toString(16).toUpperCase(), 2, '0')}`;
    else result += c;
  }
  return result + quote;
}

export const number = (value) => (is(value, -0) ? '-0' : `${value}`);

export function primitive(value, context, indentation) {
  switch (typeof value) {
    case 'string': {
      let text = value;
      let trailer = '';
      if (text.length > context.maxStringLength) {
        const left = text.length - context.maxStringLength;
        text = stringSlice(text, 0, context.maxStringLength);
        trailer = `... ${left} more character${left > 1 ? 's' : ''}`;
      }
      // A long text in an object is broken at its own line ends.
      if (context.compact !== true && text.length > 16 && text.length > context.breakLength - indentation - 4) {
        const lines = stringSplit(text, '\n');
        if (lines.length > 1) {
          const parts = [];
          for (let i = 0; i < lines.length; i++) parts[i] = quoted(i < lines.length - 1 ? `${lines[i]}\n` : lines[i]);
          if (lines[lines.length - 1] === '') parts.length--;
          return join(parts, ` +\n${' '.repeat(indentation + 2)}`) + trailer;
        }
      }
      return quoted(text) + trailer;
    }
    case 'number':
      return number(value);
    case 'bigint':
      return `${bigintToString(value)}n`;
    case 'symbol':
      return symbolToString(value);
    default:
      return `${value}`;
  }
}
