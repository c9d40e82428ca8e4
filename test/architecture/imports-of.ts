/** Finds what a source file imports, in every language of the project. */
import path from 'node:path';
import ts from 'typescript';

const scripts = (text: string): string =>
  [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join('\n');

const frontmatter = (text: string): string => /^\s*---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '';

/** Import lines of MDX: they start a line, outside code blocks. */
const mdxImports = (text: string): string =>
  text
    .replace(/^```[\s\S]*?^```/gm, '')
    .split(/\n{2,}/)
    .filter((block) => /^(import|export)\b/.test(block))
    .join('\n');

/** The parts of a file that are TypeScript, by the ending of its name. */
const code: Readonly<Record<string, (text: string) => string>> = {
  '.ts': (text) => text,
  '.js': (text) => text,
  '.mjs': (text) => text,
  '.svelte': scripts,
  '.astro': (text) => `${frontmatter(text)}\n${scripts(text)}`,
  '.mdx': mdxImports,
};

/** Endings of the files that can import. */
export const importingEndings: readonly string[] = Object.keys(code);

/**
 * Everything that a file imports, also by `export from`, `import()` and `import('x').Type`.
 * @param file its name, which says its language
 */
export function importsOf(file: string, text: string): string[] {
  const source = code[path.extname(file)]?.(text) ?? '';
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);
}
