/** What `util.inspect` calls an object: its class, its tag, its kind; and how it prints errors. */
import {
  NativeError,
  functionToString,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isArray,
  regexpExec,
  stringIncludes,
  stringIndexOf,
  stringReplaceAll,
  stringSlice,
  stringSplit,
  stringStartsWith,
} from './primordials.js';

/** Name of the class of an object, by the nearest prototype that has a constructor; null for none. */
export function constructorName(value) {
  for (let object = value; object; object = getPrototypeOf(object)) {
    const descriptor = getOwnPropertyDescriptor(object, 'constructor');
    if (
      descriptor &&
      typeof descriptor.value === 'function' &&
      descriptor.value.name !== '' &&
      isInstance(value, descriptor.value)
    )
      return `${descriptor.value.name}`;
  }
  return null;
}

function isInstance(value, constructor) {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}

export function prefix(name, tag, fallback, size = '') {
  if (name === null) return `[${fallback}${size}: null prototype] ${tag !== '' && fallback !== tag ? `[${tag}] ` : ''}`;
  return `${name}${size} ${tag !== '' && name !== tag ? `[${tag}] ` : ''}`;
}

export function includes(list, wanted) {
  for (let i = 0; i < list.length; i++) if (list[i] === wanted) return true;
  return false;
}

export function functionBase(value, name, tag) {
  const source = functionToString(value);
  if (stringStartsWith(source, 'class') && source[source.length - 1] === '}') {
    let base = `[class ${hasOwn(value, 'name') && value.name ? value.name : '(anonymous)'}`;
    if (name !== 'Function' && name !== null) base += ` [${name}]`;
    const parent = getPrototypeOf(value);
    if (parent && parent.name) base += ` extends ${parent.name}`;
    else if (parent === null) base += ' extends [null prototype]';
    return `${base}]`;
  }
  const kind = regexpExec(/^(Async)?(Generator)?Function$/, `${tag}`);
  const type = kind ? `${kind[1] ?? ''}${kind[2] ?? ''}Function` : 'Function';
  let base = `[${type}`;
  if (name === null) base += ' (null prototype)';
  base += value.name === '' || value.name === undefined ? ' (anonymous)' : `: ${value.name}`;
  base += ']';
  if (name !== type && name !== null) base += ` ${name}`;
  return base;
}

export function errorText(error, context, keys) {
  let text;
  try {
    text =
      typeof error.stack === 'string' && error.stack !== ''
        ? error.stack
        : `[${NativeError.prototype.toString.call(error)}]`;
  } catch {
    text = '[object Error]';
  }
  try {
    // The name may have been set after the stack was made.
    const name = hasOwn(error, 'name') ? error.name : constructorName(error);
    const first = stringSplit(text, '\n')[0];
    if (typeof name === 'string' && name !== '' && !stringIncludes(first, name)) {
      const head =
        regexpExec(/^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/, text) ?? regexpExec(/^([a-z_A-Z0-9-]*Error)$/, text);
      const old = (head && head[1]) || '';
      if (old !== '' && stringIncludes(name, old)) text = name + stringSlice(text, old.length);
      else if (old !== '') text = `${name} [${old}]${stringSlice(text, old.length)}`;
    }
  } catch {
    // A name that cannot be read changes nothing.
  }
  if (hasOwn(error, 'cause') && !includes(keys, 'cause')) keys[keys.length] = 'cause';
  if (isArray(error.errors) && hasOwn(error, 'errors') && !includes(keys, 'errors')) keys[keys.length] = 'errors';
  const at = stringIndexOf(text, '\n    at');
  if (at === -1) text = text[0] === '[' ? text : `[${text}]`;
  if (context.indentation > 0) text = stringReplaceAll(text, '\n', `\n${' '.repeat(context.indentation)}`);
  return text;
}
