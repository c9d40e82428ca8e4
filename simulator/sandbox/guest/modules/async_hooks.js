/** `node:async_hooks`: the context that is carried along. See context.js for how far it reaches. */
const { currentContext, setContext } = require('internal/context');

class AsyncLocalStorage {
  #fallback;
  constructor(options) {
    this.#fallback = options?.defaultValue;
  }
  getStore() {
    const context = currentContext();
    return context?.has(this) ? context.get(this) : this.#fallback;
  }
  #with(store) {
    return new Map(currentContext()).set(this, store);
  }
  enterWith(store) {
    setContext(this.#with(store));
  }
  run(store, callback, ...args) {
    const previous = setContext(this.#with(store));
    let result;
    try {
      result = callback(...args);
    } catch (error) {
      setContext(previous);
      throw error;
    }
    // What awaits inside goes on with the store until the promise is settled.
    if (typeof result?.then === 'function') {
      const back = () => void setContext(previous);
      Promise.prototype.then.call(Promise.resolve(result), back, back);
    } else setContext(previous);
    return result;
  }
  exit(callback, ...args) {
    const without = new Map(currentContext());
    without.delete(this);
    const previous = setContext(without);
    try {
      return callback(...args);
    } finally {
      setContext(previous);
    }
  }
  disable() {
    const context = new Map(currentContext());
    context.delete(this);
    setContext(context);
  }
  static bind(fn) {
    return AsyncResource.bind(fn);
  }
  static snapshot() {
    const context = currentContext();
    return (fn, ...args) => within(context, () => fn(...args));
  }
}

function within(context, act) {
  const previous = setContext(context);
  try {
    return act();
  } finally {
    setContext(previous);
  }
}

class AsyncResource {
  #context = currentContext();
  constructor(type) {
    this.type = type;
  }
  runInAsyncScope(fn, self, ...args) {
    return within(this.#context, () => fn.apply(self, args));
  }
  bind(fn) {
    return (...args) => this.runInAsyncScope(fn, undefined, ...args);
  }
  emitDestroy() {
    return this;
  }
  asyncId() {
    return 1;
  }
  triggerAsyncId() {
    return 0;
  }
  static bind(fn) {
    return new AsyncResource('bound').bind(fn);
  }
}

module.exports = {
  AsyncLocalStorage,
  AsyncResource,
  createHook: () => ({
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  }),
  executionAsyncId: () => 1,
  triggerAsyncId: () => 0,
};
