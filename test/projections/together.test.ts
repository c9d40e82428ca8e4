import { describe, expect, it } from 'vitest';
import {
  asyncRecords,
  bill,
  concurrency,
  fateOf,
  logs,
  metricsOf,
  narration,
  percentiles,
  project,
  responses,
  seriesOf,
  summary,
  timeline,
  together,
} from '#simulator';
import { runOf } from './run-of.ts';

const all = {
  asyncRecords,
  bill,
  concurrency,
  fates: fateOf(),
  logs,
  metrics: metricsOf(),
  narration,
  percentiles,
  responses,
  series: seriesOf(),
  summary,
  timeline,
};
const trace = runOf({
  seed: 11,
  traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond: 10, toMs: 20_000 }],
  fn: {
    Timeout: 1,
    ReservedConcurrentExecutions: 3,
    Profile: { durationMs: { kind: 'exponential', mean: 300 }, errorRate: 0.1 },
  },
});

describe('projections that walk together', () => {
  it('say what each says alone', () => {
    const alone = Object.fromEntries(
      Object.entries(all).map(([name, projection]) => [name, project(trace, projection as typeof bill)]),
    );
    expect(project(trace, together(all))).toEqual(alone);
  });
});

/** A bit of everything: versions, an alias, provisioned concurrency, snapshots, events, clients, a failing target. */
const varied = runOf({
  seed: 5,
  queues: [{ QueueName: 'dead' }],
  functions: [
    {
      FunctionName: 'f',
      ReservedConcurrentExecutions: 4,
      Profile: { durationMs: { kind: 'exponential', mean: 400 }, errorRate: 0.2 },
      Versions: [{}, { MemorySize: 256 }],
      Aliases: [{ Name: 'live', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { '2': 0.4 } } }],
      ProvisionedConcurrencyConfigs: [{ Qualifier: 'live', ProvisionedConcurrentExecutions: 2 }],
      DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:111122223333:dead' },
      EventInvokeConfigs: [{ Qualifier: 'live', MaximumRetryAttempts: 1 }],
    },
    {
      FunctionName: 'g',
      Runtime: 'python3.13',
      SnapStart: { ApplyOn: 'PublishedVersions' },
      Profile: { durationMs: { kind: 'constant', value: 50 } },
      Versions: [{}],
    },
  ],
  traffic: [
    {
      kind: 'poisson',
      FunctionName: 'f',
      Qualifier: 'live',
      ratePerSecond: 12,
      toMs: 10_000,
      caller: { retryMode: 'standard', timeoutMs: 1500 },
    },
    { kind: 'poisson', FunctionName: 'f', Qualifier: 'live', ratePerSecond: 3, toMs: 10_000, InvocationType: 'Event' },
    { kind: 'poisson', FunctionName: 'g', Qualifier: '1', ratePerSecond: 5, toMs: 10_000 },
  ],
  actions: [{ do: 'deleteResource', atMs: 5000, Arn: 'arn:aws:sqs:us-east-1:111122223333:dead' }],
});

describe('what a view does not listen to', () => {
  it.each(Object.entries(all))('would change nothing in %s', (_, projection) => {
    const one = projection as typeof bill;
    const state = one.start(varied.header);
    for (const event of varied) one.step(state, event);
    expect(one.finish(state)).toEqual(project(varied, one));
  });
});

describe('every view', () => {
  it.each(Object.entries(all))('%s can be sent to a page and comes out the same twice', (_, projection) => {
    const view = project(trace, projection as typeof bill);
    expect(structuredClone(view)).toEqual(view);
    expect(project(trace, projection as typeof bill)).toEqual(view);
  });
});

describe('the views agree', () => {
  const {
    bill: money,
    summary: whole,
    timeline: rows,
    responses: answers,
    percentiles: times,
  } = project(trace, together(all));

  it('on how many requests there were and how they ended', () => {
    expect(rows.requests).toHaveLength(whole.counts.requests);
    expect(answers).toHaveLength(whole.counts.requests);
    expect(rows.requests.filter(({ outcome }) => outcome === 'throttled')).toHaveLength(whole.counts.throttles);
    expect(rows.requests.filter(({ outcome }) => outcome === 'timeout')).toHaveLength(whole.counts.timeouts);
    expect(rows.requests.filter(({ start }) => start === 'cold')).toHaveLength(whole.environments.created);
    expect(times.count).toBe(whole.counts.served);
  });

  it('on what is billed', () => {
    expect(money.requests).toBe(whole.counts.served);
    expect(money.totalUsd).toBe(whole.bill.totalUsd);
  });
});
