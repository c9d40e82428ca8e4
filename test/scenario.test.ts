import { describe, expect, test } from 'vitest';
import { parseScenario, parseScenarioText, ScenarioError, scenarioLimits } from '#simulator';

const hello = { FunctionName: 'hello', Code: { files: { 'index.mjs': 'export const handler = async () => 1;' } } };
const profile = { FunctionName: 'f', Profile: { durationMs: { kind: 'constant', value: 10 } } };

/** The problems of a bad scenario, as `path: message`. */
function problems(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
  throw new Error('was accepted');
}

test('what is left out gets the default that Lambda has', () => {
  const { functions, account, seed } = parseScenario({ functions: [hello] });
  expect(functions[0]).toMatchObject({
    MemorySize: 128,
    Timeout: 3,
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
  });
  expect(account.ConcurrentExecutions).toBe(1000);
  expect(seed).toBe(1);
});

describe('a bad scenario is refused with the place of every problem', () => {
  test.each([
    ['memory out of range', { functions: [{ ...hello, MemorySize: 64 }] }, 'functions[0].MemorySize'],
    ['NaN', { functions: [{ ...hello, Timeout: NaN }] }, 'functions[0].Timeout'],
    ['a misspelt name', { functions: [{ ...hello, MemorySzie: 128 }] }, 'functions[0]'],
    ['neither code nor profile', { functions: [{ FunctionName: 'x' }] }, 'functions[0]'],
    [
      'a path that climbs',
      { functions: [{ ...hello, Code: { files: { '../x.js': '' } } }] },
      'functions[0].Code.files',
    ],
    [
      'a reserved variable',
      { functions: [{ ...hello, Environment: { Variables: { AWS_REGION: 'x' } } }] },
      'functions[0].Environment.Variables.AWS_REGION',
    ],
    [
      'an unknown function',
      { functions: [hello], actions: [{ do: 'invoke', atMs: 0, FunctionName: 'nobody' }] },
      'actions[0].FunctionName',
    ],
    [
      'a negative time',
      { functions: [hello], actions: [{ do: 'invoke', atMs: -1, FunctionName: 'hello' }] },
      'actions[0].atMs',
    ],
    ['a name used twice', { functions: [hello, hello] }, 'functions[1].FunctionName'],
    ['a date that is none', { functions: [hello], asOf: '2026-02-30' }, 'asOf'],
    ['Java as code', { functions: [{ ...hello, Runtime: 'java21' }] }, 'functions[0].Runtime'],
    ['a runtime nobody knows', { functions: [{ ...hello, Runtime: 'nodejs99.x' }] }, 'functions[0].Runtime'],
    [
      'quantiles that fall',
      {
        functions: [
          {
            FunctionName: 'f',
            Profile: {
              durationMs: {
                kind: 'quantiles',
                points: [
                  [0, 5],
                  [0.5, 3],
                  [1, 9],
                ],
              },
            },
          },
        ],
      },
      'functions[0].Profile.durationMs.points',
    ],
    ['more reserved than there is', { functions: [{ ...hello, ReservedConcurrentExecutions: 901 }] }, 'functions'],
    [
      'a billion requests',
      { functions: [profile], traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond: 100_000, toMs: 1e7 }] },
      'traffic',
    ],
    [
      'a million requests of real code',
      { functions: [hello], traffic: [{ kind: 'every', FunctionName: 'hello', intervalMs: 1, count: 1_000_000 }] },
      'traffic',
    ],
    [
      'a closed loop without a thought',
      { functions: [profile], traffic: [{ kind: 'closedLoop', FunctionName: 'f', users: 10_000, toMs: 1e8 }] },
      'traffic',
    ],
    [
      'a replay that goes back',
      { functions: [profile], traffic: [{ kind: 'replay', FunctionName: 'f', requests: [[5], [4]] }] },
      'traffic[0].requests',
    ],
    [
      'an alias of a version that is not published',
      { functions: [{ ...profile, Aliases: [{ Name: 'live', FunctionVersion: '1' }] }] },
      'functions[0].Aliases[0]',
    ],
    [
      'an alias whose name is a number',
      { functions: [{ ...profile, Versions: [{}], Aliases: [{ Name: '7', FunctionVersion: '1' }] }] },
      'functions[0].Aliases[0].Name',
    ],
    [
      'provisioned concurrency on $LATEST',
      {
        functions: [
          {
            ...profile,
            ProvisionedConcurrencyConfigs: [{ Qualifier: '$LATEST', ProvisionedConcurrentExecutions: 1 }],
          },
        ],
      },
      'functions[0].ProvisionedConcurrencyConfigs[0].Qualifier',
    ],
    [
      'more provisioned than reserved',
      {
        functions: [
          {
            ...profile,
            ReservedConcurrentExecutions: 5,
            Versions: [{}],
            ProvisionedConcurrencyConfigs: [{ Qualifier: '1', ProvisionedConcurrentExecutions: 6 }],
          },
        ],
      },
      'functions[0].ProvisionedConcurrencyConfigs',
    ],
    [
      'SnapStart for Node.js',
      { functions: [{ ...profile, SnapStart: { ApplyOn: 'PublishedVersions' } }] },
      'functions[0].SnapStart',
    ],
    [
      'SnapStart with provisioned concurrency',
      {
        functions: [
          {
            ...profile,
            Runtime: 'java21',
            SnapStart: { ApplyOn: 'PublishedVersions' },
            Versions: [{}],
            ProvisionedConcurrencyConfigs: [{ Qualifier: '1', ProvisionedConcurrentExecutions: 1 }],
          },
        ],
      },
      'functions[0].ProvisionedConcurrencyConfigs',
    ],
    [
      'a dead-letter queue that is not there',
      {
        functions: [{ ...profile, DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:111122223333:dead' } }],
      },
      'functions[0].DeadLetterConfig.TargetArn',
    ],
    [
      'a FIFO queue as a destination',
      {
        queues: [{ QueueName: 'q.fifo' }],
        functions: [
          {
            ...profile,
            EventInvokeConfigs: [
              { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:111122223333:q.fifo' } } },
            ],
          },
        ],
      },
      'functions[0].EventInvokeConfigs[0].DestinationConfig.OnFailure.Destination',
    ],
    [
      'a bucket as the destination of successes',
      {
        buckets: [{ BucketName: 'b' }],
        functions: [
          { ...profile, EventInvokeConfigs: [{ DestinationConfig: { OnSuccess: { Destination: 'arn:aws:s3:::b' } } }] },
        ],
      },
      'functions[0].EventInvokeConfigs[0].DestinationConfig.OnSuccess.Destination',
    ],
    [
      'a request for a version nobody publishes',
      { functions: [profile], actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', Qualifier: '3' }] },
      'actions[0].Qualifier',
    ],
    ['a loop that is allowed and has no end', { functions: [{ ...profile, RecursiveLoop: 'Allow' }] }, 'untilMs'],
    ['a wrong model nobody holds', { functions: [profile], misconception: 'lambdaIsSlow' }, 'misconception'],
    ['nothing at all', undefined, ''],
  ])('%s', (_, input, path) => {
    expect(
      problems(() => parseScenario(input)).some(
        (problem) => problem.startsWith(`${path}:`) || problem.startsWith(`${path}.`),
      ),
    ).toBe(true);
  });

  test('several problems are all told', () => {
    const input = { functions: [{ ...hello, MemorySize: 1, Timeout: 901 }], seed: -1 };
    expect(problems(() => parseScenario(input))).toHaveLength(3);
  });

  test('text that is not JSON, and text that is too long', () => {
    expect(problems(() => parseScenarioText('{"functions": ['))[0]).toMatch(/is not JSON/);
    expect(problems(() => parseScenarioText(' '.repeat(scenarioLimits.textLength + 1)))[0]).toMatch(/characters long/);
    expect(problems(() => parseScenarioText('['.repeat(200_000) + ']'.repeat(200_000)))).toHaveLength(1);
  });

  test('names of prototypes are only names', () => {
    const text =
      '{"functions":[{"FunctionName":"f","Profile":{"durationMs":{"kind":"constant","value":1}},"__proto__":{"x":1}}]}';
    expect(({} as { x?: number }).x).toBeUndefined();
    expect(problems(() => parseScenarioText(text))).toHaveLength(1);
  });
});
