import { describe, expect, test } from 'vitest';
import { count, each, run, taking } from './runs.ts';

const live = { do: 'updateAlias' as const, FunctionName: 'f', Name: 'live' };
const functions = [
  { FunctionName: 'f', Profile: taking(10), Versions: [{}], Aliases: [{ Name: 'live', FunctionVersion: '1' }] },
];

describe('a version', () => {
  test('that is published without a change is the one published last', () => {
    const publish = { do: 'publishVersion' as const, FunctionName: 'f' };
    const trace = run({
      functions,
      actions: [
        { ...publish, atMs: 0 },
        { do: 'updateFunctionConfiguration', atMs: 1, FunctionName: 'f', MemorySize: 256 },
        { ...publish, atMs: 2 },
        { ...publish, atMs: 3 },
      ],
    });
    expect(each(trace, 'version.published', (e) => e.number('published'))).toEqual([0, 1, 0]);
  });

  test('that is not published yet cannot be pointed to, and the alias stays where it was', () => {
    const trace = run({
      functions,
      actions: [
        { ...live, atMs: 0, FunctionVersion: '2' },
        { do: 'invoke', atMs: 1, FunctionName: 'f', Qualifier: 'live' },
        { do: 'publishVersion', atMs: 2, FunctionName: 'f' },
      ],
    });
    expect(each(trace, 'action.refused', (e) => e.detail?.statusReason)).toEqual(['version 2 is not published']);
    expect(count(trace, 'invoke.completed')).toBe(1);
  });
});

describe('an alias with two versions', () => {
  const weighted = [
    {
      FunctionName: 'f',
      Profile: { ...taking(10), errorRate: 1 },
      Versions: [{}, { MemorySize: 256 }],
      Aliases: [{ Name: 'live', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { '2': 0.3 } } }],
    },
  ];

  test('gives each its share of the requests, drawn for each request', () => {
    const trace = run({
      functions: weighted,
      traffic: [{ kind: 'every', FunctionName: 'f', Qualifier: 'live', intervalMs: 5, count: 4000 }],
    });
    const second = each(trace, 'alias.routed', (e) => e.number('second'));
    const share = second.reduce((sum, n) => sum + n, 0) / second.length;
    // Four standard deviations of 4,000 draws.
    expect(Math.abs(share - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 4000));
  });

  test('draws anew for every attempt at an asynchronous event, and tells each draw', () => {
    const trace = run({
      functions: weighted,
      actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', Qualifier: 'live', InvocationType: 'Event', count: 20 }],
    });
    expect(count(trace, 'async.attempted')).toBe(60);
    expect(count(trace, 'alias.routed', 'alias.weights')).toBe(60);
  });
});
