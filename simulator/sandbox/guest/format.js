/** `util.format`: text with placeholders, as `console.log` takes it. */
import {
  NativeArray,
  NativeMap,
  NativeSet,
  NativeString,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  stringIncludes,
  stringSlice,
  stringify,
} from './primordials.js';
import { inspect, number } from './inspect.js';

const json = (value) => {
  try {
    return stringify(value);
  } catch (error) {
    if (stringIncludes(`${error}`, 'circular')) return '[Circular]';
    throw error;
  }
};

/** @see https://nodejs.org/api/util.html#utilformatformat-args */
export function format(args, options) {
  const first = args[0];
  let text = '';
  let used = 0;
  if (typeof first === 'string') {
    if (args.length === 1) return first;
    let from = 0;
    for (let i = 0; i < first.length - 1; i++) {
      if (first[i] !== '%') continue;
      const kind = first[++i];
      if (kind === '%') {
        text += stringSlice(first, from, i);
        from = i + 1;
        continue;
      }
      if (used + 1 >= args.length) continue;
      const piece = placeholder(kind, args[used + 1], options);
      if (piece === undefined) continue;
      used++;
      text += stringSlice(first, from, i - 1) + piece;
      from = i + 1;
    }
    text += stringSlice(first, from);
    used++;
  }
  for (let i = used; i < args.length; i++)
    text += `${i > 0 ? ' ' : ''}${typeof args[i] === 'string' ? args[i] : inspect(args[i], options)}`;
  return text;
}

function placeholder(kind, value, options) {
  switch (kind) {
    case 's':
      if (typeof value === 'number') return number(value);
      if (typeof value === 'bigint') return `${value}n`;
      if (typeof value !== 'object' || value === null || hasOwnToString(value)) return NativeString(value);
      return inspect(value, { ...options, depth: 0, compact: 3 });
    case 'j':
      return json(value);
    case 'd':
      if (typeof value === 'bigint') return `${value}n`;
      return typeof value === 'symbol' || (typeof value === 'object' && value !== null && !hasOwnToString(value))
        ? 'NaN'
        : number(Number(value));
    case 'i':
      if (typeof value === 'bigint') return `${value}n`;
      return typeof value === 'symbol' || typeof value === 'object' ? 'NaN' : number(Number.parseInt(value, 10));
    case 'f':
      return typeof value === 'symbol' ? 'NaN' : number(Number.parseFloat(value));
    case 'o':
      return inspect(value, { ...options, showHidden: true, depth: 4 });
    case 'O':
      return inspect(value, options);
    case 'c':
      return '';
    default:
      return undefined;
  }
}

/** Whether an object says by itself how it is text; errors and dates do. */
function hasOwnToString(value) {
  if (hasOwn(value, 'toString')) return true;
  for (let object = getPrototypeOf(value); object; object = getPrototypeOf(object)) {
    const descriptor = getOwnPropertyDescriptor(object, 'toString');
    if (!descriptor) continue;
    const { constructor } = object;
    return !(
      constructor === Object ||
      constructor === NativeArray ||
      constructor === NativeMap ||
      constructor === NativeSet
    );
  }
  return false;
}
