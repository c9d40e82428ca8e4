/** The names by which a scenario refers to functions, versions, aliases and other resources. */
import * as z from 'zod';
import { scenarioLimits } from './limits.ts';

export const functionName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, - and _');

/** A published version. */
export const versionNumber = z.string().regex(/^[1-9]\d{0,4}$/, 'must be the number of a version, such as 1');

export const aliasName = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,128}$/, 'must be 1 to 128 letters, digits, - and _')
  .refine((name) => !/^\d+$/.test(name), 'must not be a number alone, for that names a version');

/** `$LATEST`, a version or an alias. */
export const qualifier = z
  .string()
  .regex(/^(\$LATEST|[a-zA-Z0-9_-]{1,128})$/, 'must be $LATEST, a version or an alias');

export const atMs = z.number().min(0).max(scenarioLimits.durationMs);

/** The weight of the second version of an alias. */
export const routingConfig = z.strictObject({
  AdditionalVersionWeights: z
    .record(versionNumber, z.number().min(0).max(1))
    .refine((weights) => Object.keys(weights).length <= 1, 'an alias points to two versions at most'),
});
