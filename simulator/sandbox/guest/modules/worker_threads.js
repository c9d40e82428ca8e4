/** `node:worker_threads`: it can be loaded, and its calls fail, because the sandbox has no network and one process. */
module.exports = require('internal/absent')('worker_threads');
