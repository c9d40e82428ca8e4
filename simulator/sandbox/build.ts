/** The engine's binary, compiled, and what is known of it. Made once; instances are made of it. */
import { adapt, type AdaptedBinary } from './binary.ts';
import { learnExportNames, type ExportNames } from './instance.ts';
import { findLayout, type Layout } from './layout.ts';

export interface Build {
  readonly binary: WebAssembly.Module;
  readonly names: ExportNames;
  readonly layout: Layout;
  readonly messages: AdaptedBinary['messages'];
}

/** @param original bytes of the QuickJS binary as it is published */
export async function prepare(original: Uint8Array): Promise<Build> {
  const { bytes, heapBase, staticsEnd, messages } = adapt(original);
  const binary = await WebAssembly.compile(bytes);
  const names = await learnExportNames(binary);
  return { binary, names, layout: findLayout(binary, names, heapBase, staticsEnd), messages };
}
