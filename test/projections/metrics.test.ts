import { describe, expect, it } from 'vitest';
import { metricsOf, project, type Datapoint, type Metrics, type ScenarioInput, type Trace } from '#simulator';
import { invokeAt, runOf } from './run-of.ts';

const ms = (value: number) => ({ kind: 'constant', value }) as const;

const pointsOf = (metrics: Metrics, name: string, dimensions: object = {}): Datapoint[] =>
  metrics.metrics.find(
    (metric) => metric.name === name && JSON.stringify(metric.dimensions) === JSON.stringify(dimensions),
  )?.datapoints ?? [];
const metricsIn = (trace: Trace): Metrics => project(trace, metricsOf());

/** `minute: value` of one statistic. */
const statistic = (points: readonly Datapoint[], which: keyof Datapoint): [number, number][] =>
  points.map((point) => [point.minute, point[which]]);

const f = { FunctionName: 'f' };

describe('the metrics of a function', () => {
  const metrics = metricsIn(runOf({ actions: invokeAt(0, 30_000, 125_000), fn: { ReservedConcurrentExecutions: 1 } }));

  it('are per minute, and a minute in which it was idle has none', () => {
    expect(statistic(pointsOf(metrics, 'Invocations', f), 'sum')).toEqual([
      [0, 2],
      [2, 1],
    ]);
    expect(statistic(pointsOf(metrics, 'ConcurrentExecutions', f), 'maximum')).toEqual([
      [0, 1],
      [2, 1],
    ]);
  });

  it('report 0 errors and 0 throttles with each invocation, so that their average is a rate', () => {
    expect(pointsOf(metrics, 'Errors', f)[0]).toMatchObject({ sum: 0, sampleCount: 2, average: 0, maximum: 0 });
    expect(pointsOf(metrics, 'Throttles', f)[0]).toMatchObject({ sum: 0, sampleCount: 2 });
  });

  it('have a duration in milliseconds, without init', () => {
    const [first] = pointsOf(metrics, 'Duration', f);
    expect(first).toEqual({
      minute: 0,
      sum: 200,
      sampleCount: 2,
      average: 100,
      minimum: 100,
      maximum: 100,
      p50: 100,
      p90: 100,
      p95: 100,
      p99: 100,
    });
  });

  it('stand under the account, the function and the resource', () => {
    const all = metrics.metrics.filter(({ name }) => name === 'Invocations').map(({ dimensions }) => dimensions);
    expect(all).toEqual([{}, f, { ...f, Resource: 'f' }]);
  });

  it('begin with the minute of the clock', () => {
    const late = metricsIn(runOf({ startAt: '2026-11-21T09:00:50.000Z', actions: invokeAt(0, 15_000) }));
    expect(late.startMs).toBe(Date.parse('2026-11-21T09:00:00Z'));
    expect(statistic(pointsOf(late, 'Invocations', f), 'sum')).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });
});

describe('an error', () => {
  it('stands at the minute in which the invocation began, not at the one in which it failed', () => {
    const Profile = { durationMs: ms(100_000), initMs: ms(0), errorRate: 1 };
    const metrics = metricsIn(runOf({ actions: invokeAt(1000), fn: { Timeout: 900, Profile } }));
    expect(statistic(pointsOf(metrics, 'Errors', f), 'sum')).toEqual([[0, 1]]);
    expect(statistic(pointsOf(metrics, 'Duration', f), 'maximum')).toEqual([[0, 100_000]]);
    expect(statistic(pointsOf(metrics, 'ConcurrentExecutions', f), 'maximum')).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });
});

describe('a throttle', () => {
  it('is neither an invocation nor an error', () => {
    const metrics = metricsIn(runOf({ actions: invokeAt(0, 0, 0), fn: { ReservedConcurrentExecutions: 1 } }));
    expect(pointsOf(metrics, 'Throttles', f)[0]).toMatchObject({ sum: 2, sampleCount: 3 });
    expect(pointsOf(metrics, 'Invocations', f)[0]).toMatchObject({ sum: 1 });
    expect(pointsOf(metrics, 'Errors', f)[0]).toMatchObject({ sum: 0, sampleCount: 1 });
  });
});

describe('concurrency that is claimed', () => {
  const Profile = { durationMs: ms(1000), initMs: ms(0) };
  const functions: ScenarioInput['functions'] = [
    { FunctionName: 'orange', Profile, ReservedConcurrentExecutions: 600 },
    {
      FunctionName: 'blue',
      Profile,
      Versions: [{}],
      ProvisionedConcurrencyConfigs: [{ Qualifier: '1', ProvisionedConcurrentExecutions: 200 }],
    },
    { FunctionName: 'other', Profile },
  ];
  const metrics = metricsIn(
    runOf({
      functions,
      actions: [
        { do: 'invoke', atMs: 70_000, FunctionName: 'other', count: 100 },
        { do: 'invoke', atMs: 130_000, FunctionName: 'orange', count: 50 },
      ],
    }),
  );

  it('is AWS’s own example: 800 at rest, 900 with 100 unreserved running', () => {
    expect(statistic(pointsOf(metrics, 'ClaimedAccountConcurrency'), 'maximum')).toEqual([
      [0, 800],
      [1, 900],
      [2, 800],
    ]);
  });

  it('counts as unreserved what runs on neither reserved nor provisioned concurrency', () => {
    expect(statistic(pointsOf(metrics, 'UnreservedConcurrentExecutions'), 'maximum')).toEqual([[1, 100]]);
    expect(statistic(pointsOf(metrics, 'ConcurrentExecutions'), 'maximum')).toEqual([
      [1, 100],
      [2, 50],
    ]);
  });
});

describe('provisioned concurrency', () => {
  const fn: ScenarioInput['functions'][number] = {
    FunctionName: 'f',
    Profile: { durationMs: ms(1000), initMs: ms(0) },
    Versions: [{}],
    ProvisionedConcurrencyConfigs: [{ Qualifier: '1', ProvisionedConcurrentExecutions: 100 }],
  };
  const resource = { ...f, Resource: 'f:1' };
  const run = (count: number): Metrics =>
    metricsIn(
      runOf({ functions: [fn], actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', Qualifier: '1', count }] }),
    );

  it('of 100 of which at most 60 are busy is used to 0.6, as in AWS’s example', () => {
    const metrics = run(60);
    expect(pointsOf(metrics, 'ProvisionedConcurrentExecutions', resource)[0]?.maximum).toBe(60);
    expect(pointsOf(metrics, 'ProvisionedConcurrencyUtilization', resource)[0]?.maximum).toBe(0.6);
  });

  it('and what spills over are all invocations', () => {
    const metrics = run(130);
    expect(pointsOf(metrics, 'ProvisionedConcurrencyInvocations', resource)[0]?.sum).toBe(100);
    expect(pointsOf(metrics, 'ProvisionedConcurrencySpilloverInvocations', resource)[0]?.sum).toBe(30);
    expect(pointsOf(metrics, 'Invocations', resource)[0]?.sum).toBe(130);
  });

  it('of a function that is not called has no metric', () => {
    const metrics = metricsIn(runOf({ functions: [fn], actions: invokeAt(0) }));
    expect(metrics.metrics.filter(({ name }) => name.startsWith('Provisioned'))).toEqual([]);
  });
});

describe('an alias with two versions', () => {
  const metrics = metricsIn(
    runOf({
      fn: {
        Versions: [{}, { Description: 'second' }],
        Aliases: [{ Name: 'live', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { '2': 0.5 } } }],
      },
      actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', Qualifier: 'live', count: 40 }],
    }),
  );
  const live = { ...f, Resource: 'f:live' };
  const sumOf = (dimensions: object): number => pointsOf(metrics, 'Invocations', dimensions)[0]?.sum ?? 0;

  it('has its metrics by executed version, which add up to its own', () => {
    const [one, two] = [sumOf({ ...live, ExecutedVersion: '1' }), sumOf({ ...live, ExecutedVersion: '2' })];
    expect(one + two).toBe(40);
    expect(Math.min(one, two)).toBeGreaterThan(0);
    expect(sumOf(live)).toBe(40);
  });
});

describe('asynchronous events', () => {
  const metrics = metricsIn(
    runOf({
      fn: { Profile: { durationMs: ms(1000), initMs: ms(0), errorRate: 1 } },
      actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', InvocationType: 'Event' }],
    }),
  );

  it('are received once, invoked three times, and dropped', () => {
    expect(statistic(pointsOf(metrics, 'AsyncEventsReceived', f), 'sum')).toEqual([[0, 1]]);
    expect(statistic(pointsOf(metrics, 'Invocations', f), 'sum')).toEqual([
      [0, 1],
      [1, 1],
      [3, 1],
    ]);
    expect(statistic(pointsOf(metrics, 'AsyncEventsDropped', f), 'sum')).toEqual([[3, 1]]);
  });

  it('have an age that grows with each attempt, in milliseconds', () => {
    // 10 ms in the queue, a second of work before each wait of a minute and of two.
    expect(statistic(pointsOf(metrics, 'AsyncEventAge', f), 'maximum')).toEqual([
      [0, 10],
      [1, 61_010],
      [3, 182_010],
    ]);
  });

  it('whose records cannot be delivered are told by where they were to go', () => {
    const arn = (name: string): string => `arn:aws:sqs:us-east-1:111122223333:${name}`;
    const lost = metricsIn(
      runOf({
        queues: [{ QueueName: 'dead' }, { QueueName: 'failed' }],
        fn: {
          Profile: { durationMs: ms(1), initMs: ms(0), errorRate: 1 },
          DeadLetterConfig: { TargetArn: arn('dead') },
          EventInvokeConfigs: [
            { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: arn('failed') } } },
          ],
        },
        actions: [
          { do: 'deleteResource', atMs: 0, Arn: arn('dead') },
          { do: 'deleteResource', atMs: 0, Arn: arn('failed') },
          { do: 'invoke', atMs: 1, FunctionName: 'f', InvocationType: 'Event' },
        ],
      }),
    );
    expect(pointsOf(lost, 'DeadLetterErrors', f)[0]?.sum).toBe(1);
    expect(pointsOf(lost, 'DestinationDeliveryFailures', f)[0]?.sum).toBe(1);
  });

  it('of a loop are stopped and counted', () => {
    const loop = metricsIn(
      runOf({
        fn: { Profile: { durationMs: ms(10), initMs: ms(0), invokes: { FunctionName: 'f' } } },
        actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', InvocationType: 'Event' }],
      }),
    );
    expect(pointsOf(loop, 'RecursiveInvocationsDropped', f)[0]?.sum).toBe(1);
  });
});

describe('metrics of many minutes', () => {
  const trace = runOf({ traffic: [{ kind: 'every', FunctionName: 'f', intervalMs: 60_000, count: 20 }] });

  it('keep the newest and count those that were let go', () => {
    const { metrics, expired } = project(trace, metricsOf(5));
    const minutes = metrics.find(({ name }) => name === 'Invocations')?.datapoints.map(({ minute }) => minute);
    expect(minutes).toEqual([15, 16, 17, 18, 19]);
    expect(expired).toBe(metrics.length * 15);
  });
});

describe('the percentiles of a duration', () => {
  it('are by nearest rank', () => {
    const requests = Array.from({ length: 100 }, (_, i): [number, number] => [i, i + 1]);
    const trace = runOf({ traffic: [{ kind: 'replay', FunctionName: 'f', requests }] });
    expect(pointsOf(metricsIn(trace), 'Duration', f)[0]).toMatchObject({
      p50: 50,
      p90: 90,
      p95: 95,
      p99: 99,
      maximum: 100,
    });
  });
});
