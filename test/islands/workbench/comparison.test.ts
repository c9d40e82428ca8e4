import { describe, expect, test } from 'vitest';
import { parseScenario, type ScenarioInput } from '#simulator';
import { differencesOf } from '../../../src/islands/workbench/compare/differences.ts';
import { forksOf } from '../../../src/islands/workbench/results/forks.ts';
import { runScenario } from '../../../src/workers/run-view.ts';
import { oneRequestOf } from '../../../src/workers/one-request.ts';
import { forkWords, letIn } from '../../../src/islands/workbench/results/fork-words.ts';

const reserved = (limit: number, more: object = {}): ScenarioInput => ({
  functions: [
    {
      FunctionName: 'f',
      ReservedConcurrentExecutions: limit,
      Profile: { durationMs: { kind: 'constant', value: 400 }, initMs: { kind: 'constant', value: 100 } },
    },
  ],
  traffic: [{ kind: 'burst', FunctionName: 'f', count: 4, ...more }],
});

describe('differences of two scenarios', () => {
  const a = parseScenario(reserved(2));
  test('are told by path, and the name is none', () => {
    expect(differencesOf(a, { ...parseScenario(reserved(3)), name: 'other' })).toEqual([
      { path: 'functions[0].ReservedConcurrentExecutions', a: '2', b: '3' },
    ]);
  });
  test('are none between a scenario and its copy', () => {
    expect(differencesOf(a, structuredClone(a))).toEqual([]);
  });
  test('say what one has and the other lacks', () => {
    expect(differencesOf(a, { ...a, misconception: 'oneColdStart' })).toEqual([
      { path: 'misconception', a: '—', b: 'oneColdStart' },
    ]);
  });
  test('of long lists are told as one', () => {
    const replay = (shift: number): ScenarioInput => ({
      ...reserved(2),
      traffic: [
        { kind: 'replay', FunctionName: 'f', requests: Array.from({ length: 500 }, (_, i): [number] => [i + shift]) },
      ],
    });
    expect(differencesOf(parseScenario(replay(0)), parseScenario(replay(1)))).toEqual([
      { path: 'traffic[0].requests', a: '500 entries', b: '500 entries' },
    ]);
  });
});

describe('what would have let a throttled request in', () => {
  const scenario = parseScenario(reserved(2));
  const fourth = (of: typeof scenario) => runScenario(of, {}, oneRequestOf(0, 3)).extra;

  test('it was turned away', () => {
    expect(fourth(scenario)).toMatchObject({ outcome: 'throttled', attempts: 1, throttles: 2, requests: 4 });
  });
  test('is found by running each way', () => {
    const found = forksOf(scenario, { source: 0, FunctionName: 'f' }).map((fork) => ({
      title: fork.title,
      request: fourth(parseScenario(fork.scenario)),
    }));
    const byTitle = (words: RegExp) => found.find(({ title }) => words.test(title))!.request;
    expect(byTitle(/concurrency 3 /)).toMatchObject({ outcome: 'throttled' });
    expect(byTitle(/concurrency 4 /)).toMatchObject({ outcome: 'answered', cold: true });
    expect(byTitle(/no reserved/)).toMatchObject({ outcome: 'answered', throttles: 0 });
    expect(byTitle(/standard mode/)).toMatchObject({ outcome: 'answered' });
    expect(byTitle(/standard mode/).attempts).toBeGreaterThan(1);
    expect(byTitle(/asynchronously/)).toMatchObject({ outcome: 'served later' });
    for (const { title, request } of found) {
      expect(letIn(request)).toBe(!/concurrency 3 /.test(title));
      expect(forkWords(request)).toMatch(/throttles among \d+ requests/);
    }
  });
  test('for an invoke by hand is the same', () => {
    const byHand = parseScenario({
      ...reserved(1),
      traffic: [],
      actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', count: 2 }],
    });
    const asynchronous = forksOf(byHand, { source: 0, FunctionName: 'f' }).find(({ title }) => /async/.test(title))!;
    const { extra } = runScenario(parseScenario(asynchronous.scenario), {}, oneRequestOf(0, 1));
    expect(extra.outcome).toBe('served later');
  });
});
