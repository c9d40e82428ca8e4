/**
 * TypeScript as JavaScript: types are taken out and every line stays where it was, as Node.js does
 * it. The stripper is large, so it is loaded only for programs that have TypeScript.
 */
import { invariant } from '../kernel/invariant.ts';

type Strip = (source: string) => string;

let strip: Strip | undefined;

/** Whether a file of this name is TypeScript. */
export const isTypeScript = (path: string): boolean => /\.[cm]?ts$/.test(path);

/** Loads the stripper; after this `stripTypes` may be called. */
export async function loadTypeStripper(): Promise<void> {
  if (strip) return;
  const { transform } = await import('sucrase');
  strip = (source) =>
    transform(source, { transforms: ['typescript'], disableESTransforms: true, keepUnusedImports: false }).code;
}

/**
 * JavaScript with the same lines. A source that is no TypeScript stays as it is, for the engine to
 * say what is wrong with it.
 */
export function stripTypes(source: string): string {
  invariant(strip, 'a program with TypeScript was run without the stripper');
  try {
    return strip(source);
  } catch {
    return source;
  }
}
