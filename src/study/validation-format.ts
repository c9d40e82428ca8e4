/** What `npm run validate -- --write` writes to `content/validation/results.json`, for the page that shows it. */
import * as z from 'zod';

const errors = { pColdMapePercent: z.number(), instancesMapePercent: z.number() };
const estimate = z.strictObject({ value: z.number(), standardError: z.number() });
const seconds = z.number().positive();

const experiment = z.strictObject({
  name: z.string(),
  ratePerSecond: z.number().positive(),
  measuredPCold: z.number(),
  measuredPColdStandardError: z.number(),
  simulatedPCold: z.number(),
  measuredInstances: z.number(),
  simulatedInstances: z.number(),
});

export const validationFormat = z.strictObject({
  ...errors,
  checks: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        simulated: z.string(),
        reference: z.string(),
        from: z.string(),
        allowed: z.string(),
        holds: z.boolean(),
      }),
    )
    .min(1),
  experiments: z.strictObject({
    idleTimeoutSeconds: seconds,
    simulatedSeconds: seconds,
    simFaas: z.strictObject(errors),
    runs: z.array(z.strictObject({ seed: z.int(), ...errors })).min(1),
    ownServiceTimes: z.strictObject(errors),
    variants: z.array(
      z.strictObject({
        coldService: z.enum(['constantInit', 'exponential']),
        idleTimeoutSeconds: seconds,
        maximumLifeSeconds: seconds.optional(),
        ...errors,
      }),
    ),
    rows: z.array(experiment).min(1),
  }),
  traces: z.strictObject({
    idleTimeoutSeconds: seconds,
    maximumLifeSeconds: seconds,
    meanErrorPercent: z.number(),
    meanErrorWithMaximumLifePercent: z.number(),
    days: z.array(
      z.strictObject({
        day: z.iso.date(),
        requests: z.int(),
        observed: z.int(),
        predicted: z.int(),
        predictedWithMaximumLife: z.int(),
      }),
    ),
  }),
  fullAccount: z.strictObject({ turnedAway: estimate, requests: z.int(), exact: z.number() }),
  steady: z.strictObject({
    pCold: estimate,
    servers: estimate,
    running: estimate,
    requests: z.int(),
    reference: z.strictObject({ pCold: z.number(), servers: z.number(), running: z.number() }),
  }),
  rareRequests: z.array(
    z.strictObject({ ratePerSecond: z.number(), idleTimeoutSeconds: seconds, pCold: estimate, exact: z.number() }),
  ),
  formerBursts: z.array(z.strictObject({ minutes: z.int(), simulated: z.string(), documented: z.string() })),
  coldStarts: z.strictObject({
    draws: z.int(),
    quantiles: z.array(
      z.strictObject({
        kind: z.string(),
        probability: z.number().min(0).max(1),
        measuredMs: z.number(),
        drawnMs: z.number(),
        share: z.number(),
        standardErrors: z.number(),
      }),
    ),
  }),
});

export type Validation = z.output<typeof validationFormat>;
export type ValidationExperiment = z.output<typeof experiment>;
