/**
 * `process.env` of a handler: Lambda's own variables and the learner's.
 *
 * Models: the values that handlers of nodejs22.x and nodejs24.x were recorded to see on 2026-01-12
 * and the list of https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html.
 * Left out: real credentials: the three keys hold words that say so.
 */
import { functionArn, hex32, logGroupName, logStreamName } from '../identity.ts';
import { initializationTypes, NONE } from '../trace.ts';
import type { FunctionState, World } from './world.ts';

/** All variables of an environment. */
export function environmentVariables(world: World, environment: number, of: FunctionState): Record<string, string> {
  const { seed, region } = world.scenario;
  const { configuration: fn } = of;
  const type = initializationType(world, environment);
  const node = /^nodejs(\d+)/.exec(fn.Runtime)?.[1] ?? '';
  return {
    AWS_ACCESS_KEY_ID: `ASIA${hex32(seed, 'accessKey', environment).slice(0, 16).toUpperCase()}`,
    AWS_SECRET_ACCESS_KEY: 'a-simulated-environment-has-no-credentials',
    AWS_SESSION_TOKEN: 'a-simulated-environment-has-no-credentials',
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.Runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.MemorySize),
    AWS_LAMBDA_FUNCTION_NAME: fn.FunctionName,
    AWS_LAMBDA_FUNCTION_VERSION: of.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: type,
    // A snapshot is made before anyone knows where its environments will log.
    ...(type === 'snap-start'
      ? {}
      : {
          AWS_LAMBDA_LOG_GROUP_NAME: logGroupName(fn.FunctionName),
          AWS_LAMBDA_LOG_STREAM_NAME: streamOf(world, environment, of),
        }),
    AWS_LAMBDA_RUNTIME_API: '169.254.100.1:9001',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '169.254.100.1:2000',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LAMBDA_TASK_ROOT: '/var/task',
    LANG: 'en_US.UTF-8',
    LD_LIBRARY_PATH: '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
    NODE_PATH: `/opt/nodejs/node${node}/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task`,
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    PWD: '/var/task',
    TZ: ':UTC',
    _HANDLER: fn.Handler,
    ...fn.Environment.Variables,
  };
}

function initializationType(world: World, environment: number) {
  if (environment === NONE) return 'snap-start';
  return initializationTypes[world.environments.columns.initializationType[environment] as number]!;
}

/** The log stream of an environment. */
export function streamOf(world: World, environment: number, { version }: FunctionState): string {
  const createdAtUs = world.environments.columns.createdAtUs[environment] as number;
  return logStreamName(world.scenario.seed, environment, world.startAtMs + Math.floor(createdAtUs / 1000), version);
}

/** What the handler finds in its context, the same in every invocation of an environment. */
export function contextOf(world: World, environment: number, of: FunctionState) {
  const { FunctionName, MemorySize } = of.configuration;
  const { region, accountId } = world.scenario;
  const qualified = of.version === '$LATEST' ? FunctionName : `${FunctionName}:${of.version}`;
  return {
    invokedFunctionArn: functionArn(region, accountId, qualified),
    functionName: FunctionName,
    functionVersion: of.version,
    memoryLimitInMB: String(MemorySize),
    logGroupName: logGroupName(FunctionName),
    logStreamName: streamOf(world, environment, of),
  };
}
