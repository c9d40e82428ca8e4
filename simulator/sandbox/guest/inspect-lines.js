/** How `util.inspect` lays out the entries of an object: on one line, in columns, or a line each. */
import { floor, join, max, min, padEnd, padStart, round, sqrt, stringIncludes } from './primordials.js';

/** Many short entries of a list go into columns. */
function group(context, output, value) {
  let total = 0;
  let longest = 0;
  let i = 0;
  let count = output.length;
  // The entry that counts the rest stays out of the columns.
  const hasRest = context.maxArrayLength < output.length;
  if (hasRest) count--;
  const lengths = [];
  for (; i < count; i++) {
    const length = output[i].length;
    lengths[i] = length;
    total += length + 2;
    if (longest < length) longest = length;
  }
  const width = longest + 2;
  if (width * 3 + context.indentation < context.breakLength && (total / width > 5 || longest <= 6)) {
    const biased = max(width - 3 - sqrt(width - total / output.length), 1);
    const columns = min(
      round(sqrt(2.5 * biased * count) / biased),
      floor((context.breakLength - context.indentation) / width),
      context.compact * 4,
      15,
    );
    if (columns <= 1) return output;
    const result = [];
    const widths = [];
    for (let c = 0; c < columns; c++) {
      let widest = 0;
      for (let k = c; k < output.length; k += columns) if (lengths[k] > widest) widest = lengths[k];
      widths[c] = widest + 2;
    }
    let pad = padStart;
    if (value !== undefined)
      for (let k = 0; k < output.length; k++)
        if (typeof value[k] !== 'number' && typeof value[k] !== 'bigint') {
          pad = padEnd;
          break;
        }
    for (let k = 0; k < count; k += columns) {
      const end = min(k + columns, count);
      let text = '';
      let j = k;
      for (; j < end - 1; j++) text += pad(`${output[j]}, `, widths[j - k], ' ');
      if (pad === padStart) text += padStart(output[j], widths[j - k] - 2, ' ');
      else text += output[j];
      result[result.length] = text;
    }
    if (hasRest) result[result.length] = output[count];
    return result;
  }
  return output;
}

/** One line if it is short and flat enough, else a line for each entry. */
export function reduce(context, output, base, braces, isList, depth, value) {
  if (context.compact !== true) {
    if (typeof context.compact === 'number' && context.compact >= 1) {
      const entries = output.length;
      if (isList && entries > 6) output = group(context, output, value);
      if (context.currentDepth - depth < context.compact && entries === output.length) {
        const start = output.length + context.indentation + braces[0].length + base.length + 10;
        let length = output.length + start;
        let fits = length + output.length <= context.breakLength;
        for (let i = 0; i < output.length && fits; i++) fits = (length += output[i].length) <= context.breakLength;
        if (fits && (base === '' || !stringIncludes(base, '\n'))) {
          const joined = join(output, ', ');
          if (!stringIncludes(joined, '\n')) return `${base ? `${base} ` : ''}${braces[0]} ${joined} ${braces[1]}`;
        }
      }
    }
    const indentation = `\n${' '.repeat(context.indentation)}`;
    return `${base ? `${base} ` : ''}${braces[0]}${indentation}  ${join(output, `,${indentation}  `)}${indentation}${braces[1]}`;
  }
  return `${base ? `${base} ` : ''}${braces[0]} ${join(output, ', ')} ${braces[1]}`;
}
