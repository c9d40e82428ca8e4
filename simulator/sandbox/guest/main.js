/** The guest's side of the sandbox: evaluated once, in the template. */
import { setHost } from './host.js';
import './language.js';
import './stack.js';
import { nodeError } from './errors.js';
import { defineGlobals } from './globals.js';
import { format } from './format.js';
import { inspect } from './inspect.js';
import { ready } from './builtins.js';
import { exportNames, interop } from './modules.js';
import { prepareProcess } from './process.js';
import { checkpoint, invoke, onStart, rejected, restored, start, turn, uncaught } from './runtime-client.js';

/** @param functions of the host: see host-functions.ts @returns what the host calls */
export function bootstrap(functions) {
  setHost(functions);
  defineGlobals(uncaught);
  onStart(prepareProcess);
  ready['internal/inspect'] = () => ({ format, inspect });
  ready['internal/errors'] = () => ({ nodeError });
  return { start, invoke, checkpoint, restored, turn, rejected, error: nodeError, exportNames, interop };
}
