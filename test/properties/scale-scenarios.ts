/** Random scenarios of everything that scales: versions, provisioned concurrency, clients, asynchronous events. */
import fc from 'fast-check';
import type { ScenarioInput } from '#simulator';

const queue = 'arn:aws:sqs:us-east-1:111122223333:dead';
const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;
const atMs = fc.integer({ min: 0, max: 400_000 });
const FunctionName = fc.constantFrom('a', 'b');

const profile = fc.record(
  {
    durationMs: fc.oneof(
      fc.record({ kind: fc.constant('constant' as const), value: fc.integer({ min: 0, max: 4000 }) }),
      fc.record({ kind: fc.constant('exponential' as const), mean: fc.integer({ min: 1, max: 2000 }) }),
    ),
    initMs: fc.record({ kind: fc.constant('constant' as const), value: fc.constantFrom(100, 900, 12_000) }),
    errorRate: fc.constantFrom(0, 0.3, 1),
  },
  { requiredKeys: ['durationMs'] },
);

const lambdaFunction = (name: string, other: string) =>
  fc.record(
    {
      FunctionName: fc.constant(name),
      Runtime: fc.constantFrom('nodejs24.x', 'java21'),
      Timeout: fc.integer({ min: 1, max: 4 }),
      Profile: profile,
      ReservedConcurrentExecutions: fc.constantFrom(undefined, 0, 3, 6),
      DeadLetterConfig: fc.constant({ TargetArn: queue }),
      Versions: fc.constantFrom<{ MemorySize?: number }[]>(
        [{}, { MemorySize: 512 }],
        [{}, { MemorySize: 256 }, { MemorySize: 1024 }],
      ),
      Aliases: fc.constantFrom(
        [{ Name: 'live', FunctionVersion: '1' }],
        [{ Name: 'live', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { '2': 0.4 } } }],
      ),
      ProvisionedConcurrencyConfigs: fc.constantFrom([], [{ Qualifier: 'live', ProvisionedConcurrentExecutions: 2 }]),
      EventInvokeConfigs: fc.constantFrom(
        [],
        [{ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 }],
        [{ DestinationConfig: { OnFailure: { Destination: functionArn(other) }, OnSuccess: { Destination: queue } } }],
      ),
    },
    { requiredKeys: ['FunctionName', 'Profile', 'Versions', 'Aliases'] },
  );

const request = {
  FunctionName,
  InvocationType: fc.constantFrom('RequestResponse' as const, 'Event' as const),
  Qualifier: fc.constantFrom(undefined, 'live', '2'),
  caller: fc.constantFrom(
    undefined,
    { retryMode: 'standard' as const },
    { retryMode: 'adaptive' as const, timeoutMs: 700 },
    { timeoutMs: 300 },
  ),
};

const traffic = fc.oneof(
  fc.record({
    kind: fc.constant('poisson' as const),
    ratePerSecond: fc.constantFrom(0.5, 5),
    toMs: fc.integer({ min: 0, max: 20_000 }),
    ...request,
  }),
  fc.record({
    kind: fc.constant('burst' as const),
    atMs,
    count: fc.integer({ min: 1, max: 12 }),
    overMs: fc.constantFrom(0, 1000),
    ...request,
  }),
  fc.record({
    kind: fc.constant('closedLoop' as const),
    users: fc.integer({ min: 1, max: 4 }),
    thinkMs: fc.constant({ kind: 'exponential' as const, mean: 500 }),
    toMs: fc.constantFrom(3000, 8000),
    ...request,
  }),
);

const action = fc.oneof(
  fc.record({ do: fc.constant('invoke' as const), atMs, count: fc.integer({ min: 1, max: 6 }), ...request }),
  fc.record({ do: fc.constant('publishVersion' as const), atMs, FunctionName }),
  fc.record({
    do: fc.constant('updateFunctionConfiguration' as const),
    atMs,
    FunctionName,
    MemorySize: fc.constantFrom(192, 768),
  }),
  fc.record({
    do: fc.constant('updateAlias' as const),
    atMs,
    FunctionName,
    Name: fc.constant('live'),
    FunctionVersion: fc.constantFrom('1', '2'),
  }),
  fc.record({
    do: fc.constant('putFunctionConcurrency' as const),
    atMs,
    FunctionName,
    ReservedConcurrentExecutions: fc.constantFrom(0, 1, 4),
  }),
  fc.record({ do: fc.constant('deleteFunctionConcurrency' as const), atMs, FunctionName }),
  fc.record({
    do: fc.constant('putProvisionedConcurrencyConfig' as const),
    atMs,
    FunctionName,
    Qualifier: fc.constant('live'),
    ProvisionedConcurrentExecutions: fc.constantFrom(1, 3, 5),
  }),
  fc.record({
    do: fc.constant('deleteProvisionedConcurrencyConfig' as const),
    atMs,
    FunctionName,
    Qualifier: fc.constant('live'),
  }),
  fc.record({
    do: fc.constant('createDeployment' as const),
    atMs,
    FunctionName,
    Alias: fc.constant('live'),
    FunctionVersion: fc.constant('2'),
    DeploymentConfigName: fc.constantFrom(
      'CodeDeployDefault.LambdaAllAtOnce' as const,
      'CodeDeployDefault.LambdaLinear10PercentEvery1Minute' as const,
    ),
    BeforeAllowTraffic: fc.constantFrom(undefined, 'b'),
    Alarms: fc.constantFrom([], [{ MetricName: 'Errors' as const, Threshold: 0 }]),
  }),
  fc.record({ do: fc.constant('killEnvironment' as const), atMs, environment: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ do: fc.constant('deleteResource' as const), atMs, Arn: fc.constant(queue) }),
);

/** Checked by `parseScenario` as every input is. */
export const scaleScenarios = fc.record({
  seed: fc.nat(0xffff_ffff),
  asOf: fc.constantFrom('2022-06-01', '2026-11-21'),
  account: fc.record({ ConcurrentExecutions: fc.constantFrom(110, 1000) }),
  functions: fc.tuple(lambdaFunction('a', 'b'), lambdaFunction('b', 'a')),
  queues: fc.constant([{ QueueName: 'dead' }]),
  traffic: fc.array(traffic, { maxLength: 3 }),
  actions: fc.array(action, { maxLength: 7 }),
  faults: fc.record({
    duplicateEventShare: fc.constantFrom(0, 0.3),
    serviceErrorShare: fc.constantFrom(0, 0.1),
  }),
  scalableTargets: fc.constantFrom(
    [],
    [
      {
        FunctionName: 'a',
        Qualifier: 'live',
        MinCapacity: 1,
        MaxCapacity: 4,
        TargetTracking: { TargetValue: 0.5 },
        ScheduledActions: [{ atMs: 100_000, MinCapacity: 2 }],
      },
    ],
  ),
}) as fc.Arbitrary<unknown> as fc.Arbitrary<ScenarioInput>;
