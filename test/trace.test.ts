import { describe, expect, test } from 'vitest';
import { eventFields, eventTypes, NONE, Trace, type TraceHeader } from '#simulator';
import { kindOf } from '../simulator/trace.ts';

const header: TraceHeader = {
  seed: 1,
  asOf: '2026-11-21',
  startAtMs: 0,
  region: 'us-east-1',
  accountId: '111122223333',
  accountConcurrency: 1000,
  functions: [],
  aliases: [],
  targets: [],
  sources: [],
  kept: true,
};

describe('a trace', () => {
  test('gives back what was recorded, across many chunks', () => {
    const trace = new Trace(header);
    for (let i = 0; i < 200_000; i++)
      trace.record(i % eventTypes.length, i, i % 50, i, i + 1, i === 0 ? NONE : i - 1, i % 20, i, i + 0.5, -i, 4, 5, 6);
    for (const i of [0, 1, 65_535, 65_536, 131_071, 199_999]) {
      const event = trace.event(i);
      expect([event.atUs, event.type, event.function, event.environment, event.request]).toEqual([
        i,
        eventTypes[i % eventTypes.length],
        i % 50,
        i,
        i + 1,
      ]);
      const expected = [i, i + 0.5, -i, 4, 5, 6];
      eventFields[event.type].forEach((field, n) => expect(event.number(field)).toBe(expected[n]));
    }
  });

  test('refuses a field that the kind of event lacks, and an event that is not there', () => {
    const trace = new Trace(header);
    trace.record(kindOf('invoke.received'), 0, 0, NONE, 0, NONE);
    expect(() => trace.event(0).number('durationUs')).toThrow('has no number durationUs');
    expect(() => trace.event(1)).toThrow('no event 1');
  });

  test('has a text of its own for an event, else the text of its rule', () => {
    const trace = new Trace(header);
    const kind = kindOf('invoke.throttled');
    trace.attachToRule(kind, 3, { reason: 'shared' });
    trace.record(kind, 0, 0, NONE, 0, NONE, 3);
    trace.attach(trace.record(kind, 0, 0, NONE, 1, NONE, 3), { reason: 'own' });
    trace.record(kind, 0, 0, NONE, 2, NONE, 4);
    expect([0, 1, 2].map((seq) => trace.event(seq).detail?.reason)).toEqual(['shared', 'own', undefined]);
  });
});
