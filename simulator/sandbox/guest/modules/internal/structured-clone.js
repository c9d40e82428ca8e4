/** `structuredClone`. Left out: transferring, which copies here. */
const failure = (value) =>
  new DOMException(`${typeof value === 'symbol' ? String(value) : value} could not be cloned.`, 'DataCloneError');

function clone(value, seen) {
  if (typeof value === 'function' || typeof value === 'symbol') throw failure(value);
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const keep = (copy) => {
    seen.set(value, copy);
    return copy;
  };
  const fill = (copy, keys = Object.keys(value)) => {
    for (const key of keys) copy[key] = clone(value[key], seen);
    return copy;
  };
  if (Array.isArray(value)) return fill(keep(new Array(value.length)));
  if (value instanceof Date) return keep(new Date(value.getTime()));
  if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
  if (value instanceof Boolean || value instanceof Number || value instanceof String)
    return keep(Object(value.valueOf()));
  if (value instanceof ArrayBuffer) return keep(value.slice(0));
  if (value instanceof DataView)
    return keep(new DataView(clone(value.buffer, seen), value.byteOffset, value.byteLength));
  if (ArrayBuffer.isView(value)) {
    const Type = value instanceof Uint8Array ? Uint8Array : value.constructor;
    return keep(new Type(clone(value.buffer, seen), value.byteOffset, value.length));
  }
  if (value instanceof Map) {
    const copy = keep(new Map());
    for (const [key, entry] of value) copy.set(clone(key, seen), clone(entry, seen));
    return copy;
  }
  if (value instanceof Set) {
    const copy = keep(new Set());
    for (const entry of value) copy.add(clone(entry, seen));
    return copy;
  }
  if (value instanceof Error) {
    const Type = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }[value.name] ?? Error;
    const copy = keep(Object.create(Type.prototype));
    for (const key of ['message', 'stack', 'cause'])
      if (key === 'stack' || Object.hasOwn(value, key))
        Object.defineProperty(copy, key, {
          value: clone(value[key], seen),
          writable: true,
          configurable: true,
          enumerable: false,
        });
    return copy;
  }
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef)
    throw failure(`#<${value.constructor.name}>`);
  return fill(keep({}));
}

module.exports.structuredClone = (...args) => {
  if (args.length === 0) throw new TypeError("The 'value' argument must be specified");
  return clone(args[0], new Map());
};
