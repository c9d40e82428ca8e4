/** Provisioned concurrency that Application Auto Scaling moves. */
import * as z from 'zod';
import { aliasName, atMs, functionName } from './names.ts';

const capacity = z.number().int().min(0).max(100_000);

/** `RegisterScalableTarget` of `lambda:function:ProvisionedConcurrency` with its policies. */
export const scalableTarget = z
  .strictObject({
    FunctionName: functionName,
    /** The alias. */
    Qualifier: aliasName,
    MinCapacity: capacity.min(1),
    MaxCapacity: capacity.min(1),
    /** `TargetValue` of `LambdaProvisionedConcurrencyUtilization`. */
    TargetTracking: z.strictObject({ TargetValue: z.number().min(0.1).max(0.9) }).optional(),
    ScheduledActions: z
      .array(z.strictObject({ atMs, MinCapacity: capacity.optional(), MaxCapacity: capacity.optional() }))
      .max(100)
      .default([]),
  })
  .refine((target) => target.MinCapacity <= target.MaxCapacity, 'MinCapacity must not be greater than MaxCapacity');

export type ScalableTarget = z.output<typeof scalableTarget>;
