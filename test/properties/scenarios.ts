/** Random scenarios by profile, small enough to run thousands of. */
import fc from 'fast-check';
import type { ScenarioInput } from '#simulator';

const distribution = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), value: fc.integer({ min: 0, max: 4000 }) }),
  fc.record({ kind: fc.constant('exponential' as const), mean: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({
    kind: fc.constant('uniform' as const),
    from: fc.integer({ min: 0, max: 50 }),
    to: fc.integer({ min: 60, max: 4000 }),
  }),
);

const lambdaFunction = (FunctionName: string) =>
  fc.record({
    FunctionName: fc.constant(FunctionName),
    Runtime: fc.constantFrom('nodejs24.x', 'java21', 'provided.al2023'),
    MemorySize: fc.constantFrom(128, 512, 1769, 10_240),
    Timeout: fc.integer({ min: 1, max: 5 }),
    Profile: fc.record(
      {
        durationMs: distribution,
        initMs: fc.oneof(distribution, fc.constant({ kind: 'constant' as const, value: 12_000 })),
        errorRate: fc.constantFrom(0, 0.3),
      },
      { requiredKeys: ['durationMs'] },
    ),
    ReservedConcurrentExecutions: fc.constantFrom(undefined, 0, 1, 3),
  });

const action = fc.oneof(
  fc.record({
    do: fc.constant('invoke' as const),
    atMs: fc.integer({ min: 0, max: 20_000 }),
    FunctionName: fc.constantFrom('a', 'b'),
    count: fc.integer({ min: 1, max: 8 }),
  }),
  fc.record({
    do: fc.constant('killEnvironment' as const),
    atMs: fc.integer({ min: 0, max: 20_000 }),
    environment: fc.integer({ min: 0, max: 6 }),
  }),
  fc.record({
    do: fc.constant('updateFunctionConfiguration' as const),
    atMs: fc.integer({ min: 0, max: 20_000 }),
    FunctionName: fc.constantFrom('a', 'b'),
    MemorySize: fc.constantFrom(256, 1024),
  }),
);

export const scenarios: fc.Arbitrary<ScenarioInput> = fc.record({
  seed: fc.nat(0xffff_ffff),
  asOf: fc.constantFrom('2019-06-01', '2024-06-01', '2026-11-21'),
  account: fc.record({ ConcurrentExecutions: fc.constantFrom(104, 1000) }),
  functions: fc.tuple(lambdaFunction('a'), lambdaFunction('b')),
  traffic: fc.array(
    fc.record({
      kind: fc.constant('poisson' as const),
      FunctionName: fc.constantFrom('a', 'b'),
      ratePerSecond: fc.constantFrom(0.5, 5, 40),
      toMs: fc.integer({ min: 0, max: 20_000 }),
    }),
    { maxLength: 3 },
  ),
  actions: fc.array(action, { maxLength: 6 }),
  untilMs: fc.constantFrom(undefined, 5000, 3_000_000, 12_000_000),
});
