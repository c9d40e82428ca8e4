import { docsSchema } from '@astrojs/starlight/schema';
import { file, glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { defineCollection } from 'astro:content';
import { experimentFormat } from './study/experiment-format.ts';
import { questionFile } from './study/question-format.ts';
import { validationFormat } from './study/validation-format.ts';

export const collections = {
  /** Lessons live in `content/lessons`; Starlight knows its pages under the name `docs`. */
  docs: defineCollection({
    loader: glob({
      base: './content/lessons',
      pattern: '**/*.{md,mdx}',
      generateId: ({ entry }) => `learn/${entry.replace(/\.mdx?$/, '')}`,
    }),
    schema: docsSchema({
      extend: z.object({
        /** Minutes an unhurried reader needs. */
        minutes: z.number().int().min(1).max(90).optional(),
      }),
    }),
  }),
  /** Runs that lessons draw, print and go on with. */
  experiments: defineCollection({
    loader: glob({ base: './content/experiments', pattern: '*.yaml' }),
    schema: experimentFormat,
  }),
  /** Questions, a file a lesson. */
  questions: defineCollection({
    loader: glob({ base: './content/questions', pattern: '*.yaml' }),
    schema: questionFile,
  }),
  /** What `npm run validate -- --write` found: one entry, `results`. */
  validation: defineCollection({
    loader: file('content/validation/results.json', {
      parser: (text) => ({ results: JSON.parse(text) as Record<string, unknown> }),
    }),
    schema: validationFormat,
  }),
};
