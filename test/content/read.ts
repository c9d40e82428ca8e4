/** Content as its files have it, for the tests of content. */
import { globSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { experimentFormat, type Experiment } from '../../src/study/experiment-format.ts';
import { questionFile, type QuestionFile } from '../../src/study/question-format.ts';

const folder = (name: string): string => path.join(import.meta.dirname, '../../content', name);
const names = (of: string, ending: string): string[] =>
  readdirSync(folder(of))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));
const text = (of: string, name: string): string => readFileSync(path.join(folder(of), name), 'utf8');

export interface Lesson {
  readonly name: string;
  readonly frontmatter: Record<string, unknown>;
  readonly body: string;
}

/** Every lesson by the name of its file. */
export const lessons: readonly Lesson[] = names('lessons', '.mdx').map((name) => {
  const [, frontmatter = '', body = ''] =
    /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text('lessons', `${name}.mdx`)) ?? [];
  return { name, frontmatter: parse(frontmatter) as Record<string, unknown>, body };
});

/** Files of questions, as they are written. */
export const questionTexts: ReadonlyMap<string, string> = new Map(
  names('questions', '.yaml').map((name) => [name, text('questions', `${name}.yaml`)]),
);

export const questionFiles: readonly (QuestionFile & { name: string })[] = [...questionTexts].map(([name, yaml]) => ({
  name,
  ...questionFile.parse(parse(yaml)),
}));

export const experiments: ReadonlyMap<string, Experiment> = new Map(
  names('experiments', '.yaml').map((name) => [
    name,
    experimentFormat.parse(parse(text('experiments', `${name}.yaml`))),
  ]),
);

/** The files under a folder of the project, by path. */
export const sourcesOf = (of: string): ReadonlyMap<string, string> => {
  const root = path.join(import.meta.dirname, '../..');
  return new Map(
    globSync(`${of}/**/*.{ts,svelte,astro}`, { cwd: root }).map((file) => [
      `/${file}`,
      readFileSync(path.join(root, file), 'utf8'),
    ]),
  );
};
