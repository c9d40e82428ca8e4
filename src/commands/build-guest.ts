/**
 * Builds the guest's side of the sandbox: `simulator/sandbox/guest/*.js` into
 * `simulator/sandbox/guest.generated.ts`, a text for each file of the template and for each module of
 * Node.js. With `--check` it only tells whether the file is what would be built.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}simulator/sandbox/guest/`;
const target = `${root}simulator/sandbox/guest.generated.ts`;

/** The text of `guest.generated.ts`. */
export async function buildGuest(): Promise<string> {
  const files = (await readdir(`${folder}modules`, { recursive: true })).filter((name) => name.endsWith('.js')).sort();
  const names = files.map((file) => file.replace(/\.js$/, '').replaceAll('\\', '/'));
  const modules: Record<string, string> = {};
  // The modules get each other by the guest's own require instead of a copy.
  for (const name of names)
    modules[name] =
      `(function (require, module, exports) {${await bundle(`modules/${name}.js`, [...names, 'internal/*'])}})`;
  const source = `// Built by src/commands/build-guest.ts from simulator/sandbox/guest. Do not edit.
export const guest: {
  readonly prelude: Readonly<Record<string, string>>;
  readonly modules: Readonly<Record<string, string>>;
} = ${JSON.stringify({ prelude: await prelude(), modules }, null, 2)};
`;
  return format(source, { ...(await resolveConfig(target)), parser: 'typescript' });
}

/** The files of the template: ES modules, as they are but small. */
async function prelude(): Promise<Record<string, string>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.js')).sort();
  const texts = files.map(async (file) => {
    const { code } = await transform(await readFile(folder + file, 'utf8'), {
      minify: true,
      format: 'esm',
      target: 'es2023',
      charset: 'utf8',
    });
    return [`./${file}`, code.trim()] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

async function bundle(entry: string, external: string[]): Promise<string> {
  const result = await build({
    entryPoints: [folder + entry],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    format: 'cjs',
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
