/**
 * Builds the guest's side of the sandbox: `simulator/sandbox/guest/*.js` into
 * `simulator/sandbox/guest.generated.ts`, a text for each file of the template and for each module of
 * Node.js. With `--check` it only tells whether the file is what would be built.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as prettier from 'prettier';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}simulator/sandbox/guest/`;
const target = `${root}simulator/sandbox/guest.generated.ts`;

const options = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  write: false,
  target: 'es2023',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'silent',
} as const;

/** The text of `guest.generated.ts`. */
export async function buildGuest(): Promise<string> {
  const files = (await readdir(`${folder}modules`, { recursive: true })).filter((name) => name.endsWith('.js')).sort();
  const names = files.map((file) => file.replace(/\.js$/, '').replaceAll('\\', '/'));
  const modules: Record<string, string> = {};
  // The modules get each other by the guest's own require instead of a copy.
  for (const name of names)
    modules[name] =
      `(function (require, module, exports) {${await bundle(`modules/${name}.js`, 'cjs', [...names, 'internal/*'])}})`;
  const source = `// Built by src/commands/build-guest.ts from simulator/sandbox/guest. Do not edit.
export const guest: {
  readonly prelude: Readonly<Record<string, string>>;
  readonly modules: Readonly<Record<string, string>>;
} = ${JSON.stringify({ prelude: await prelude(), modules }, null, 2)};
`;
  return prettier.format(source, { ...(await prettier.resolveConfig(target)), parser: 'typescript' });
}

/** Files of the template that become part of another: a module and the names it gives cost memory. */
const joined: Readonly<Record<string, readonly string[]>> = {
  'inspect.js': ['inspect-lines.js', 'inspect-names.js', 'inspect-primitive.js'],
  'runtime-client.js': [
    'answers.js',
    'hooks.js',
    'load-handler.js',
    'serve.js',
    'serve-with-callback.js',
    'uncaught.js',
  ],
};

/** The files of the template as ES modules. All in one would need more memory while it is compiled. */
async function prelude(): Promise<Record<string, string>> {
  const parts = new Set(Object.values(joined).flat());
  const files = (await readdir(folder)).filter((name) => name.endsWith('.js') && !parts.has(name)).sort();
  const modules: [string, string][] = [];
  for (const file of files) {
    const external = files.filter((other) => other !== file).map((other) => `./${other}`);
    modules.push([`./${file}`, await bundle(file, 'esm', external)]);
  }
  return Object.fromEntries(modules);
}

async function bundle(entry: string, format: 'cjs' | 'esm', external: string[]): Promise<string> {
  const result = await build({ ...options, entryPoints: [folder + entry], format, external });
  return result.outputFiles[0]!.text.trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await buildGuest();
  if (!process.argv.includes('--check')) await writeFile(target, text);
  else if ((await readFile(target, 'utf8')) !== text) {
    console.error('simulator/sandbox/guest.generated.ts is not up to date: run node src/commands/build-guest.ts');
    process.exitCode = 1;
  }
}
