/** A distribution, in milliseconds where it stands for a time. */
import * as z from 'zod';

export const distribution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), value: z.number().min(0).max(900_000) }),
  z.strictObject({
    kind: z.literal('uniform'),
    from: z.number().min(0).max(900_000),
    to: z.number().min(0).max(900_000),
  }),
  z.strictObject({ kind: z.literal('exponential'), mean: z.number().min(0).max(900_000) }),
  z.strictObject({
    kind: z.literal('quantiles'),
    /** `[probability, value]`, rising, from probability 0 to 1; straight lines between. */
    points: z
      .array(z.tuple([z.number().min(0).max(1), z.number().min(0).max(900_000)]))
      .min(2)
      .max(100)
      .refine(
        (points) =>
          points[0]?.[0] === 0 &&
          points.at(-1)?.[0] === 1 &&
          points.every((p, i) => i === 0 || (p[0] > points[i - 1]![0] && p[1] >= points[i - 1]![1])),
        'must rise from probability 0 to probability 1',
      ),
  }),
]);

export type Distribution = z.output<typeof distribution>;
