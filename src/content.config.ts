import { docsSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { defineCollection } from 'astro:content';
import { experimentFormat } from './study/experiment-format.ts';
import { questionFile } from './study/question-format.ts';

/** Lessons live in `content/lessons`; Starlight knows its pages under the name `docs`. */
export const collections = {
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
  questions: defineCollection({ loader: glob({ base: './content/questions', pattern: '*.yaml' }), schema: questionFile }),
};
