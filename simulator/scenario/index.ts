/**
 * The scenario: the only input of a run. Files, URLs and the page all pass through `parseScenario`,
 * which refuses what is wrong with every problem named by its path.
 */
import * as z from 'zod';
import { misconceptionIds } from '../misconceptions/ids.ts';
import { action } from './actions.ts';
import { checkScenario } from './checks.ts';
import { lambdaFunction } from './function.ts';
import { awsLimits, scenarioLimits } from './limits.ts';
import { atMs } from './names.ts';
import { scalableTarget } from './scaling.ts';
import { traffic } from './traffic.ts';

export { type Action } from './actions.ts';
export { type EventInvokeConfig } from './asynchronous.ts';
export { type Distribution } from './distribution.ts';
export { type LambdaFunction } from './function.ts';
export { scenarioLimits } from './limits.ts';
export { type ScalableTarget } from './scaling.ts';
export { type Caller, expectedRequests, type Traffic } from './traffic.ts';

const accountConcurrency = awsLimits['limits.concurrency.account'];
const resourceName = z.string().regex(/^[\w.-]{1,256}$/, 'must be letters, digits and - _ .');

const scenario = z
  .strictObject({
    version: z.literal(1).default(1),
    name: z.string().max(200).default(''),
    seed: z.number().int().min(0).max(0xffff_ffff).default(1),
    /** The day whose facts are in force. */
    asOf: z.iso.date().default('2026-11-21'),
    /** Instant of time 0; absent: 09:00 UTC of `asOf`. */
    startAt: z.iso.datetime().optional(),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must look like us-east-1')
      .default('us-east-1'),
    accountId: z
      .string()
      .regex(/^\d{12}$/, 'must be 12 digits')
      .default('111122223333'),
    account: z
      .strictObject({ ConcurrentExecutions: z.number().int().min(1).max(1_000_000).default(accountConcurrency) })
      .default({ ConcurrentExecutions: accountConcurrency }),
    functions: z.array(lambdaFunction).min(1).max(50),
    /** What events can be sent to besides functions; the event bus `default` is always there. */
    queues: z
      .array(z.strictObject({ QueueName: resourceName }))
      .max(50)
      .default([]),
    topics: z
      .array(z.strictObject({ TopicName: resourceName }))
      .max(50)
      .default([]),
    buckets: z
      .array(z.strictObject({ BucketName: resourceName }))
      .max(50)
      .default([]),
    eventBuses: z
      .array(z.strictObject({ Name: resourceName }))
      .max(50)
      .default([]),
    scalableTargets: z.array(scalableTarget).max(50).default([]),
    traffic: z.array(traffic).max(100).default([]),
    actions: z.array(action).max(scenarioLimits.actions).default([]),
    /** What AWS leaves open, chosen otherwise than the dated assumption of the facts. */
    assumptions: z
      .strictObject({
        idleLifeSeconds: z.number().min(1).max(10_000_000).optional(),
        maximumLifeSeconds: z.number().min(1).max(100_000_000).optional(),
        reuse: z.enum(['mostRecent', 'leastRecent']).optional(),
      })
      .default({}),
    /** Trouble that Lambda itself brings. */
    faults: z
      .strictObject({
        /** Share of asynchronous events that are delivered twice. */
        duplicateEventShare: z.number().min(0).max(1).default(0),
        /** Share of attempts that the service answers with 500. */
        serviceErrorShare: z.number().min(0).max(1).default(0),
      })
      .default({ duplicateEventShare: 0, serviceErrorShare: 0 }),
    /** A wrong model that decides in Lambda's place. */
    misconception: z.enum(misconceptionIds).optional(),
    /** The run ends here even if environments still live; absent: when nothing is left but idle environments. */
    untilMs: atMs.optional(),
  })
  .superRefine(checkScenario);

export type Scenario = z.output<typeof scenario>;
/** A scenario as people write it: what has a default may be left out. */
export type ScenarioInput = z.input<typeof scenario>;

/** One thing that is wrong with a scenario. */
export interface Problem {
  /** Where: `functions[0].MemorySize`, or empty for the whole. */
  readonly path: string;
  readonly message: string;
}

export class ScenarioError extends Error {
  override name = 'ScenarioError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('\n'));
    this.problems = problems;
  }
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    '',
  );

/**
 * Checks a value and fills in what was left out.
 * @throws ScenarioError with every problem by path
 */
export function parseScenario(input: unknown): Scenario {
  const result = scenario.safeParse(input);
  if (result.success) return result.data;
  throw new ScenarioError(result.error.issues.map(({ path, message }) => ({ path: pathText(path), message })));
}

/**
 * Reads a scenario's JSON text.
 * @throws ScenarioError when it is too long, not JSON, or not a scenario
 */
export function parseScenarioText(text: string): Scenario {
  if (text.length > scenarioLimits.textLength)
    throw new ScenarioError([
      { path: '', message: `is ${text.length} characters long; at most ${scenarioLimits.textLength} are read` },
    ]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ScenarioError([{ path: '', message: `is not JSON: ${(error as Error).message}` }]);
  }
  return parseScenario(value);
}

/** The JSON Schema of a scenario, for editors. */
export const scenarioJsonSchema = (): unknown => z.toJSONSchema(scenario, { io: 'input', unrepresentable: 'any' });
