/**
 * The deployment package as Node.js looks at it: which file a specifier names, and how a file is
 * to be read. Paths are absolute, under `/var/task`.
 *
 * Models the resolution of CommonJS (https://nodejs.org/api/modules.html#all-together) and of
 * ES modules (https://nodejs.org/api/esm.html#resolution-algorithm-specification).
 * Left out: subpath patterns in `exports`, `imports`, and symbolic links.
 */
import { isTypeScript, stripTypes } from './typescript.ts';

export const taskRoot = '/var/task';

/** How a file is read. */
export type ModuleKind = 'module' | 'commonjs' | 'json';

/** A specifier that leads nowhere, as Node.js reports it. */
export interface Missing {
  readonly code: string;
  readonly message: string;
}

export class ProgramFiles {
  readonly #files: ReadonlyMap<string, string>;
  readonly #folders = new Set<string>(['/', '/var']);
  /** Syntax of ES modules in a `.js` file without a word about it in package.json is recognised. */
  readonly #detectsModules: boolean;

  /** @param files text by path under `/var/task` @param nodeMajor version of Node.js */
  constructor(files: Readonly<Record<string, string>>, nodeMajor: number) {
    this.#files = new Map(Object.entries(files).map(([path, text]) => [`${taskRoot}/${path}`, text]));
    this.#detectsModules = nodeMajor >= 24;
    for (const path of this.#files.keys())
      for (let folder = dirname(path); folder.length > 1; folder = dirname(folder)) this.#folders.add(folder);
  }

  isFile(path: string): boolean {
    return this.#files.has(path);
  }

  isFolder(path: string): boolean {
    return this.#folders.has(path);
  }

  /** Names in a folder, sorted. */
  namesIn(folder: string): string[] {
    const prefix = folder === '/' ? '/' : `${folder}/`;
    const names = new Set<string>();
    for (const path of [...this.#files.keys(), ...this.#folders])
      if (path.startsWith(prefix) && path.length > prefix.length) names.add(path.slice(prefix.length).split('/')[0]!);
    return [...names].sort();
  }

  /** The text as it lies in the package. */
  text(path: string): string | undefined {
    return this.#files.get(path);
  }

  /** The text as JavaScript: types stripped, with every line where it was. */
  source(path: string): string {
    const text = this.#files.get(path) ?? '';
    const source = text.startsWith('#!') ? `//${text.slice(2)}` : text;
    return isTypeScript(path) ? stripTypes(source) : source;
  }

  kind(path: string): ModuleKind {
    if (path.endsWith('.json')) return 'json';
    if (/\.m[jt]s$/.test(path)) return 'module';
    if (/\.c[jt]s$/.test(path)) return 'commonjs';
    const type = this.#packageOf(path)?.['type'];
    if (type === 'module') return 'module';
    if (type === undefined && this.#detectsModules && hasModuleSyntax(this.source(path))) return 'module';
    return 'commonjs';
  }

  /** Whether the nearest package.json says `"type": "module"`. */
  isModulePackage(path: string): boolean {
    return this.#packageOf(path)?.['type'] === 'module';
  }

  /** The file that `require(specifier)` means in the folder `from`. */
  require(specifier: string, from: string): string | Missing {
    const found = isPath(specifier)
      ? this.#fileOrFolder(resolvePath(from, specifier))
      : this.#inNodeModules(specifier, from, 'require', (path) => this.#fileOrFolder(path));
    return found ?? { code: 'MODULE_NOT_FOUND', message: `Cannot find module '${specifier}'` };
  }

  /** The file that `import specifier` means in the module `importer`. */
  import(specifier: string, importer: string): string | Missing {
    const from = dirname(importer);
    if (isPath(specifier)) {
      const path = resolvePath(from, decodeURI(specifier.replace(/[?#].*$/, '')));
      if (this.isFile(path)) return path;
      if (this.isFolder(path))
        return {
          code: 'ERR_UNSUPPORTED_DIR_IMPORT',
          message: `Directory import '${path}' is not supported resolving ES modules imported from ${importer}`,
        };
      return { code: 'ERR_MODULE_NOT_FOUND', message: `Cannot find module '${path}' imported from ${importer}` };
    }
    const found = this.#inNodeModules(specifier, from, 'import', (path) => (this.isFile(path) ? path : undefined));
    return (
      found ?? {
        code: 'ERR_MODULE_NOT_FOUND',
        message: `Cannot find package '${packageName(specifier)}' imported from ${importer}`,
      }
    );
  }

  #packageOf(path: string): Record<string, unknown> | undefined {
    for (let folder = dirname(path); folder.startsWith(taskRoot); folder = dirname(folder)) {
      if (folder.endsWith('/node_modules')) return undefined;
      const found = this.#packageJson(folder);
      if (found) return found;
    }
    return undefined;
  }

  #packageJson(folder: string): Record<string, unknown> | undefined {
    const text = this.#files.get(`${folder}/package.json`);
    if (text === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    } catch {
      return {};
    }
  }

  #fileOrFolder(path: string): string | undefined {
    const file = ['', '.js', '.json'].map((extension) => path + extension).find((name) => this.isFile(name));
    if (file) return file;
    if (!this.isFolder(path)) return undefined;
    const main = this.#packageJson(path)?.['main'];
    const candidates = [...(typeof main === 'string' ? mainFiles(resolvePath(path, main)) : []), ...mainFiles(path)];
    return candidates.find((name) => this.isFile(name));
  }

  #inNodeModules(
    specifier: string,
    from: string,
    condition: 'import' | 'require',
    find: (path: string) => string | undefined,
  ): string | undefined {
    const name = packageName(specifier);
    for (let folder = from; folder.startsWith('/var'); folder = dirname(folder)) {
      const home = `${folder}/node_modules/${name}`;
      const manifest = this.#packageJson(home);
      const exported = manifest?.['exports'];
      const target =
        exported === undefined ? undefined : exportTarget(exported, `.${specifier.slice(name.length)}`, condition);
      const found =
        (target && this.isFile(resolvePath(home, target)) ? resolvePath(home, target) : undefined) ??
        find(`${folder}/node_modules/${specifier}`) ??
        (specifier === name ? this.#fileOrFolder(home) : undefined);
      if (found) return found;
    }
    return undefined;
  }
}

const mainFiles = (path: string): string[] => [
  path,
  `${path}.js`,
  `${path}.json`,
  `${path}/index.js`,
  `${path}/index.json`,
];

const isPath = (specifier: string): boolean => /^(\.{0,2}\/|\.{1,2}$)/.test(specifier);

const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** The target of a package's `exports` for a subpath, under the conditions Node.js sets. */
function exportTarget(exported: unknown, subpath: string, condition: string): string | undefined {
  if (typeof exported === 'string') return subpath === '.' ? exported : undefined;
  if (typeof exported !== 'object' || exported === null) return undefined;
  const entries = Object.entries(exported);
  if (entries.some(([key]) => key.startsWith('.'))) {
    const entry = entries.find(([key]) => key === subpath)?.[1] as unknown;
    return entry === undefined ? undefined : exportTarget(entry, '.', condition);
  }
  for (const [key, value] of entries)
    if (key === condition || key === 'node' || key === 'default') {
      const target = exportTarget(value, '.', condition);
      if (target) return target;
    }
  return undefined;
}

/** A statement that only an ES module can hold, at the start of a line. */
const hasModuleSyntax = (source: string): boolean =>
  /^\s*(export\s*(\*|\{|default\b|const\b|let\b|var\b|async\b|function\b|class\b)|import\s*(["'{*]|[\w$]+\s*(,|from\b)))/m.test(
    source,
  );

export function dirname(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}

/** `path` seen from the folder `from`, without `.` and `..`. */
export function resolvePath(from: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${from}/${path}`).split('/'))
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  return `/${parts.join('/')}`;
}
