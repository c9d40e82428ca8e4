/** Requests that come by themselves: their arrivals, what they carry, and the client that sends them. */
import * as z from 'zod';
import { distribution } from './distribution.ts';
import { awsLimits, scenarioLimits } from './limits.ts';
import { atMs, functionName, qualifier } from './names.ts';

const ratePerSecond = z.number().min(0).max(100_000);
const count = z.number().int().min(1).max(scenarioLimits.profileRequests);

/** How the client waits and tries again, as the AWS SDKs do. */
export const caller = z.strictObject({
  /** `AWS_RETRY_MODE`; `none` sends each request once. */
  retryMode: z.enum(['none', 'standard', 'adaptive']).default('none'),
  /** `AWS_MAX_ATTEMPTS`: all attempts, the first included. */
  maxAttempts: z.number().int().min(1).max(20).default(awsLimits['sdk.maxAttempts']),
  /** The client gives up waiting for an answer after that; the function runs on. Absent: it waits. */
  timeoutMs: z.number().min(1).max(900_000).optional(),
});

/** What a request carries and to whom: a JSON value, or `payloadText` for a body exactly as it is sent. */
export const request = {
  FunctionName: functionName,
  Qualifier: qualifier.optional(),
  InvocationType: z.enum(['RequestResponse', 'Event']).default('RequestResponse'),
  payload: z.json().optional(),
  payloadText: z.string().max(12_000_000).optional(),
  caller: caller.optional(),
};

const span = { fromMs: atMs.default(0), toMs: atMs };

export const traffic = z.discriminatedUnion('kind', [
  /** Random arrivals at a steady rate. */
  z.strictObject({ kind: z.literal('poisson'), ratePerSecond, ...span, ...request }),
  /** Random arrivals; the rate from `fromMs` on, the last step ends at `toMs`. */
  z.strictObject({
    kind: z.literal('steps'),
    steps: z
      .array(z.strictObject({ fromMs: atMs, ratePerSecond }))
      .min(1)
      .max(1000),
    toMs: atMs,
    ...request,
  }),
  /** Random arrivals whose rate goes in a straight line from one to the other. */
  z.strictObject({
    kind: z.literal('ramp'),
    fromRatePerSecond: ratePerSecond,
    toRatePerSecond: ratePerSecond,
    ...span,
    ...request,
  }),
  /** Random arrivals through the day: the rate at each full hour UTC, straight lines between. */
  z.strictObject({
    kind: z.literal('daily'),
    hourlyRatePerSecond: z.array(ratePerSecond).length(24),
    ...span,
    ...request,
  }),
  /** One request after another at a constant interval. */
  z.strictObject({
    kind: z.literal('every'),
    intervalMs: z.number().min(0.001).max(scenarioLimits.durationMs),
    fromMs: atMs.default(0),
    count,
    ...request,
  }),
  /** Many at once, or spread evenly over a short time. */
  z.strictObject({ kind: z.literal('burst'), atMs: atMs.default(0), count, overMs: atMs.default(0), ...request }),
  /** Users who each wait for their answer, think, and send the next request. */
  z.strictObject({
    kind: z.literal('closedLoop'),
    users: z.number().int().min(1).max(10_000),
    thinkMs: distribution.default({ kind: 'constant', value: 0 }),
    ...span,
    ...request,
  }),
  /** Recorded arrivals, each with the duration it had, if known: `[atMs, durationMs]`. */
  z.strictObject({
    kind: z.literal('replay'),
    requests: z
      .array(z.union([z.tuple([atMs]), z.tuple([atMs, z.number().min(0).max(900_000)])]))
      .min(1)
      .max(1_000_000)
      .refine((list) => list.every(([at], i) => i === 0 || at >= list[i - 1]![0]), 'must rise in time'),
    ...request,
  }),
]);

export type Traffic = z.output<typeof traffic>;
export type Caller = z.output<typeof caller>;

/** Requests a traffic source brings on average, without those its client sends again. */
export function expectedRequests(source: Traffic): number {
  switch (source.kind) {
    case 'every':
    case 'burst':
      return source.count;
    case 'replay':
      return source.requests.length;
    case 'poisson':
      return source.ratePerSecond * seconds(source);
    case 'ramp':
      return ((source.fromRatePerSecond + source.toRatePerSecond) / 2) * seconds(source);
    case 'daily':
      return (source.hourlyRatePerSecond.reduce((sum, rate) => sum + rate, 0) / 24) * seconds(source);
    case 'closedLoop':
      // Each user can at most send one a millisecond; think time is what bounds a sensible scenario.
      return (source.users * seconds(source) * 1000) / Math.max(1, meanMs(source.thinkMs));
    case 'steps':
      return source.steps.reduce((sum, step, i) => {
        const end = Math.min(source.toMs, source.steps[i + 1]?.fromMs ?? source.toMs);
        return sum + (step.ratePerSecond * Math.max(0, end - step.fromMs)) / 1000;
      }, 0);
  }
}

const seconds = ({ fromMs, toMs }: { fromMs: number; toMs: number }): number => Math.max(0, toMs - fromMs) / 1000;

function meanMs(of: z.output<typeof distribution>): number {
  switch (of.kind) {
    case 'constant':
      return of.value;
    case 'uniform':
      return (of.from + of.to) / 2;
    case 'exponential':
      return of.mean;
    case 'quantiles':
      return of.points.reduce(
        (sum, [p, v], i) => (i === 0 ? 0 : sum + (p - of.points[i - 1]![0]) * ((v + of.points[i - 1]![1]) / 2)),
        0,
      );
  }
}
