/**
 * The language's own functions, taken before any of the learner's code runs. What the runtime does
 * must not change because a handler overrides `JSON.stringify` or `Array.prototype.push`.
 */
const { call } = Function.prototype;

/** A method as a function that takes its object first. */
export const uncurry = call.bind.bind(call);

export const {
  apply,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  has,
  ownKeys,
  setPrototypeOf,
} = Reflect;
export const { stringify, parse } = JSON;
export const { assign, create, freeze, keys, is, entries } = Object;
export const { isArray } = Array;
export const { now: dateNow } = Date;
export const { floor, max, min, round, sqrt } = Math;
export const NativeArray = Array;
export const NativeDate = Date;
export const NativeError = Error;
export const NativeMap = Map;
export const NativePromise = Promise;
export const NativeSet = Set;
export const NativeString = String;
export const NativeSyntaxError = SyntaxError;

export const errorToString = uncurry(Error.prototype.toString);
export const functionToString = uncurry(Function.prototype.toString);
export const hasOwn = uncurry(Object.prototype.hasOwnProperty);
export const isEnumerable = uncurry(Object.prototype.propertyIsEnumerable);
export const join = uncurry(Array.prototype.join);
export const mapDelete = uncurry(Map.prototype.delete);
export const mapForEach = uncurry(Map.prototype.forEach);
export const mapSet = uncurry(Map.prototype.set);
export const mapSize = uncurry(getOwnPropertyDescriptor(Map.prototype, 'size').get);
export const padEnd = uncurry(String.prototype.padEnd);
export const padStart = uncurry(String.prototype.padStart);
export const promiseThen = uncurry(Promise.prototype.then);
export const regexpExec = uncurry(RegExp.prototype.exec);
export const setSize = uncurry(getOwnPropertyDescriptor(Set.prototype, 'size').get);
export const stringIncludes = uncurry(String.prototype.includes);
export const stringIndexOf = uncurry(String.prototype.indexOf);
export const stringLastIndexOf = uncurry(String.prototype.lastIndexOf);
export const stringReplaceAll = uncurry(String.prototype.replaceAll);
export const stringSlice = uncurry(String.prototype.slice);
export const stringSplit = uncurry(String.prototype.split);
export const stringStartsWith = uncurry(String.prototype.startsWith);
export const tagOf = uncurry(Object.prototype.toString);
export const toIsoString = uncurry(Date.prototype.toISOString);

/** A list that setters on `Array.prototype` cannot see. */
export class Queue {
  #first = undefined;
  #last = undefined;

  get isEmpty() {
    return this.#first === undefined;
  }

  push(value) {
    const node = { value, next: undefined };
    if (this.#last) this.#last.next = node;
    else this.#first = node;
    this.#last = node;
  }

  shift() {
    const { value, next } = this.#first;
    this.#first = next;
    if (!next) this.#last = undefined;
    return value;
  }
}
freeze(Queue.prototype);
