/**
 * ES modules: what the engine asks when it meets an `import`. A module's name is its address
 * (`file:///var/task/index.mjs`, `node:fs`), as it stands in a stack trace.
 *
 * CommonJS modules and modules of Node.js are wrapped: the wrapper's exports are the properties of
 * `module.exports`. Their names must be known before the importing module runs, so such a module
 * is run when it is linked, a little earlier than Node.js does it.
 */
import { builtinModules } from './builtin-modules.ts';
import type { Executor } from './executor.ts';
import { taskRoot, type Missing, type ProgramFiles } from './program-files.ts';
import type { Pointer, Value } from './raw.ts';
import { interopModule, type EntryPoints } from './template.ts';

interface Loader {
  readonly executor: Executor;
  readonly files: ProgramFiles;
  readonly template: { readonly entries: EntryPoints };
}

const fileScheme = 'file://';

/** A module that is not there: the engine cannot be refused a name, so the name says what is wrong. */
const missingScheme = 'missing:';

/** The name of the module that `name` means in the module `base`. */
export function normalizeModule(loader: Loader, base: string, name: string): Pointer {
  const { executor, files } = loader;
  const importer = base.startsWith(fileScheme) ? base.slice(fileScheme.length) : base;
  if (name === interopModule && (base.startsWith('node:') || isWrapped(files, importer)))
    return executor.lastingText(name);
  const builtin = builtinModules.nameOf(name);
  if (builtin !== undefined) return executor.lastingText(`node:${builtin}`);
  if (name.startsWith('node:'))
    return executor.lastingText(
      missing({ code: 'ERR_UNKNOWN_BUILTIN_MODULE', message: `No such built-in module: ${name}` }),
    );
  const path = name.startsWith(fileScheme) ? name.slice(fileScheme.length) : name;
  const found = files.import(path, importer.startsWith('/') ? importer : `${taskRoot}/index.mjs`);
  return executor.lastingText(typeof found === 'string' ? fileScheme + found : missing(found));
}

const missing = ({ code, message }: Missing): string => `${missingScheme}${code}:${message}`;

/** The source of a module by its name; 0 with an exception thrown. */
export function loadModuleSource(loader: Loader, name: string): Pointer {
  const { executor, files } = loader;
  if (name.startsWith(missingScheme)) {
    const at = name.indexOf(':', missingScheme.length);
    return fail(loader, { code: name.slice(missingScheme.length, at), message: name.slice(at + 1) });
  }
  if (name.startsWith('node:')) return wrapper(loader, name);
  const path = name.slice(fileScheme.length);
  switch (files.kind(path)) {
    case 'commonjs':
      return wrapper(loader, path);
    case 'json':
      return executor.lastingText(`export default ${files.text(path) ?? 'null'}`);
    case 'module':
      return executor.lastingText(withMeta(files.source(path), name, path));
  }
}

const isWrapped = (files: ProgramFiles, path: string): boolean => files.isFile(path) && files.kind(path) === 'commonjs';

/** Sets what `import.meta` holds, on the first line so that every line keeps its number. */
function withMeta(source: string, url: string, path: string): string {
  if (!source.includes('import.meta')) return source;
  const meta = { dirname: path.slice(0, path.lastIndexOf('/')), filename: path, url };
  return `Object.assign(import.meta,${JSON.stringify(meta)});${source}`;
}

const identifier = /^[A-Za-z_$][\w$]*$/;

function wrapper(loader: Loader, name: string): Pointer {
  const { executor } = loader;
  const argument = executor.newText(name);
  const names = executor.call(loader.template.entries.exportNames, argument);
  executor.free(argument);
  const exception = executor.exceptionOf(names);
  if (exception !== 0) {
    executor.free(names);
    return throwIt(executor, exception);
  }
  const exported = executor
    .takeText(names)
    .split('\n')
    .filter((key) => identifier.test(key) && key !== 'default');
  const bindings = exported.map((key, i) => `const _${i}=m.${key};`).join('');
  const list = exported.map((key, i) => `_${i} as ${key}`).join(',');
  return executor.lastingText(
    `import{load}from${JSON.stringify(interopModule)};const m=load(${JSON.stringify(name)});export default m;${bindings}export{${list}};`,
  );
}

function fail(loader: Loader, { code, message }: Missing): Pointer {
  const { executor } = loader;
  const [codeText, messageText] = [executor.newText(code), executor.newText(message)];
  const error = executor.call(loader.template.entries.error, codeText, messageText);
  executor.free(codeText);
  executor.free(messageText);
  return throwIt(executor, error);
}

function throwIt(executor: Executor, error: Value): Pointer {
  executor.free(executor.raw._QTS_Throw(executor.context, error));
  executor.free(error);
  return 0;
}
