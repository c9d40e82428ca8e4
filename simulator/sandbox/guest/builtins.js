/** The modules of Node.js: some are there from the start, the others are made by the host's source. */
import { create } from './primordials.js';
import { host } from './host.js';

const builtins = create(null);
/** Modules that are there from the start, by name; the others are made by the host's source. */
export const ready = create(null);

/** A module of Node.js by its name without `node:`. */
export function builtin(name) {
  if (name in ready) return ready[name]();
  if (name in builtins) return builtins[name].exports;
  const make = host.builtin(name);
  if (!make) return undefined;
  const module = (builtins[name] = { exports: {} });
  make(builtin, module, module.exports, host);
  return module.exports;
}
