/**
 * The scenario: the only input of a run. Files, URLs and the page all pass through `parseScenario`,
 * which refuses what is wrong with every problem named by its path.
 */
import * as z from 'zod';
import { factsOn } from './facts/index.ts';
import { runtimes } from './facts/runtimes.ts';
import { utf8Length } from './kernel/utf8.ts';

/** What a scenario may ask for at most, so that no file or link can freeze a page. */
export const scenarioLimits = {
  /** Characters of a scenario's JSON text. */
  textLength: 16 * 1024 * 1024,
  /** Requests of a run by profile, and of a run of real code. */
  profileRequests: 5_000_000,
  codeRequests: 100_000,
  /** Length of a run, 400 days. */
  durationMs: 400 * 24 * 3_600_000,
  codeBytes: 4 * 1024 * 1024,
  files: 200,
  actions: 10_000,
} as const;

/** The newest limits: an `asOf` in the past changes what happens, not what can be written. */
const limits = factsOn('9999-12-31');

const atMs = z.number().min(0).max(scenarioLimits.durationMs);
const ratePerSecond = z.number().min(0).max(100_000);
const day = z.iso.date();

/** A distribution, in milliseconds where it stands for a time. */
const distribution = z.discriminatedUnion('kind', [
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

/** A handler as a distribution of durations and outcomes, for runs too large for real code. */
const profile = z.strictObject({
  /** Time in the handler. */
  durationMs: distribution,
  /** Init time; absent: drawn from the measured cold starts of the runtime. */
  initMs: distribution.optional(),
  /** Share of invocations that end in a function error. */
  errorRate: z.number().min(0).max(1).default(0),
  maxMemoryUsedMB: z.number().int().min(1).max(limits['limits.memory.max']).optional(),
  responseBytes: z.number().int().min(0).max(20_000_000).default(2),
});

const filePath = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.@+-][\w.@+/-]*$/, 'must be a relative path of letters, digits and . _ - @ + /')
  .refine((path) => !path.split('/').includes('..'), 'must not contain ..');

const code = z.strictObject({
  /** Text by path under `/var/task`. */
  files: z
    .record(filePath, z.string())
    .refine((files) => Object.keys(files).length > 0, 'needs at least one file')
    .refine((files) => Object.keys(files).length <= scenarioLimits.files, `at most ${scenarioLimits.files} files`)
    .refine(
      (files) => Object.values(files).reduce((sum, text) => sum + text.length, 0) <= scenarioLimits.codeBytes,
      `at most ${scenarioLimits.codeBytes} characters of code`,
    ),
});

const reservedVariables = new Set(
  `_HANDLER _X_AMZN_TRACE_ID AWS_DEFAULT_REGION AWS_REGION AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_NAME
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME
  AWS_LAMBDA_LOG_STREAM_NAME AWS_ACCESS_KEY AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  AWS_LAMBDA_RUNTIME_API LAMBDA_TASK_ROOT LAMBDA_RUNTIME_DIR AWS_LAMBDA_MAX_CONCURRENCY AWS_LAMBDA_METADATA_API
  AWS_LAMBDA_METADATA_TOKEN`.split(/\s+/),
);

const variables = z
  .record(
    z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]+$/, 'must be letters, digits and _, two or more, a letter first'),
    z.string(),
  )
  .refine(
    (all) => utf8Length(JSON.stringify(all)) <= limits['limits.environmentVariables.total'],
    `all variables together may be ${limits['limits.environmentVariables.total']} bytes of JSON`,
  )
  .superRefine((all, context) => {
    for (const key of Object.keys(all))
      if (reservedVariables.has(key))
        context.addIssue({ code: 'custom', path: [key], message: 'is a reserved variable of Lambda' });
  });

const memorySize = z.number().int().min(limits['limits.memory.min']).max(limits['limits.memory.max']);
const timeout = z.number().int().min(limits['limits.timeout.min']).max(limits['limits.timeout.max']);
const tmpSize = z.number().int().min(limits['limits.tmp.default']).max(limits['limits.tmp.max']);
const accountConcurrency = limits['limits.concurrency.account'];
const logLevel = z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']);
const functionName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, - and _');

/** A function, in the words of `CreateFunction`. */
const lambdaFunction = z
  .strictObject({
    FunctionName: functionName,
    Runtime: z
      .string()
      .refine((name) => Object.hasOwn(runtimes, name), 'is not a runtime of Lambda')
      .default('nodejs24.x'),
    Handler: z.string().min(1).max(128).default('index.handler'),
    MemorySize: memorySize.default(limits['limits.memory.default']),
    Timeout: timeout.default(limits['limits.timeout.default']),
    Architectures: z.tuple([z.enum(['x86_64', 'arm64'])]).default(['x86_64']),
    PackageType: z.enum(['Zip', 'Image']).default('Zip'),
    EphemeralStorage: z.strictObject({ Size: tmpSize }).default({ Size: limits['limits.tmp.default'] }),
    Environment: z.strictObject({ Variables: variables.default({}) }).default({ Variables: {} }),
    LoggingConfig: z
      .strictObject({
        LogFormat: z.enum(['Text', 'JSON']).default('Text'),
        ApplicationLogLevel: logLevel.optional(),
        SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).optional(),
      })
      .default({ LogFormat: 'Text' }),
    ReservedConcurrentExecutions: z.number().int().min(0).max(100_000).optional(),
    Code: code.optional(),
    Profile: profile.optional(),
  })
  .superRefine((fn, context) => {
    if (!fn.Code === !fn.Profile)
      context.addIssue({ code: 'custom', message: 'needs either Code or Profile, and not both' });
    if (fn.Code && !/^nodejs\d+\.x$/.test(fn.Runtime))
      context.addIssue({
        code: 'custom',
        path: ['Runtime'],
        message: 'must be a Node.js runtime to run Code; use Profile for others',
      });
    if (
      fn.LoggingConfig.LogFormat === 'Text' &&
      (fn.LoggingConfig.ApplicationLogLevel || fn.LoggingConfig.SystemLogLevel)
    )
      context.addIssue({ code: 'custom', path: ['LoggingConfig'], message: 'levels need LogFormat JSON' });
  });

/** What a request carries: a JSON value, or `payloadText` for a body exactly as it is sent. */
const body = { payload: z.json().optional(), payloadText: z.string().max(12_000_000).optional() };

/** Requests that come by themselves. */
const traffic = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('poisson'),
    FunctionName: functionName,
    ratePerSecond,
    fromMs: atMs.default(0),
    toMs: atMs,
    ...body,
  }),
  z.strictObject({
    kind: z.literal('steps'),
    FunctionName: functionName,
    /** The rate from `fromMs` on, random arrivals; the last step ends at `toMs`. */
    steps: z
      .array(z.strictObject({ fromMs: atMs, ratePerSecond }))
      .min(1)
      .max(1000),
    toMs: atMs,
    ...body,
  }),
  z.strictObject({
    kind: z.literal('every'),
    FunctionName: functionName,
    intervalMs: z.number().min(0.001).max(scenarioLimits.durationMs),
    fromMs: atMs.default(0),
    count: z.number().int().min(1).max(scenarioLimits.profileRequests),
    ...body,
  }),
]);

/** What a person does during the run. */
const action = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('invoke'),
    atMs,
    FunctionName: functionName,
    /** That many requests at the same instant. */
    count: z.number().int().min(1).max(10_000).default(1),
    ...body,
  }),
  z.strictObject({
    do: z.literal('updateFunctionConfiguration'),
    atMs,
    FunctionName: functionName,
    MemorySize: memorySize.optional(),
    Timeout: timeout.optional(),
    Environment: z.strictObject({ Variables: variables }).optional(),
  }),
  z.strictObject({ do: z.literal('killEnvironment'), atMs, environment: z.number().int().min(0).max(0xffff_fffe) }),
]);

const scenario = z
  .strictObject({
    version: z.literal(1).default(1),
    name: z.string().max(200).default(''),
    seed: z.number().int().min(0).max(0xffff_ffff).default(1),
    /** The day whose facts are in force. */
    asOf: day.default('2026-11-21'),
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
    traffic: z.array(traffic).max(100).default([]),
    actions: z.array(action).max(scenarioLimits.actions).default([]),
    /** The run ends here even if environments still live; absent: when nothing is left but idle environments. */
    untilMs: atMs.optional(),
  })
  .superRefine((whole, context) => {
    const byName = new Map<string, (typeof whole.functions)[number]>();
    whole.functions.forEach((fn, i) => {
      if (byName.has(fn.FunctionName))
        context.addIssue({ code: 'custom', path: ['functions', i, 'FunctionName'], message: 'is used twice' });
      byName.set(fn.FunctionName, fn);
    });
    const named = (path: (string | number)[], name: string): void => {
      if (!byName.has(name))
        context.addIssue({ code: 'custom', path: [...path, 'FunctionName'], message: `names no function: ${name}` });
    };
    const bodied = (path: (string | number)[], item: { payload?: unknown; payloadText?: string | undefined }): void => {
      if (item.payload !== undefined && item.payloadText !== undefined)
        context.addIssue({ code: 'custom', path, message: 'has both payload and payloadText' });
    };
    let requests = 0;
    let ofCode = 0;
    const count = (name: string, n: number): void => {
      requests += n;
      if (byName.get(name)?.Code) ofCode += n;
    };
    whole.traffic.forEach((source, i) => {
      named(['traffic', i], source.FunctionName);
      bodied(['traffic', i], source);
      count(source.FunctionName, expectedRequests(source));
      if (
        source.kind === 'steps' &&
        source.steps.some((step, k) => k > 0 && step.fromMs <= source.steps[k - 1]!.fromMs)
      )
        context.addIssue({ code: 'custom', path: ['traffic', i, 'steps'], message: 'must rise in fromMs' });
    });
    whole.actions.forEach((item, i) => {
      if (item.do === 'killEnvironment') return;
      named(['actions', i], item.FunctionName);
      if (item.do !== 'invoke') return;
      bodied(['actions', i], item);
      count(item.FunctionName, item.count);
    });
    if (requests > scenarioLimits.profileRequests)
      context.addIssue({
        code: 'custom',
        path: ['traffic'],
        message: `about ${Math.round(requests)} requests; a run has at most ${scenarioLimits.profileRequests}`,
      });
    else if (ofCode > scenarioLimits.codeRequests)
      context.addIssue({
        code: 'custom',
        path: ['traffic'],
        message: `about ${Math.round(ofCode)} requests run real code; at most ${scenarioLimits.codeRequests} may, use Profile for more`,
      });
    const reserved = whole.functions.reduce((sum, fn) => sum + (fn.ReservedConcurrentExecutions ?? 0), 0);
    const total = whole.account.ConcurrentExecutions;
    const reservable = total - Math.min(limits['limits.concurrency.unreservedMin'], total);
    if (reserved > reservable)
      context.addIssue({
        code: 'custom',
        path: ['functions'],
        message: `reserve ${reserved} in all; of ${whole.account.ConcurrentExecutions}, at most ${reservable} can be reserved`,
      });
  });

export type Scenario = z.output<typeof scenario>;
/** A scenario as people write it: what has a default may be left out. */
export type ScenarioInput = z.input<typeof scenario>;
export type LambdaFunction = Scenario['functions'][number];
export type Traffic = Scenario['traffic'][number];
export type Action = Scenario['actions'][number];
export type Distribution = z.output<typeof distribution>;

/** Requests a traffic source brings on average. */
export function expectedRequests(source: Traffic): number {
  if (source.kind === 'every') return source.count;
  if (source.kind === 'poisson') return (source.ratePerSecond * Math.max(0, source.toMs - source.fromMs)) / 1000;
  return source.steps.reduce((sum, step, i) => {
    const end = Math.min(source.toMs, source.steps[i + 1]?.fromMs ?? source.toMs);
    return sum + (step.ratePerSecond * Math.max(0, end - step.fromMs)) / 1000;
  }, 0);
}

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
