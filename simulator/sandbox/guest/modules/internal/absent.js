/** A module whose functions say that they are not there. Classes and constants are empty. */
const refuse = (name) => () => {
  throw Object.assign(
    new Error(`${name} does not work in Coldstart's sandbox: it has no network and no other process`),
    { code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM' },
  );
};
const calls = {
  http: ['request', 'get', 'createServer'],
  https: ['request', 'get', 'createServer'],
  http2: ['connect'],
  net: ['connect', 'createConnection', 'createServer'],
  tls: ['connect'],
  dns: ['lookup', 'resolve'],
  dgram: ['createSocket'],
  child_process: ['exec', 'execSync', 'spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork'],
  worker_threads: [],
  cluster: ['fork'],
};
module.exports = (name) => {
  const exports = Object.fromEntries(calls[name].map((call) => [call, refuse(`${name}.${call}`)]));
  if (name === 'http' || name === 'https')
    Object.assign(exports, { Agent: class Agent {}, globalAgent: {}, STATUS_CODES: {}, METHODS: [] });
  if (name === 'worker_threads')
    Object.assign(exports, {
      isMainThread: true,
      parentPort: null,
      workerData: null,
      threadId: 0,
      Worker: class Worker {
        constructor() {
          refuse('worker_threads.Worker')();
        }
      },
    });
  if (name === 'cluster') Object.assign(exports, { isPrimary: true, isMaster: true, isWorker: false });
  return exports;
};
