/** The engine's binary, compiled, and what is known of it. Made once; instances are made of it. */
import { adapt, stackTop } from './binary.ts';
import { learnExportNames, type ExportNames } from './instance.ts';
import { findLayout, type Layout } from './layout.ts';

export interface Build {
  readonly binary: WebAssembly.Module;
  readonly names: ExportNames;
  readonly layout: Layout;
}

/** @param original bytes of the QuickJS binary as it is published */
export async function prepare(original: Uint8Array): Promise<Build> {
  const binary = await WebAssembly.compile(adapt(original));
  const names = await learnExportNames(binary);
  return { binary, names, layout: findLayout(binary, names, stackTop(original)) };
}
