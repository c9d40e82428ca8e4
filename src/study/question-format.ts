/**
 * The format of a question: YAML in `content/questions`, one file a topic.
 *
 * A question has a scenario, and its options carry *claims* over the run of it. Nobody asserts the
 * key by hand: `claims.ts` runs the scenario and holds every claim against it. Texts are Markdown
 * lines with placeholders (`question-text.ts`), so that no number is typed twice.
 */
import * as z from 'zod';
import { changes } from './changes.ts';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by -');
const text = z.string().trim().min(1).max(1200);

/** `DVA-C03/1.2.2`: an exam and the number of a domain, task or skill in its guide. */
const examPlace = z
  .string()
  .regex(
    /^(CLF-C02|DVA-C03|SAA-C03|SOA-C03|DEA-C01|SAP-C03|DOP-C02|SCS-C03|AIP-C01)\/\d(\.\d+){0,2}$/,
    'must look like DVA-C03/1.2.2',
  );

const claim = z.strictObject({
  /**
   * JMESPath over the summary of the run; must give `true` for a right option, `false` for a wrong one.
   * In the run of a variant, `base` is the summary of the run without it.
   */
  query: z.string().trim().min(1).max(600),
  /** The variant that is run; absent: the scenario as it stands. */
  run: slug.optional(),
  /** What the run showed, for the reader. */
  shows: text,
});

const option = z
  .strictObject({
    id: slug,
    text,
    right: z.boolean(),
    /** Why it is right or wrong, and for a wrong one where it would be right. */
    reason: text,
    /** `none`: no run can decide it; `why` says so and `source` names the document. */
    claim: z.union([z.literal('none'), claim]),
    why: text.optional(),
    source: z.url({ protocol: /^https$/ }).optional(),
  })
  .superRefine(({ claim, why, source }, context) => {
    if (claim === 'none' && !(why && source))
      context.addIssue({ code: 'custom', path: ['claim'], message: 'none needs why and source' });
    if (claim !== 'none' && (why || source))
      context.addIssue({ code: 'custom', path: ['why'], message: 'and source belong to claim: none' });
  });

const question = z
  .strictObject({
    id: slug,
    /** Concept ids of the syllabus. */
    concepts: z.array(slug).min(1),
    exams: z.array(examPlace).min(1),
    level: z.enum(['recall', 'understand', 'apply', 'troubleshoot', 'evaluate']),
    /** A company and a symptom, then the question. Paragraphs are separated by an empty line. */
    stem: z.string().trim().min(1).max(3000),
    /** Files of the first function to print under the stem. */
    code: z.array(z.string()).default([]),
    /** JMESPath over the summary: lines of the run's log to print under the stem. */
    log: z.string().optional(),
    /** How many options are right. */
    choose: z.int().min(1).max(4).default(1),
    /** What was run, as a line under "Proven by run". */
    ran: text,
    /** As `parseScenario` takes it, without `seed`. */
    scenario: z.looseObject({ functions: z.array(z.json()) }),
    variants: z.record(slug, changes).default({}),
    /** Claims hold for the seeds 1 to this. */
    seeds: z.int().min(1).max(200).default(24),
    /** Claims also hold with each of these changes made to the scenario and to its variants. */
    alsoWith: z.array(changes).max(20).default([]),
    options: z.array(option).min(3).max(6),
  })
  .superRefine((whole, context) => {
    const problem = (path: (string | number)[], message: string): void => {
      context.addIssue({ code: 'custom', path, message });
    };
    if (whole.options.filter(({ right }) => right).length !== whole.choose)
      problem(['options'], `must have as many right ones as choose says: ${whole.choose}`);
    if (new Set(whole.options.map(({ id }) => id)).size !== whole.options.length)
      problem(['options'], 'must have different ids');
    whole.options.forEach(({ claim, right }, i) => {
      if (claim === 'none' && right) problem(['options', i, 'claim'], 'of a right option cannot be none');
      if (claim !== 'none' && claim.run !== undefined && !(claim.run in whole.variants))
        problem(['options', i, 'claim', 'run'], `names no variant: ${claim.run}`);
    });
    if ('seed' in whole.scenario) problem(['scenario', 'seed'], 'is chosen by seeds');
  });

const file = z
  .strictObject({
    /** The lesson the questions belong to, as in its address. */
    lesson: slug,
    questions: z.array(question).min(1),
  })
  .superRefine(({ questions }, context) => {
    questions.forEach(({ id }, i) => {
      if (questions.findIndex((other) => other.id === id) !== i)
        context.addIssue({ code: 'custom', path: ['questions', i, 'id'], message: `is used twice: ${id}` });
    });
  });

export { file as questionFile };
export type QuestionFile = z.output<typeof file>;
export type Question = z.output<typeof question>;
export type Option = z.output<typeof option>;
