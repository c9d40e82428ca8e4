import { expect, test } from 'vitest';
import { eventFields, parseScenario, simulate, type EventView, type ScenarioInput } from '#simulator';

const scenario: ScenarioInput = {
  functions: [
    {
      FunctionName: 'f',
      ReservedConcurrentExecutions: 50,
      Profile: { durationMs: { kind: 'exponential', mean: 400 }, errorRate: 0.1 },
    },
  ],
  traffic: [
    { kind: 'poisson', FunctionName: 'f', ratePerSecond: 120, toMs: 120_000, caller: { retryMode: 'standard' } },
    { kind: 'poisson', FunctionName: 'f', ratePerSecond: 10, toMs: 120_000, InvocationType: 'Event' },
  ],
};

const copied = (event: EventView): string =>
  [
    event.seq,
    event.atUs,
    event.type,
    event.environment,
    event.request,
    event.causeSeq,
    event.rule?.id,
    event.detail?.payload,
    ...eventFields[event.type].map((field) => event.number(field)),
  ].join(' ');

test('a run that is observed tells the same events as one that is kept, and keeps none', () => {
  const kept = simulate(parseScenario(scenario));
  const told: string[] = [];
  const observed = simulate(parseScenario(scenario), { observe: (event) => told.push(copied(event)) });
  expect(kept.length).toBeGreaterThan(100_000);
  expect(told.length).toBe(kept.length);
  let i = 0;
  for (const event of kept) if (copied(event) !== told[i++]) expect(told[i - 1]).toBe(copied(event));
  expect([...observed]).toEqual([]);
  expect(observed.header.kept).toBe(false);
});
