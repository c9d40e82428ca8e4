/** The modules of Node.js that a handler can load, and ours. Their sources wait here until one is asked for. */
import { guest } from './guest.generated.ts';

const sources = new Map<string, string>(Object.entries(guest.modules));

/** These are part of the template. */
const ready = ['console', 'module', 'process', 'timers'];

/** Our own are packages to a handler: they have no name with `node:`. */
const ownScope = '@coldstart/';

const names = new Set([...ready, ...[...sources.keys()].filter((name) => !name.startsWith('internal/'))]);

export const builtinModules = {
  /** The name without `node:` if the specifier means a module of Node.js or of ours. */
  nameOf(specifier: string): string | undefined {
    const name = specifier.startsWith('node:') ? specifier.slice('node:'.length) : specifier;
    return names.has(name) && !(name !== specifier && name.startsWith(ownScope)) ? name : undefined;
  },
  /** The text of a function that makes the module. */
  source: (name: string): string | undefined => sources.get(name),
};
