/** `node:timers/promises`. */
const aborted = (signal) =>
  Object.assign(new Error('The operation was aborted', { cause: signal.reason }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  });

function wait(start, stop, value, options) {
  const signal = options?.signal;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal));
    const handle = start(() => resolve(value));
    if (options?.ref === false) handle.unref();
    signal?.addEventListener('abort', () => {
      stop(handle);
      reject(aborted(signal));
    });
  });
}

const later = (delay, value, options) => wait((done) => setTimeout(done, delay), clearTimeout, value, options);

module.exports = {
  setTimeout: later,
  setImmediate: (value, options) => wait((done) => setImmediate(done), clearImmediate, value, options),
  async *setInterval(delay, value, options) {
    for (;;) yield await later(delay, value, options);
  },
  scheduler: {
    wait: (delay, options) => later(delay, undefined, options),
    yield: () => wait((done) => setImmediate(done), clearImmediate),
  },
};
