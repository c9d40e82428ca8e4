/**
 * Builds the guest's side of the sandbox: `simulator/sandbox/guest/*.js` into
 * `simulator/sandbox/guest.generated.ts`, one text for the template and one for each module of
 * Node.js. With `--check` it only tells whether the file is what would be built.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}simulator/sandbox/guest/`;
const target = `${root}simulator/sandbox/guest.generated.ts`;

/** Modules that the others get by `require` instead of a copy. */
const shared = ['internal/*', 'buffer', 'events', 'util', 'path', 'process', 'os', 'querystring', 'string_decoder', 'timers', 'timers/promises', 'fs'];

/** The text of `guest.generated.ts`. */
export async function buildGuest(): Promise<string> {
  const prelude = await bundle('main.js', 'iife', []);
  const files = (await readdir(`${folder}modules`, { recursive: true })).filter((name) => name.endsWith('.js')).sort();
  const modules: Record<string, string> = {};
  for (const file of files) {
    const name = file.replace(/\.js$/, '').replaceAll('\\', '/');
    const text = await bundle(`modules/${file}`, 'cjs', shared.filter((one) => one !== name));
    modules[name] = `(function (require, module, exports) {${text}})`;
  }
  const source = `// Built by src/commands/build-guest.ts from simulator/sandbox/guest. Do not edit.
export const guest: { readonly prelude: string; readonly modules: Readonly<Record<string, string>> } = ${JSON.stringify(
    { prelude: `(function (host) {${prelude};return guest.bootstrap(host)})`, modules },
    null,
    2,
  )};
`;
  return format(source, { ...(await resolveConfig(target)), parser: 'typescript' });
}

async function bundle(entry: string, kind: 'iife' | 'cjs', external: string[]): Promise<string> {
  const result = await build({
    entryPoints: [folder + entry],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    keepNames: false,
    write: false,
    format: kind,
    ...(kind === 'iife' ? { globalName: 'guest' } : {}),
    external,
    target: 'es2023',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
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
