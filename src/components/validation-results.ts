/** Simulated beside measured, as the validation run writes it to `test/validation/results.json`. */
import { z } from 'astro/zod';

const results = z.strictObject({
  /** What was compared, in a sentence or two. */
  source: z.string(),
  rows: z.array(
    z.strictObject({ what: z.string(), measured: z.string(), simulated: z.string(), difference: z.string() }),
  ),
});

/** @throws ZodError when the file is not of this form, which fails the build */
export const readResults = (text: string): z.infer<typeof results> => results.parse(JSON.parse(text));
