import jmespath from 'jmespath';
import { describe, expect, test } from 'vitest';
import { facts, rules } from '#simulator';
import { experimentScenario } from '../../src/study/experiment-format.ts';
import { syllabus } from '../../src/syllabus.ts';
import * as z from 'zod';
import { experiments, lessons, questionFiles, sourcesOf } from './read.ts';
import { runWhileBuilding } from '../../src/workers/while-building.ts';
import { typedQuantities } from './typed-numbers.ts';

const frontmatter = z.strictObject({
  title: z.string().min(3).max(60),
  description: z.string().min(40).max(240),
  minutes: z.int().min(3).max(30),
});

/** The tags of a component in a lesson, each as its attributes. */
const tags = (body: string, component: string): Record<string, string>[] =>
  [...body.matchAll(new RegExp(`<${component}\\b([^>]*)>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']): [string, string] => [name, value]),
    ),
  );

/** Figures that ask before they answer, and those whose run a reader can change: what their islands are made of says so. */
const figureSources = sourcesOf('src/islands/figures');
const usedBy = (figure: string, pattern: RegExp): boolean =>
  [...figureSources].some(([path, text]) => path.endsWith(`/${figure}.svelte`) && pattern.test(text));
const figures = [...figureSources.keys()].flatMap((path) => /\/(\w+)\.astro$/.exec(path)?.[1] ?? []);
const sceneOf = (figure: string): string => {
  const [, own = ''] = [...figureSources].find(([path]) => path.endsWith(`/${figure}.svelte`)) ?? [];
  const [, module = ''] = /from '\.\/([\w-]+)\.ts'/.exec(own) ?? [];
  return [...figureSources].find(([path]) => path.endsWith(`/${module}.ts`))?.[1] ?? '';
};
const liveFigures = figures.filter((figure) => usedBy(figure, /SceneFigure|LiveRun/));
const betFigures = figures.filter(
  (figure) => usedBy(figure, /<Bet\b/) || (usedBy(figure, /SceneFigure/) && /^ {2}bet: /m.test(sceneOf(figure))),
);

/** Its words: no tags, no code, no addresses. */
const prose = (body: string): string =>
  body
    .replace(/```[\s\S]*?```|`[^`]*`/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\]\([^)]*\)/g, ']');

describe.each(lessons)('the lesson $name', ({ name, frontmatter: head, body }) => {
  test('has a title, a description and the minutes it takes', () => {
    expect(frontmatter.safeParse(head).error?.issues ?? []).toEqual([]);
  });

  test('stands in the syllabus', () => {
    expect(syllabus.flatMap((section) => [...section.lessons] as string[])).toContain(name);
  });

  test('imports nothing', () => {
    expect(body).not.toMatch(/^\s*(import|export)\b/m);
  });

  test('prints every quantity from a fact or a run', () => {
    expect(typedQuantities(prose(body))).toEqual([]);
  });

  test('uses facts and rules that exist', () => {
    const ids = [
      ...tags(body, 'Fact').map(({ id }) => id),
      ...[...tags(body, 'Note'), ...tags(body, 'Since')].map(({ fact }) => fact),
    ];
    expect(ids.filter((id) => id !== undefined && !(id in facts))).toEqual([]);
    const named = tags(body, 'Note').map(({ rule }) => rule);
    expect(named.filter((id) => id !== undefined && !rules.some((rule) => rule.id === id))).toEqual([]);
  });

  test('names a source for every note', () => {
    for (const note of tags(body, 'Note')) expect([note.title, note.fact ?? note.rule]).not.toContain(undefined);
  });

  test('finds in its experiments every number it quotes', async () => {
    for (const { run = '', value, given } of tags(body, 'FromRun')) {
      const [experiment = '', variant] = run.split('/');
      const found = experiments.get(experiment);
      expect(found, `experiment ${experiment}`).toBeDefined();
      const scenario = experimentScenario(experiment, found!, variant);
      const from: unknown = given === undefined ? (await runWhileBuilding(scenario)).summary : scenario;
      expect(jmespath.search(from, value ?? given ?? ''), `${run} ${value ?? given}`).not.toBeNull();
    }
  });

  test('shows experiments that exist', () => {
    const shown = [...tags(body, 'Printed').map(({ run }) => run), ...tags(body, 'Experiment').map(({ name }) => name)];
    expect(shown.filter((one) => !experiments.has((one ?? '').split('/')[0]!))).toEqual([]);
  });

  test('has a bet, a figure or an experiment to go on with, a recap and four to six questions', () => {
    expect(betFigures.filter((figure) => tags(body, figure).length > 0)).not.toEqual([]);
    expect([...liveFigures, 'Experiment'].filter((figure) => tags(body, figure).length > 0)).not.toEqual([]);
    expect(body).toContain('class="recap"');
    const asked = questionFiles.find(({ lesson }) => lesson === name)?.questions.length;
    expect(asked).toBeGreaterThanOrEqual(4);
    expect(asked).toBeLessThanOrEqual(6);
    expect(body).toContain('<Questions');
  });

  test('links to pages of this site by paths that are there, and elsewhere by https', () => {
    const links = [...body.matchAll(/\]\(([^)\s]+)\)|href="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '');
    const known = lessons.map((lesson) => `/learn/${lesson.name}/`);
    for (const link of links)
      expect(
        link.startsWith('https://') ||
          ['/workbench/', '/about/', ...known].includes(link.replace(/[#?].*$/, '')) ||
          link.startsWith('#'),
        link,
      ).toBe(true);
  });

  test('can be read in the minutes it names, with time for its experiments', () => {
    const words = prose(body).split(/\s+/).length;
    const minutes = head.minutes as number;
    expect(words / 200).toBeLessThanOrEqual(minutes);
    expect(words / 200).toBeGreaterThan(minutes / 3);
  });
});

describe.each([...experiments])('the experiment %s', (name, experiment) => {
  test('is used by a lesson', () => {
    expect(lessons.some(({ body }) => body.includes(`"${name}"`) || body.includes(`"${name}/`))).toBe(true);
  });

  test('runs, with each of its variants, to the end of every request', async () => {
    for (const variant of [undefined, ...Object.keys(experiment.variants)]) {
      const { timeline } = await runWhileBuilding(experimentScenario(name, experiment, variant));
      expect(timeline.requests.map(({ outcome }) => outcome)).not.toContain('running');
    }
  });
});
