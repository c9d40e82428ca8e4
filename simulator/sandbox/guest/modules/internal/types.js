/** `util.types`: what a value is, whatever its prototype says. */
const tag = (name) => (value) => Object.prototype.toString.call(value) === `[object ${name}]`;
const typedName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const typed = (name) => (value) => ArrayBuffer.isView(value) && typedName.call(value) === name;
const has = (getter) => (value) => {
  try {
    getter.call(value);
    return true;
  } catch {
    return false;
  }
};
const sizeOf = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;

module.exports = {
  isAnyArrayBuffer: (value) => value instanceof ArrayBuffer || value instanceof SharedArrayBuffer,
  isArrayBuffer: (value) => value instanceof ArrayBuffer,
  isArrayBufferView: ArrayBuffer.isView,
  isArgumentsObject: tag('Arguments'),
  isAsyncFunction: tag('AsyncFunction'),
  isGeneratorFunction: (value) =>
    /Generator/.test(Object.prototype.toString.call(value)) && typeof value === 'function',
  isGeneratorObject: tag('Generator'),
  isBoxedPrimitive: (value) => typeof value === 'object' && value !== null && typeof value.valueOf() !== 'object',
  isDataView: (value) => value instanceof DataView,
  isDate: (value) => value instanceof Date,
  isMap: has(sizeOf(Map.prototype, 'size')),
  isSet: has(sizeOf(Set.prototype, 'size')),
  isWeakMap: (value) => value instanceof WeakMap,
  isWeakSet: (value) => value instanceof WeakSet,
  isNativeError: (value) => tag('Error')(value),
  isPromise: (value) => value instanceof Promise,
  isProxy: () => false,
  isRegExp: (value) => value instanceof RegExp,
  isSharedArrayBuffer: (value) => value instanceof SharedArrayBuffer,
  isTypedArray: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isUint8Array: typed('Uint8Array'),
  isUint16Array: typed('Uint16Array'),
  isUint32Array: typed('Uint32Array'),
  isInt8Array: typed('Int8Array'),
  isInt16Array: typed('Int16Array'),
  isInt32Array: typed('Int32Array'),
  isFloat32Array: typed('Float32Array'),
  isFloat64Array: typed('Float64Array'),
  isStringObject: (value) => value instanceof String,
  isNumberObject: (value) => value instanceof Number,
  isBooleanObject: (value) => value instanceof Boolean,
};
