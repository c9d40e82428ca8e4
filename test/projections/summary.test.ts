import { search } from 'jmespath';
import { describe, expect, it } from 'vitest';
import { listLimit, project, summary, type Summary } from '#simulator';
import { invokeAt, runOf } from './run-of.ts';
import { coldStart, ending, written } from './written-trace.ts';

const of = (given: Parameters<typeof runOf>[0]): Summary => project(runOf(given), summary);

describe('the summary of a run', () => {
  const whole = of({ actions: invokeAt(0, 50, 1000), fn: { MemorySize: 1024, ReservedConcurrentExecutions: 2 } });

  it.each([
    'counts.requests == `3`',
    'counts.served == `3`',
    'counts.cold == `2`',
    "requests[1].start == 'cold'",
    "requests[2].start == 'warm'",
    'requests[0].latencyMs == `300`',
    'requests[0].initDurationMs == `200`',
    'requests[2].initDurationMs == null',
    'requests[2].billedDurationMs == `100`',
    "length(requests[?outcome == 'ok']) == `3`",
    'environments.created == `2`',
    'environments.peak == `2`',
    'concurrency.peak == `2`',
    'latencyMs.cold.p50 > latencyMs.warm.p50',
    'initMs.count == `2`',
    'billedMs == `700`',
    'gbSeconds == `0.7`',
    "bill.lines[?id == 'requests'].quantity | [0] == `3`",
    'logs.count == `11`',
    "logs.lines[2] | starts_with(@, 'START RequestId: ')",
  ])('answers the claim %s', (claim) => {
    expect(search(whole as never, claim)).toBe(true);
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
  });
});

describe('the counts', () => {
  it('tell failures by their kind', () => {
    const Timeout = 1;
    const late = of({
      actions: invokeAt(0),
      fn: { Timeout, Profile: { durationMs: { kind: 'constant', value: 5000 } } },
    });
    expect(late.counts).toMatchObject({ served: 1, timeouts: 1, functionErrors: 0, crashes: 0 });
    const failed = of({
      actions: invokeAt(0),
      fn: { Profile: { durationMs: { kind: 'constant', value: 5 }, errorRate: 1 } },
    });
    expect(failed.counts).toMatchObject({ served: 1, functionErrors: 1 });
    const killed = of({ actions: [...invokeAt(0), { do: 'killEnvironment', atMs: 250, environment: 0 }] });
    expect(killed.counts).toMatchObject({ served: 1, crashes: 1 });
    const throttled = of({ actions: invokeAt(0, 0, 0), fn: { ReservedConcurrentExecutions: 1 } });
    expect(throttled.counts).toMatchObject({ requests: 3, served: 1, throttles: 2 });
    const refused = of({ actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', payloadText: '{' }] });
    expect(refused.counts).toMatchObject({ requests: 1, served: 0, rejected: 1 });
  });

  it('of a request that waits at the end leave it unserved', () => {
    expect(of({ actions: invokeAt(0), untilMs: 250 })).toMatchObject({
      counts: { requests: 1, served: 0, cold: 1 },
      environments: { created: 1, aliveAtEnd: 1 },
      requests: [{ outcome: 'running', start: 'cold', environment: 0, latencyMs: null }],
    });
  });
});

describe('concurrency', () => {
  it('on average is the time in flight over the time of the run', () => {
    // 300 ms with init, then 100 ms, in a run of 1,100 ms.
    expect(of({ actions: invokeAt(0, 1000) }).concurrency).toEqual({ peak: 1, average: 400 / 1100 });
  });

  it('of a run without events is 0', () => {
    expect(of({})).toMatchObject({ endMs: 0, coldShare: 0, concurrency: { peak: 0, average: 0 }, requests: [] });
  });
});

describe('the payload of an answer', () => {
  it('is parsed when it is JSON', () => {
    const end = ending(5000, { rule: 'invoke.returned', status: 0, durationUs: 5000, billed: 5, payload: '{"a":[1]}' });
    expect(project(written([...coldStart(0), ...end]), summary).requests?.[0]?.payload).toEqual({ a: [1] });
  });
});

describe('the lists of a summary', () => {
  const many = of({ traffic: [{ kind: 'every', FunctionName: 'f', intervalMs: 10, count: listLimit + 1 }] });

  it('are left out when they are too long, and the counts are not', () => {
    expect(many).not.toHaveProperty('requests');
    expect(many.logs).not.toHaveProperty('lines');
    expect(many.counts.requests).toBe(listLimit + 1);
    expect(many.logs?.count).toBeGreaterThan(3 * listLimit);
  });

  it('are whole up to the limit', () => {
    const { requests } = of({ traffic: [{ kind: 'every', FunctionName: 'f', intervalMs: 10, count: listLimit }] });
    expect(requests?.map(({ request }) => request)).toEqual(Array.from({ length: listLimit }, (_, i) => i));
  });
});
