/**
 * `require`, `module` and `exports`, and the modules of Node.js.
 * Models https://nodejs.org/api/modules.html.
 */
import {
  NativeSyntaxError,
  apply,
  create,
  defineProperty,
  keys,
  ownKeys,
  parse,
  stringIncludes,
  stringSlice,
  stringStartsWith,
} from './primordials.js';
import { nodeError } from './errors.js';
import { builtin, ready } from './builtins.js';
import { host } from './host.js';

/** The runtime's own file, at the end of a require stack. */
const runtimeFile = '/var/runtime/index.mjs';

export const cache = create(null);

export class Module {
  constructor(filename, parent) {
    this.id = filename;
    this.path = stringSlice(filename, 0, filename.lastIndexOf('/'));
    this.exports = {};
    this.filename = filename;
    this.loaded = false;
    this.children = [];
    this.paths = [];
    defineProperty(this, 'parent', { value: parent, writable: true, configurable: true, enumerable: false });
    this.require = requireFor(this);
  }
}

function resolveOrThrow(specifier, parent) {
  const found = host.resolve(specifier, parent.path);
  if (!stringStartsWith(found, '!')) return found;
  const stack = [];
  for (let module = parent; module; module = module.parent) stack[stack.length] = module.filename;
  if (stack[stack.length - 1] !== runtimeFile) stack[stack.length] = runtimeFile;
  const error = nodeError('MODULE_NOT_FOUND', `${stringSlice(found, 1)}\nRequire stack:\n- ${stack.join('\n- ')}`);
  error.requireStack = stack;
  throw error;
}

function requireFor(parent) {
  const require = (specifier) => {
    if (typeof specifier !== 'string')
      throw nodeError(
        'ERR_INVALID_ARG_TYPE',
        `The "id" argument must be of type string. Received ${specifier === null ? 'null' : `type ${typeof specifier}`}`,
        TypeError,
      );
    const found = resolveOrThrow(specifier, parent);
    return stringStartsWith(found, 'node:') ? builtin(stringSlice(found, 5)) : load(found, parent).exports;
  };
  require.resolve = (specifier) => {
    const found = resolveOrThrow(specifier, parent);
    return stringStartsWith(found, 'node:') && !stringStartsWith(specifier, 'node:') ? stringSlice(found, 5) : found;
  };
  require.cache = cache;
  require.main = undefined;
  require.extensions = create(null);
  return require;
}

/** Loads a file of the package as CommonJS or JSON, once. */
export function load(filename, parent) {
  const known = cache[filename];
  if (known) return known;
  const kind = host.kind(filename);
  if (kind === 'module')
    throw nodeError(
      'ERR_REQUIRE_ESM',
      `require() of ES Module ${filename}${parent ? ` from ${parent.filename}` : ''} not supported.\nInstead change the require of ${filename} to a dynamic import() which is available in all CommonJS modules.`,
    );
  const made = new Module(filename, parent);
  cache[filename] = made;
  if (parent) parent.children[parent.children.length] = made;
  try {
    if (kind === 'json') made.exports = json(filename);
    else {
      const run = host.compile(filename);
      apply(run, made.exports, [made.exports, made.require, made, filename, made.path]);
    }
  } catch (error) {
    delete cache[filename];
    throw error;
  }
  made.loaded = true;
  return made;
}

function json(filename) {
  try {
    return parse(host.text(filename));
  } catch (error) {
    throw new NativeSyntaxError(`${filename}: ${error.message}`);
  }
}

/** What a wrapped module's `load` gives: see module-loader.ts. */
export const interop = (name) =>
  stringStartsWith(name, 'node:') ? builtin(stringSlice(name, 5)) : load(name, undefined).exports;

/** Names of the exports of a module that is not an ES module, a line each. */
export function exportNames(name) {
  const exports = interop(name);
  if (exports === null || (typeof exports !== 'object' && typeof exports !== 'function')) return '';
  const names = typeof exports === 'function' ? ownKeys(exports) : keys(exports);
  let text = '';
  for (let i = 0; i < names.length; i++)
    if (typeof names[i] === 'string' && !stringIncludes(names[i], '\n')) text += `${names[i]}\n`;
  return text;
}

ready.module = () => ({
  createRequire: (from) => {
    const path = stringStartsWith(`${from}`, 'file://') ? stringSlice(`${from}`, 7) : `${from}`;
    return requireFor({ path: stringSlice(path, 0, path.lastIndexOf('/')), filename: path, children: [] });
  },
  builtinModules: [],
  isBuiltin: (name) => stringStartsWith(host.resolve(name, '/'), 'node:'),
});
