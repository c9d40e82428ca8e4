/**
 * `util.inspect` as far as handlers see it: what Node.js prints for a value, with its line breaks.
 * Left out: colours, getters' values, typed options beyond depth, breakLength, compact, sorted,
 * showHidden, maxArrayLength and maxStringLength.
 */
import {
  NativeDate,
  NativePromise,
  NativeString,
  assign,
  create,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isArray,
  isEnumerable,
  mapForEach,
  mapSize,
  max,
  min,
  ownKeys,
  padStart,
  regexpExec,
  setSize,
  stringIncludes,
  stringReplaceAll,
  stringSlice,
  tagOf,
  toIsoString,
  uncurry,
} from './primordials.js';
import { reduce } from './inspect-lines.js';
import { constructorName, errorText, functionBase, includes, prefix } from './inspect-names.js';
import { number, primitive, quoted, symbolToString } from './inspect-primitive.js';

export { number } from './inspect-primitive.js';

export const customInspect = Symbol.for('nodejs.util.inspect.custom');

const setForEach = uncurry(Set.prototype.forEach);
const regexpToString = uncurry(RegExp.prototype.toString);
const typedTag = uncurry(getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get);
const typedLength = uncurry(getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), 'length').get);
const bufferLength = uncurry(getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get);

const defaults = {
  depth: 2,
  breakLength: 80,
  compact: 3,
  sorted: false,
  showHidden: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  getters: false,
  customInspect: true,
  colors: false,
  numericSeparator: false,
};

function keysOf(value, context) {
  const result = [];
  const all = ownKeys(value);
  for (let i = 0; i < all.length; i++) {
    const key = all[i];
    if (key === '$tack') continue;
    if (context.showHidden || isEnumerable(value, key)) result[result.length] = key;
  }
  return result;
}

const isIndex = (key) => typeof key === 'string' && regexpExec(/^(0|[1-9]\d*)$/, key) !== null && +key < 4294967295;

function indexOf(list, wanted) {
  for (let i = 0; i < list.length; i++) if (list[i] === wanted) return i;
  return -1;
}

const identifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

const hidden = ['name', 'message', 'stack'];

function formatValue(context, value, depth, isTyped) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
    return primitive(value, context, context.indentation);
  if (context.customInspect) {
    const custom = value[customInspect];
    if (
      typeof custom === 'function' &&
      custom !== inspect &&
      !(value.constructor && value.constructor.prototype === value)
    ) {
      const left = context.depth === null ? null : context.depth - depth;
      const result = custom.call(value, left, assign({}, context.options, { depth: left }), inspect);
      if (result !== value) {
        if (typeof result !== 'object') return `${result}`;
        return stringReplaceAll(formatValue(context, result, depth), '\n', `\n${' '.repeat(context.indentation)}`);
      }
    }
  }
  const seen = indexOf(context.seen, value);
  if (seen !== -1) {
    let at = indexOf(context.circular, value);
    if (at === -1) context.circular[(at = context.circular.length)] = value;
    return `[Circular *${at + 1}]`;
  }
  return formatObject(context, value, depth, isTyped);
}

function formatObject(context, value, depth) {
  const name = constructorName(value);
  let tag = '';
  try {
    // A tag among the properties that are shown is not said twice.
    const isShown = hasOwn(value, Symbol.toStringTag) && isEnumerable(value, Symbol.toStringTag);
    const given = isShown ? '' : value[Symbol.toStringTag];
    if (typeof given === 'string') tag = given;
  } catch {
    // A tag that cannot be read is none.
  }
  let keys = keysOf(value, context);
  let base = '';
  let braces = ['{', '}'];
  let isList = false;
  let formatter = () => [];
  const typed = ArrayBuffer.isView(value) ? typedTag(value) : undefined;
  if (isArray(value)) {
    keys = without(keys, isIndex);
    braces = [name === 'Array' && tag === '' ? '[' : `${prefix(name, tag, 'Array', `(${value.length})`)}[`, ']'];
    if (value.length === 0 && keys.length === 0) return `${braces[0]}]`;
    isList = true;
    formatter = formatArray;
  } else if (isSet(value)) {
    const size = setSize(value);
    braces = [`${prefix(name, tag, 'Set', `(${size})`)}{`, '}'];
    if (size === 0 && keys.length === 0) return `${braces[0]}}`;
    formatter = formatSet;
  } else if (isMap(value)) {
    const size = mapSize(value);
    braces = [`${prefix(name, tag, 'Map', `(${size})`)}{`, '}'];
    if (size === 0 && keys.length === 0) return `${braces[0]}}`;
    formatter = formatMap;
  } else if (typed) {
    keys = without(keys, isIndex);
    const size = typedLength(value);
    braces = [`${prefix(name, tag, typed, `(${size})`)}[`, ']'];
    if (size === 0 && keys.length === 0) return `${braces[0]}]`;
    isList = true;
    formatter = formatTyped;
  } else if (typeof value === 'function') {
    base = functionBase(value, name, tag);
    if (keys.length === 0) return base;
  } else if (tagOf(value) === '[object Arguments]') {
    braces[0] = '[Arguments] {';
  } else if (value instanceof RegExp) {
    base = regexpToString(value);
    if (keys.length === 0) return base;
  } else if (value instanceof NativeDate) {
    base = Number.isNaN(+value) ? 'Invalid Date' : toIsoString(value);
    if (keys.length === 0) return base;
  } else if (tagOf(value) === '[object Error]') {
    const shown = without(keys, (key) => includes(hidden, key) && stringIncludes(`${value.stack}`, `${value[key]}`));
    keys = shown;
    base = errorText(value, context, keys);
    if (keys.length === 0) return base;
  } else if (value instanceof ArrayBuffer) {
    braces[0] = `${prefix(name, tag, 'ArrayBuffer')}{`;
    formatter = formatBuffer;
  } else if (value instanceof DataView) {
    braces[0] = `${prefix(name, tag, 'DataView')}{`;
    keys = ['byteLength', 'byteOffset', 'buffer', ...keys];
  } else if (value instanceof NativePromise) {
    braces[0] = `${prefix(name, tag, 'Promise')}{`;
    formatter = () => ['<pending>'];
  } else if (value instanceof WeakSet || value instanceof WeakMap) {
    braces[0] = `${prefix(name, tag, name)}{`;
    formatter = () => ['<items unknown>'];
  } else if (
    value instanceof Number ||
    value instanceof NativeString ||
    value instanceof Boolean ||
    value instanceof BigInt
  ) {
    const type =
      value instanceof Number
        ? 'Number'
        : value instanceof Boolean
          ? 'Boolean'
          : value instanceof BigInt
            ? 'BigInt'
            : 'String';
    if (type === 'String') keys = without(keys, isIndex);
    base = `[${type}${name === type ? '' : ` (${name})`}: ${primitive(value.valueOf(), { ...context, compact: true }, 0)}]`;
    if (keys.length === 0) return base;
  } else {
    const kind = tagOf(value);
    if (kind === '[object Map Iterator]' || kind === '[object Set Iterator]' || kind === '[object Generator]')
      braces[0] = `Object [${stringSlice(kind, 8, -1)}] {`;
    else if (name !== 'Object' || tag !== '') braces[0] = `${prefix(name, tag, 'Object')}{`;
    if (keys.length === 0) return `${braces[0]}}`;
  }
  if (depth > context.depth && context.depth !== null) {
    const label = stringSlice(prefix(name, tag, isList ? 'Array' : 'Object'), 0, -1);
    return `[${name === null ? label : label}]`;
  }
  context.seen[context.seen.length] = value;
  context.currentDepth = depth;
  const output = formatter(context, value, depth);
  for (let i = 0; i < keys.length; i++) output[output.length] = formatProperty(context, value, depth, keys[i], isList);
  context.seen.length--;
  const at = indexOf(context.circular, value);
  if (at !== -1) {
    const reference = `<ref *${at + 1}>`;
    if (context.compact === true) base = base === '' ? reference : `${reference} ${base}`;
    else if (base === '') braces[0] = `${reference} ${braces[0]}`;
    else base = `${reference} ${base}`;
  }
  if (context.sorted) output.sort();
  return reduce(context, output, base, braces, isList, depth, value);
}

function without(list, drop) {
  const result = [];
  for (let i = 0; i < list.length; i++) if (!drop(list[i])) result[result.length] = list[i];
  return result;
}

function isSet(value) {
  try {
    setSize(value);
    return true;
  } catch {
    return false;
  }
}

function isMap(value) {
  try {
    mapSize(value);
    return true;
  } catch {
    return false;
  }
}

const more = (left) => `... ${left} more item${left > 1 ? 's' : ''}`;

function formatArray(context, value, depth) {
  const output = [];
  const length = value.length;
  const shown = min(max(0, context.maxArrayLength ?? Infinity), length);
  let i = 0;
  for (; i < length && output.length < shown; i++) {
    if (hasOwn(value, i)) {
      output[output.length] = formatProperty(context, value, depth, i, true, true);
      continue;
    }
    let holes = 0;
    while (i < length && !hasOwn(value, i)) {
      holes++;
      i++;
    }
    i--;
    output[output.length] = `<${holes} empty item${holes > 1 ? 's' : ''}>`;
  }
  if (i < length) output[output.length] = more(length - i);
  return output;
}

function formatTyped(context, value) {
  const output = [];
  const length = typedLength(value);
  const shown = min(max(0, context.maxArrayLength ?? Infinity), length);
  for (let i = 0; i < shown; i++) output[i] = typeof value[i] === 'bigint' ? `${value[i]}n` : number(value[i]);
  if (length > shown) output[shown] = more(length - shown);
  return output;
}

function formatSet(context, value, depth) {
  const output = [];
  context.indentation += 2;
  setForEach(value, (entry) => {
    if (output.length < (context.maxArrayLength ?? Infinity))
      output[output.length] = formatValue(context, entry, depth + 1);
  });
  if (setSize(value) > output.length) output[output.length] = more(setSize(value) - output.length);
  context.indentation -= 2;
  return output;
}

function formatMap(context, value, depth) {
  const output = [];
  context.indentation += 2;
  mapForEach(value, (entry, key) => {
    if (output.length < (context.maxArrayLength ?? Infinity))
      output[output.length] = `${formatValue(context, key, depth + 1)} => ${formatValue(context, entry, depth + 1)}`;
  });
  if (mapSize(value) > output.length) output[output.length] = more(mapSize(value) - output.length);
  context.indentation -= 2;
  return output;
}

function formatBuffer(_context, value) {
  const bytes = new Uint8Array(value);
  let text = '';
  for (let i = 0; i < bytes.length && i < 50; i++) text += `${i ? ' ' : ''}${padStart(bytes[i].toString(16), 2, '0')}`;
  if (bytes.length > 50) text += ` ... ${bytes.length - 50} more byte${bytes.length > 51 ? 's' : ''}`;
  return [`[Uint8Contents]: <${text}>`, `[byteLength]: ${bufferLength(value)}`];
}

function formatProperty(context, value, depth, key, isList, isElement = false) {
  const descriptor = getOwnPropertyDescriptor(value, key) ?? { value: value[key], enumerable: true };
  let text;
  if (descriptor.get !== undefined || descriptor.set !== undefined)
    text = descriptor.get === undefined ? '[Setter]' : descriptor.set === undefined ? '[Getter]' : '[Getter/Setter]';
  else {
    const step = context.compact !== true || !isElement ? 2 : 3;
    context.indentation += step;
    text = formatValue(context, descriptor.value, depth + 1);
    if (step === 3 && context.breakLength < text.length) text = `\n${' '.repeat(context.indentation)}${text}`;
    context.indentation -= step;
  }
  if (isElement) return text;
  let name;
  if (typeof key === 'symbol') name = symbolToString(key);
  else if (key === '__proto__') name = "['__proto__']";
  else if (regexpExec(identifier, key) !== null) name = `${key}`;
  else name = quoted(`${key}`);
  if (descriptor.enumerable === false) name = `[${typeof key === 'symbol' ? name : key}]`;
  return `${name}: ${text}`;
}

/** @see https://nodejs.org/api/util.html#utilinspectobject-options */
export function inspect(value, options, legacyDepth) {
  const given = typeof options === 'object' && options !== null ? options : {};
  const context = assign(create(null), defaults, given, {
    options: given,
    seen: [],
    circular: [],
    indentation: given.indentation ?? 0,
    currentDepth: 0,
  });
  if (legacyDepth !== undefined) context.depth = legacyDepth;
  if (context.depth === Infinity) context.depth = null;
  if (context.maxArrayLength === null) context.maxArrayLength = Infinity;
  if (context.maxStringLength === null) context.maxStringLength = Infinity;
  return formatValue(context, value, 0);
}
inspect.custom = customInspect;
inspect.defaultOptions = defaults;
