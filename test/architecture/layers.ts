/** Who may import whom. ESLint and the architecture test both ask here; a new folder needs a line here first. */
import path from 'node:path';

/** A folder or a file, and what it may import besides itself. */
interface Layer {
  /** Folders, files and doors. */
  readonly uses: readonly string[];
  /** Packages; absent: any. */
  readonly packages?: readonly string[];
  /** Whether Node's own modules are at hand. */
  readonly node?: true;
}

/** The only ways into the simulator from outside, as package.json names them. */
export const doors: Readonly<Record<string, string>> = {
  '#simulator': 'simulator/index.ts',
  '#simulator/sandbox': 'simulator/sandbox/index.ts',
};

/** The one way out: the bytes of QuickJS, which Node reads from a file and a browser fetches. */
export const quickjsWasm = '#quickjs-wasm';

const kernel = 'simulator/kernel';
const facts = 'simulator/facts';
const trace = 'simulator/trace.ts';
const identity = 'simulator/identity.ts';
const decided = [
  kernel,
  facts,
  trace,
  identity,
  'simulator/scenario',
  'simulator/policies.ts',
  'simulator/misconceptions',
  'simulator/lifecycles',
  'simulator/destination-record.ts',
];
const simulator = '#simulator';
const page = [simulator, 'src/charts', 'src/study', 'src/workers', 'src/styles', 'src/islands'];

/** The longest name that fits a file is its layer. */
export const layers: Readonly<Record<string, Layer>> = {
  [kernel]: { uses: [], packages: ['xstate'] },
  [facts]: { uses: [kernel], packages: [] },
  [trace]: { uses: [kernel, facts], packages: [] },
  [identity]: { uses: [kernel, facts], packages: [] },
  'simulator/scenario': { uses: [kernel, facts, 'simulator/misconceptions/ids.ts'], packages: ['zod'] },
  'simulator/destination-record.ts': { uses: [], packages: [] },
  'simulator/misconceptions': { uses: [kernel, facts, 'simulator/policies.ts'], packages: [] },
  'simulator/misconceptions/ids.ts': { uses: [], packages: [] },
  'simulator/policies.ts': { uses: [kernel, facts], packages: [] },
  'simulator/lifecycles': { uses: [kernel, facts], packages: ['xstate'] },
  'simulator/lambda': { uses: decided, packages: [] },
  'simulator/lambda/sandbox.ts': { uses: [trace], packages: [] },
  'simulator/simulate.ts': { uses: [...decided, 'simulator/lambda'], packages: [] },
  'simulator/projections': { uses: [trace, facts, identity, 'simulator/destination-record.ts'], packages: [] },
  'simulator/sandbox': {
    uses: ['simulator/lambda/sandbox.ts', kernel, facts, trace, 'simulator/scenario', quickjsWasm],
    packages: ['quickjs-emscripten-core', '@jitl/quickjs-wasmfile-release-sync', 'sucrase', '@noble/hashes'],
  },
  'simulator/index.ts': {
    uses: [...decided, 'simulator/lambda', 'simulator/simulate.ts', 'simulator/projections'],
    packages: [],
  },

  content: { uses: [], packages: [] },

  'src/charts': { uses: ['src/styles'] },
  'src/styles': { uses: [] },
  'src/workers': { uses: [simulator, '#simulator/sandbox'] },
  'src/study': { uses: [simulator, 'src/workers'] },
  'src/islands': { uses: [...page, 'content/scenarios'] },
  // Astro components that frame an island.
  'src/islands/figures': { uses: [...page, 'src/components'] },
  // Rendered at build time, so Node is at hand.
  'src/components': { uses: [...page, 'src/syllabus.ts'], node: true },
  'src/pages': { uses: [...page, 'src/components', 'src/syllabus.ts'], node: true },
  'src/syllabus.ts': { uses: [] },
  'src/lesson-components.ts': { uses: ['src/components', 'src/islands'] },
  'src/content.config.ts': { uses: [simulator, 'src/study', 'src/syllabus.ts'] },
  'src/integrations': { uses: [], node: true },
  'src/commands': { uses: Object.keys(doors), node: true },

  test: { uses: [...Object.keys(doors), 'simulator', 'src', 'content'], node: true },
  'astro.config.ts': { uses: ['src/integrations', 'src/syllabus.ts'], node: true },
  'svelte.config.js': { uses: [], node: true },
  'eslint.config.js': { uses: ['svelte.config.js', 'test/architecture'], node: true },
  'playwright.config.ts': { uses: ['src/commands'], node: true },
  'vitest.config.ts': { uses: [], node: true },
};

const within = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);

const layerOf = (file: string): string | undefined =>
  Object.keys(layers)
    .filter((name) => within(file, name))
    .sort((a, b) => b.length - a.length)[0];

const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/**
 * What is wrong with one import.
 * @param file the importing file, from the project's root, with slashes
 * @param specifier what it imports, as written
 * @returns a sentence, or undefined when the import is allowed
 */
export function importProblem(file: string, specifier: string): string | undefined {
  const layer = layerOf(file);
  if (layer === undefined) return `${file} is in no layer: name its folder in test/architecture/layers.ts`;
  const { uses, packages, node } = layers[layer] as Layer;
  const refusal = `${layer} may not import ${specifier}`;
  if (specifier.startsWith('#')) return uses.includes(specifier) ? undefined : refusal;
  if (specifier.startsWith('node:')) return node ? undefined : refusal;
  if (!specifier.startsWith('.')) return !packages || packages.includes(packageName(specifier)) ? undefined : refusal;
  const target = path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, ''));
  // A file with a layer of its own (lambda/sandbox.ts) belongs to its folder too.
  return within(target, layer) || uses.some((place) => within(target, place)) ? undefined : refusal;
}
