/**
 * `@coldstart/snapstart`: SnapStart's runtime hooks. Before-checkpoint hooks run in the reverse order
 * of their registration and after-restore hooks in its order, each awaited, as AWS documents it for
 * Java, Python and .NET. The first that throws is the last that runs. Without SnapStart none ever does.
 */
const { nodeError } = require('internal/errors');
const hooks = require('internal/hooks');

const registered = { beforeCheckpoint: [], afterRestore: [] };

function register(kind, hook) {
  if (typeof hook !== 'function')
    throw nodeError('ERR_INVALID_ARG_TYPE', 'The "hook" argument must be of type function.', TypeError);
  registered[kind].push(hook);
}

hooks.beforeCheckpoint = async () => {
  const { beforeCheckpoint: list } = registered;
  for (let i = list.length - 1; i >= 0; i--) await (0, list[i])();
};
hooks.afterRestore = async () => {
  const { afterRestore: list } = registered;
  for (let i = 0; i < list.length; i++) await (0, list[i])();
};

module.exports = {
  beforeCheckpoint: (hook) => register('beforeCheckpoint', hook),
  afterRestore: (hook) => register('afterRestore', hook),
};
