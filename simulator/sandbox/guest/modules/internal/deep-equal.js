/** Deep equality as `assert` and `util.isDeepStrictEqual` have it. */
function isDeepEqual(a, b, isStrict, seen = new Map()) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    // eslint-disable-next-line eqeqeq
    return !isStrict && typeof a !== 'object' && typeof b !== 'object' && a == b;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  if (isStrict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b)) return false;
  const same = (x, y) => isDeepEqual(x, y, isStrict, seen);
  if (a instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof RegExp) return String(a) === String(b) && a.lastIndex === b.lastIndex;
  if (a instanceof Number || a instanceof String || a instanceof Boolean) return Object.is(a.valueOf(), b.valueOf());
  if (a instanceof Error && (a.message !== b.message || a.name !== b.name)) return false;
  if (a instanceof ArrayBuffer) return same(new Uint8Array(a), new Uint8Array(b));
  if (ArrayBuffer.isView(a) && !(a instanceof DataView))
    return a.length === b.length && a.every((value, i) => Object.is(value, b[i]) || (!isStrict && value === b[i]));
  if (a instanceof Map) {
    if (a.size !== b.size) return false;
    for (const [key, value] of a) {
      const match = b.has(key) ? key : [...b.keys()].find((other) => typeof key === 'object' && same(key, other));
      if (!b.has(match) || !same(value, b.get(match))) return false;
    }
    return true;
  }
  if (a instanceof Set) {
    if (a.size !== b.size) return false;
    for (const value of a)
      if (!b.has(value) && ![...b].some((other) => typeof value === 'object' && same(value, other))) return false;
    return true;
  }
  const keys = (value) =>
    Reflect.ownKeys(value).filter(
      (key) => Object.prototype.propertyIsEnumerable.call(value, key) && (isStrict || typeof key === 'string'),
    );
  const keysOfA = keys(a);
  return keysOfA.length === keys(b).length && keysOfA.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}
module.exports = { isDeepEqual };
