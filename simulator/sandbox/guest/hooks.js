/** What a handler wants done around a snapshot: see the module `@coldstart/snapstart`. */
import { create, promiseThen, stringIndexOf, stringSlice } from './primordials.js';
import { begin, failure, say, whenLoopIsEmpty } from './answers.js';
import { ready } from './builtins.js';
import { flushRaw, logError } from './console.js';

/** The module puts functions here that run the hooks. Without it there are none. */
const hooks = create(null);
ready['internal/hooks'] = () => hooks;

/**
 * Runs the hooks of one kind. What one throws ends the process with what the runtime interface
 * clients of Java and Python post: an error type of their own, and the error in the payload.
 */
function run(kind, errorType) {
  const mine = begin();
  if (!hooks[kind]) return say(mine, 'L');
  whenLoopIsEmpty(() => say(mine, 'X13'));
  promiseThen(
    hooks[kind](),
    () => say(mine, 'L'),
    (error) => {
      logError('Hook Error', error);
      flushRaw();
      const text = failure(error);
      say(mine, `E64\n${errorType}${stringSlice(text, stringIndexOf(text, '\n'))}`);
    },
  );
}

export const checkpoint = () => run('beforeCheckpoint', 'Runtime.BeforeCheckpointError');
export const restored = () => run('afterRestore', 'Runtime.AfterRestoreError');
