/** A function, in the words of `CreateFunction` and of the calls that configure it further. */
import * as z from 'zod';
import { hasSnapStart, runtimes } from '../facts/runtimes.ts';
import { utf8Length } from '../kernel/utf8.ts';
import { deadLetterConfig, eventInvokeConfig } from './asynchronous.ts';
import { distribution } from './distribution.ts';
import { awsLimits, scenarioLimits } from './limits.ts';
import { aliasName, functionName, qualifier, routingConfig, versionNumber } from './names.ts';

/** A handler as a distribution of durations and outcomes, for runs too large for real code. */
export const profile = z.strictObject({
  /** Time in the handler. */
  durationMs: distribution,
  /** Init time; absent: drawn from the measured cold starts of the runtime. */
  initMs: distribution.optional(),
  /** Share of invocations that end in a function error. */
  errorRate: z.number().min(0).max(1).default(0),
  maxMemoryUsedMB: z.number().int().min(1).max(awsLimits['limits.memory.max']).optional(),
  responseBytes: z.number().int().min(0).max(20_000_000).default(2),
  /** A function that each invocation that succeeds invokes asynchronously at its end. */
  invokes: z.strictObject({ FunctionName: functionName, Qualifier: qualifier.optional() }).optional(),
});

const filePath = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.@+-][\w.@+/-]*$/, 'must be a relative path of letters, digits and . _ - @ + /')
  .refine((path) => !path.split('/').includes('..'), 'must not contain ..');

export const code = z.strictObject({
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

export const variables = z
  .record(
    z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]+$/, 'must be letters, digits and _, two or more, a letter first'),
    z.string(),
  )
  .refine(
    (all) => utf8Length(JSON.stringify(all)) <= awsLimits['limits.environmentVariables.total'],
    `all variables together may be ${awsLimits['limits.environmentVariables.total']} bytes of JSON`,
  )
  .superRefine((all, context) => {
    for (const key of Object.keys(all))
      if (reservedVariables.has(key))
        context.addIssue({ code: 'custom', path: [key], message: 'is a reserved variable of Lambda' });
  });

export const memorySize = z.number().int().min(awsLimits['limits.memory.min']).max(awsLimits['limits.memory.max']);
export const timeout = z.number().int().min(awsLimits['limits.timeout.min']).max(awsLimits['limits.timeout.max']);
const tmpSize = z.number().int().min(awsLimits['limits.tmp.default']).max(awsLimits['limits.tmp.max']);
const logLevel = z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']);
export const snapStart = z.strictObject({ ApplyOn: z.enum(['PublishedVersions', 'None']) });

/** What a version may have of its own. */
const versionChange = {
  Description: z.string().max(256).optional(),
  MemorySize: memorySize.optional(),
  Timeout: timeout.optional(),
  Environment: z.strictObject({ Variables: variables }).optional(),
  SnapStart: snapStart.optional(),
  Code: code.optional(),
  Profile: profile.optional(),
};

/** A function, in the words of `CreateFunction`. */
export const lambdaFunction = z
  .strictObject({
    FunctionName: functionName,
    Runtime: z
      .string()
      .refine((name) => Object.hasOwn(runtimes, name), 'is not a runtime of Lambda')
      .default('nodejs24.x'),
    Handler: z.string().min(1).max(128).default('index.handler'),
    MemorySize: memorySize.default(awsLimits['limits.memory.default']),
    Timeout: timeout.default(awsLimits['limits.timeout.default']),
    Architectures: z.tuple([z.enum(['x86_64', 'arm64'])]).default(['x86_64']),
    PackageType: z.enum(['Zip', 'Image']).default('Zip'),
    EphemeralStorage: z.strictObject({ Size: tmpSize }).default({ Size: awsLimits['limits.tmp.default'] }),
    Environment: z.strictObject({ Variables: variables.default({}) }).default({ Variables: {} }),
    LoggingConfig: z
      .strictObject({
        LogFormat: z.enum(['Text', 'JSON']).default('Text'),
        ApplicationLogLevel: logLevel.optional(),
        SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).optional(),
      })
      .default({ LogFormat: 'Text' }),
    ReservedConcurrentExecutions: z.number().int().min(0).max(100_000).optional(),
    DeadLetterConfig: deadLetterConfig.optional(),
    SnapStart: snapStart.default({ ApplyOn: 'None' }),
    RecursiveLoop: z.enum(['Terminate', 'Allow']).default('Terminate'),
    Code: code.optional(),
    Profile: profile.optional(),
    /** Published before the run begins: version 1, 2 ... each the function as it stands here, with these changes. */
    Versions: z.array(z.strictObject(versionChange)).max(100).default([]),
    Aliases: z
      .array(
        z.strictObject({ Name: aliasName, FunctionVersion: versionNumber, RoutingConfig: routingConfig.optional() }),
      )
      .max(100)
      .default([]),
    /** Allocated and ready when the run begins. */
    ProvisionedConcurrencyConfigs: z
      .array(
        z.strictObject({ Qualifier: qualifier, ProvisionedConcurrentExecutions: z.number().int().min(1).max(100_000) }),
      )
      .max(50)
      .default([]),
    EventInvokeConfigs: z.array(eventInvokeConfig).max(50).default([]),
  })
  .superRefine((fn, context) => {
    if (!fn.Code === !fn.Profile)
      context.addIssue({ code: 'custom', message: 'needs either Code or Profile, and not both' });
    const withSnapStart = fn.SnapStart.ApplyOn === 'PublishedVersions';
    if (withSnapStart && !hasSnapStart(fn.Runtime))
      context.addIssue({ code: 'custom', path: ['SnapStart'], message: `is not offered for ${fn.Runtime}` });
    if (withSnapStart && fn.ProvisionedConcurrencyConfigs.length > 0)
      context.addIssue({
        code: 'custom',
        path: ['ProvisionedConcurrencyConfigs'],
        message: 'cannot be had together with SnapStart',
      });
    if (withSnapStart && fn.EphemeralStorage.Size > awsLimits['limits.tmp.default'])
      context.addIssue({
        code: 'custom',
        path: ['EphemeralStorage', 'Size'],
        message: `may be at most ${awsLimits['limits.tmp.default']} MB with SnapStart`,
      });
    // SnapStart is not offered for Node.js: to see it work on code, JavaScript stands in for the other languages.
    if (fn.Code && !/^nodejs\d+\.x$/.test(fn.Runtime) && !withSnapStart)
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

export type LambdaFunction = z.output<typeof lambdaFunction>;
