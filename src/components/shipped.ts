/** The packages whose code or fonts reach the reader's browser, with their licences as installed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const names = [
  '@fontsource-variable/rosario',
  '@fontsource-variable/sometype-mono',
  'astro',
  '@astrojs/starlight',
  'pagefind',
  'svelte',
  '@astrojs/svelte',
  'quickjs-emscripten-core',
  '@jitl/quickjs-wasmfile-release-sync',
  'xstate',
  'zod',
  'd3-shape',
  '@dagrejs/dagre',
  '@codemirror/autocomplete',
  '@codemirror/commands',
  '@codemirror/lang-javascript',
  '@codemirror/lang-json',
  '@codemirror/language',
  '@codemirror/lint',
  '@codemirror/search',
  '@codemirror/state',
  '@codemirror/view',
  '@noble/hashes',
  'fflate',
  'jmespath',
  'sucrase',
];

export interface Shipped {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** The text of its licence file. */
  readonly text: string;
}

const modules = join(process.cwd(), 'node_modules');

export const shipped: readonly Shipped[] = names.map((name) => {
  const folder = join(modules, name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license: string;
  };
  const file = readdirSync(folder, { withFileTypes: true }).find(
    (entry) => entry.isFile() && /^licen[cs]e/i.test(entry.name),
  );
  return { name, version, licence: license, text: file ? readFileSync(join(folder, file.name), 'utf8') : '' };
});
