/** Finds the handler: the file, the export, and whether it may be run. */
import { NativeSyntaxError, regexpExec, stringIncludes, stringSlice, stringSplit } from './primordials.js';
import { config } from './config.js';
import { runtimeError } from './errors.js';
import { host } from './host.js';
import { load, Module } from './modules.js';

/** The handler that the function is configured with. @throws errors of the runtime and of the module */
export async function loadHandler() {
  const full = config.handler;
  if (stringIncludes(full, '..'))
    throw runtimeError(
      'MalformedHandlerName',
      `'${full}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  const folder = stringSlice(full, 0, full.lastIndexOf('/') + 1);
  const match = regexpExec(/^([^.]*)\.(.*)$/, stringSlice(full, folder.length));
  if (!match) throw runtimeError('MalformedHandlerName', 'Bad handler');
  const module = await loadModule(`${folder}${match[1]}`);
  const path = stringSplit(match[2], '.');
  let found = reach(module, path);
  if (!found && config.nodeMajor >= 24 && module !== null && typeof module === 'object' && 'default' in module)
    found = reach(module.default, path);
  if (!found) throw runtimeError('HandlerNotFound', `${full} is undefined or not exported`);
  if (typeof found !== 'function') throw runtimeError('HandlerNotFound', `${full} is not a function`);
  if (config.nodeMajor >= 24 && found.length >= 3) throw runtimeError('CallbackHandlerDeprecated', callbackRefusal);
  return found;
}

const callbackRefusal =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

function reach(object, path) {
  for (let i = 0; i < path.length; i++) object = object === undefined || object === null ? undefined : object[path[i]];
  return object;
}

/** The order in which the client looks for the file of a handler. */
const extensions = ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];

async function loadModule(path) {
  const full = `/var/task/${path}`;
  try {
    for (let i = 0; i < extensions.length; i++) {
      const file = `${full}${extensions[i]}`;
      if (host.isFile(file))
        return await (host.kind(file) === 'module' ? host.importModule(file) : load(file, undefined).exports);
    }
    const runtime = new Module('/var/runtime/index.mjs', undefined);
    runtime.path = '/var/task';
    return load(resolveLast(path, runtime), undefined).exports;
  } catch (error) {
    if (error instanceof NativeSyntaxError) {
      const wrapped = runtimeError('UserCodeSyntaxError', `${error}`);
      wrapped.stack = `Runtime.UserCodeSyntaxError: ${error.stack}`;
      throw wrapped;
    }
    if (error !== null && typeof error === 'object' && error.code === 'MODULE_NOT_FOUND')
      throw runtimeError('ImportModuleError', `${error}`);
    throw error;
  }
}

const resolveLast = (path, runtime) => runtime.require.resolve(path);
