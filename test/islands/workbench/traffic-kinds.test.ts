import { describe, expect, test } from 'vitest';
import { parseScenario, type Traffic } from '#simulator';
import {
  newTraffic,
  qualifiersOf,
  sentBy,
  trafficKinds,
  trafficSentence,
  withKind,
  type TrafficKind,
} from '../../../src/islands/workbench/traffic/kinds.ts';

const kinds = Object.keys(trafficKinds) as TrafficKind[];
const sent = { FunctionName: 'f', InvocationType: 'Event', payload: { id: 1 } } as const;
const scenarioWith = (source: Traffic) =>
  parseScenario({
    functions: [{ FunctionName: 'f', Profile: { durationMs: { kind: 'constant', value: 1 } } }],
    traffic: [source],
  });

describe.each(kinds)('traffic of the kind %s', (kind) => {
  test('begins as something that can be run', () => {
    const source = newTraffic(kind, sent);
    expect(scenarioWith(source).traffic[0]).toMatchObject(source);
  });
  test('keeps to whom, how and what it sends when it becomes another', () => {
    for (const other of kinds) expect(sentBy(withKind(newTraffic(kind, sent), other))).toEqual(sent);
  });
  test('can be said in a sentence', () => {
    expect(trafficSentence(newTraffic(kind, sent))).toMatch(/\d/);
  });
});

test('a steady rate becomes one step of that rate', () => {
  const source = { ...newTraffic('poisson', sent), ratePerSecond: 7, fromMs: 100 } as Traffic;
  expect(withKind(source, 'steps')).toMatchObject({ steps: [{ fromMs: 100, ratePerSecond: 7 }] });
});

test('a request can be addressed to every version and alias that is or will be', () => {
  const scenario = parseScenario({
    functions: [
      {
        FunctionName: 'f',
        Profile: { durationMs: { kind: 'constant', value: 1 } },
        Versions: [{}],
        Aliases: [{ Name: 'live', FunctionVersion: '1' }],
      },
    ],
    actions: [
      { do: 'publishVersion', atMs: 5, FunctionName: 'f' },
      { do: 'updateAlias', atMs: 6, FunctionName: 'f', Name: 'next', FunctionVersion: '2' },
    ],
  });
  expect(qualifiersOf(scenario, 'f')).toEqual(['$LATEST', 'live', 'next', '1', '2']);
});
