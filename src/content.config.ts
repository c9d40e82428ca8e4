import { docsSchema } from '@astrojs/starlight/schema';
import { file, glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { defineCollection } from 'astro:content';
import { experimentFormat } from './study/experiment-format.ts';
import { questionFile } from './study/question-format.ts';

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
  /** Comparisons of the simulator with measurements and theory, which `test/validation` repeats. */
  validation: defineCollection({
    loader: file('content/validation/results.json'),
    schema: z.strictObject({
      id: z.string(),
      /** What was compared, and the quantity of it. */
      title: z.string(),
      measured: z.string(),
      simulated: z.number(),
      reference: z.number(),
      unit: z.string(),
      /** What the reference is. */
      note: z.string(),
    }),
  }),
};
