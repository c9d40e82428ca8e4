import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { facts } from '#simulator';
import { prove, scenarioOf } from '../../src/study/claims.ts';
import { questionFile, type Question } from '../../src/study/question-format.ts';
import { factsIn, proseOf } from '../../src/study/question-text.ts';
import { viewOf } from '../../src/study/question-view.ts';
import { lessons, questionFiles, questionTexts } from './read.ts';
import { summaryOf } from './run.ts';
import { typedQuantities } from './typed-numbers.ts';

const questions = questionFiles.flatMap((file) => file.questions);

const textsOf = (question: Question): string[] => [
  question.stem,
  question.ran,
  ...question.options.flatMap(({ text, reason, claim, why }) => [
    text,
    reason,
    ...(claim === 'none' ? [] : [claim.shows]),
    ...(why ? [why] : []),
  ]),
];

describe.each(questions)('question $id', (question) => {
  test('the runs of its scenario prove its key', async () => {
    expect((await prove(question, summaryOf)).faults).toEqual([]);
  });

  test.each(question.options.filter(({ claim }) => claim !== 'none').map(({ id }) => id))(
    'its proof fails when the key of option %s is turned over',
    async (id) => {
      const options = question.options.map((option) =>
        option.id === id ? { ...option, right: !option.right } : option,
      );
      const { faults } = await prove({ ...question, options, seeds: 1, alsoWith: [] }, summaryOf);
      expect(faults).toHaveLength(1);
      expect(faults[0]).toContain(`${question.id}, option ${id}, in 1 of 1 runs, first seed 1`);
    },
  );

  test('every placeholder of its texts finds a value', async () => {
    const view = viewOf(question, await prove({ ...question, seeds: 1, alsoWith: [] }, summaryOf));
    expect(JSON.stringify(view)).not.toMatch(/\{(fact|given|run):/);
    expect(view.options).toHaveLength(question.options.length);
  });

  test('prints every quantity from a fact, its scenario or its run', () => {
    expect(textsOf(question).flatMap((text) => typedQuantities(proseOf(text)))).toEqual([]);
  });

  test('names facts that exist', () => {
    expect(
      textsOf(question)
        .flatMap(factsIn)
        .filter((id) => !(id in facts)),
    ).toEqual([]);
  });

  test('gives each option a reason of its own, longer than a word', () => {
    const reasons = question.options.map(({ reason }) => reason);
    expect(new Set(reasons).size).toBe(reasons.length);
    for (const reason of reasons) expect(reason.split(/\s+/).length).toBeGreaterThan(8);
  });

  test('its variants and changes are scenarios that can be run', () => {
    for (const also of [{}, ...question.alsoWith])
      for (const variant of [undefined, ...Object.keys(question.variants)])
        expect(() => scenarioOf(question, variant, also, 1)).not.toThrow();
  });
});

test('a right option does not give itself away by being the longest every time', () => {
  const longest = questions.filter(({ options }) => {
    const length = (right: boolean) => Math.max(...options.filter((o) => o.right === right).map((o) => o.text.length));
    return length(true) > length(false);
  });
  expect(longest.length).toBeLessThanOrEqual(Math.ceil(questions.length * 0.6));
});

test('every file of questions belongs to a lesson and is named after it', () => {
  for (const { name, lesson } of questionFiles) {
    expect(lesson).toBe(name);
    expect(lessons.map((one) => one.name)).toContain(lesson);
  }
});

test('no two questions share an id', () => {
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
});

describe('the format refuses', () => {
  const [yaml] = [...questionTexts.values()];
  const whole = (): { questions: Record<string, unknown>[] } =>
    parse(yaml ?? '') as { questions: Record<string, unknown>[] };
  const first = (): Record<string, unknown> & { options: Record<string, unknown>[] } =>
    whole().questions[0] as Record<string, unknown> & { options: Record<string, unknown>[] };
  const problems = (question: unknown): string =>
    JSON.stringify(questionFile.safeParse({ ...whole(), questions: [question] }).error?.issues ?? 'accepted');

  test('nothing in the question as it is written', () => {
    expect(problems(first())).toBe('"accepted"');
  });
  test('a key it does not know', () => {
    expect(problems({ ...first(), answer: 'B' })).toContain('answer');
  });
  test('two right options where one is to be chosen', () => {
    const question = first();
    question.options = question.options.map((option) => ({ ...option, right: true }));
    expect(problems(question)).toContain('as many right ones');
  });
  test('a right option that no run proves', () => {
    const question = first();
    question.options = question.options.map((option) =>
      option.right === true ? { ...option, claim: 'none', why: 'So it is.', source: 'https://example.com/' } : option,
    );
    expect(problems(question)).toContain('cannot be none');
  });
  test('an unproven option without a source', () => {
    const question = first();
    question.options = question.options.map((option) =>
      option.right === true ? option : { ...option, claim: 'none' },
    );
    expect(problems(question)).toContain('needs why and source');
  });
  test('a claim about a variant that is not there', () => {
    const question = first();
    question.options = question.options.map((option) => ({
      ...option,
      claim: { ...(option.claim as object), run: 'nowhere' },
    }));
    expect(problems(question)).toContain('names no variant');
  });
  test('a seed in the scenario, because seeds are many', () => {
    const question = first();
    expect(problems({ ...question, scenario: { ...(question.scenario as object), seed: 7 } })).toContain(
      'chosen by seeds',
    );
  });
});

test('a claim that gives neither true nor false is a fault', async () => {
  const question = questions.find(({ id }) => id === 'second-request-while-busy') as Question;
  const options = question.options.map((option, i) =>
    i === 0 ? { ...option, claim: { query: 'length(requests)', shows: 'nothing' } } : option,
  );
  const { faults } = await prove({ ...question, options, seeds: 1, alsoWith: [] }, summaryOf);
  expect(faults).toEqual([expect.stringContaining('must give true or false, and gave 2')]);
});

test('a quantity that was typed is found, and a status or a count is not', () => {
  expect(typedQuantities('It takes 10 s, or 10 seconds, of 1,024 MB.')).toEqual(['10 s', '10 seconds', '1,024 MB']);
  expect(typedQuantities('Status 429 after 3 requests, on nodejs24.x, since 2025-08-01.')).toEqual([]);
});
