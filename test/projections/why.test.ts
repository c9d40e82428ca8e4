import { describe, expect, it } from 'vitest';
import { eventTypes, project, timeline, traceText, why } from '#simulator';
import { eventSentence } from '../../simulator/projections/event-sentence.ts';
import { namedNumbers } from '../../simulator/projections/number-names.ts';
import { invokeAt, runOf } from './run-of.ts';
import { written } from './written-trace.ts';

describe('why a request was throttled', () => {
  const trace = runOf({ actions: invokeAt(0, 0), fn: { ReservedConcurrentExecutions: 1 } });
  const [, throttled] = project(trace, timeline).requests;
  const steps = why(trace, throttled?.decidedSeq ?? -1);

  it('starts with its arrival and ends with the decision', () => {
    expect(steps.map(({ type }) => type)).toEqual(['invoke.received', 'invoke.throttled']);
    expect(steps.map(({ sentence }) => sentence)).toEqual([
      'Request 2 arrives with a body of 2 bytes.',
      'Request 2 is throttled: 1 of at most 1 invocations were in flight on the reserved concurrency of the function.',
    ]);
  });

  it('gives the rule with its document, and the numbers it was decided on', () => {
    const decision = steps.at(-1);
    expect(decision?.rule).toMatchObject({ id: 'admission.reservedLimit', status: 'documented' });
    expect(decision?.rule?.source.url).toMatch(/^https:/);
    expect(decision?.numbers).toEqual([
      { name: 'invocations in flight', value: 1, unit: '' },
      { name: 'concurrency limit', value: 1, unit: '' },
    ]);
  });
});

describe('why an environment ended', () => {
  it('goes back to the request it was created for', () => {
    const trace = runOf({ actions: invokeAt(0), untilMs: 3_600_000 });
    const steps = why(trace, trace.length - 1);
    expect(steps[0]?.type).toBe('invoke.received');
    expect(steps.at(-1)).toMatchObject({
      type: 'environment.shutdown',
      rule: { id: 'reclaim.idle', status: 'assumed' },
    });
    expect(steps.map(({ seq }) => seq)).toEqual([...steps.map(({ seq }) => seq)].sort((a, b) => a - b));
  });
});

describe('why of an event that is not there', () => {
  it('is refused', () => {
    expect(() => why(runOf({ actions: invokeAt(0) }), 1_000_000)).toThrow('no event 1000000');
  });
});

describe('every kind of event', () => {
  const trace = written(
    eventTypes.map((type) => ({ type, atUs: 1_204_000, env: 1, req: 2, detail: { message: 'T\tid\tINFO\thello' } })),
  );

  it.each(eventTypes)('%s is told as a sentence', (type) => {
    const sentence = eventSentence(trace.event(eventTypes.indexOf(type)));
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/undefined|NaN|\[object/);
  });

  it.each(eventTypes)('%s has names for all its numbers', (type) => {
    for (const { name } of namedNumbers(trace.event(eventTypes.indexOf(type)))) expect(name).not.toMatch(/[a-z][A-Z]/);
  });

  it('stands in the text of the trace', () => {
    for (const type of eventTypes) expect(traceText(trace)).toContain(` ${type} `);
  });
});
