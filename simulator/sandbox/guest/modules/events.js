/** `node:events`, from the `events` package, with the promise forms that Node.js has beside. */
const EventEmitter = require('../../../../node_modules/events/events.js');

const { once } = EventEmitter;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.once = (emitter, name, options) =>
  typeof emitter.addEventListener === 'function' && typeof emitter.on !== 'function'
    ? new Promise((resolve) => emitter.addEventListener(name, (event) => resolve([event]), { once: true, ...options }))
    : once(emitter, name);
EventEmitter.on = (emitter, name) => {
  const events = [];
  const waiting = [];
  let failure;
  emitter.on(name, (...args) =>
    waiting.length > 0 ? waiting.shift().resolve({ value: args, done: false }) : events.push(args),
  );
  emitter.on('error', (error) => (waiting.length > 0 ? waiting.shift().reject(error) : (failure = error)));
  return {
    next: () =>
      events.length > 0
        ? Promise.resolve({ value: events.shift(), done: false })
        : failure
          ? Promise.reject(failure)
          : new Promise((resolve, reject) => waiting.push({ resolve, reject })),
    return: () => Promise.resolve({ value: undefined, done: true }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};
EventEmitter.errorMonitor = Symbol('events.errorMonitor');
EventEmitter.captureRejections = false;
EventEmitter.getEventListeners = (emitter, name) => emitter.listeners(name);
EventEmitter.setMaxListeners = () => {};
module.exports = EventEmitter;
