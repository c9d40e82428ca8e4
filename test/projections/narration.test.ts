import { describe, expect, it } from 'vitest';
import { narration, narrationOf, project, summary, type Trace } from '#simulator';
import { invokeAt, runOf } from './run-of.ts';

const told = (trace: Trace): string[] => project(trace, narration).map(({ text }) => text);

describe('a short run', () => {
  it('is told event by event', () => {
    expect(told(runOf({ actions: invokeAt(0, 50, 1000) }))).toEqual([
      'At 0 s request 1 arrived and found no environment, so Lambda created environment 1: a cold start.',
      'At 0.05 s request 2 arrived and found the one environment busy, so Lambda created environment 2: a cold start.',
      'At 0.2 s environment 1 was ready after 200 ms of init.',
      'At 0.25 s environment 2 was ready after 200 ms of init.',
      'At 0.3 s request 1 was answered after 300 ms with 2 bytes. 300 ms are billed for 100 ms of invocation and 200 ms of init.',
      'At 0.35 s request 2 was answered after 300 ms with 2 bytes. 300 ms are billed for 100 ms of invocation and 200 ms of init.',
      'At 1 s request 3 arrived and found environment 2 idle for 650 ms, so it started warm.',
      'At 1.1 s request 3 was answered after 100 ms with 2 bytes. 100 ms are billed for 100 ms of invocation.',
    ]);
  });

  it('tells of each sentence which request, environment and event it is about', () => {
    const trace = runOf({ actions: invokeAt(0, 1000) });
    for (const { seq, request, environment, atUs } of project(trace, narration)) {
      const event = trace.event(seq);
      expect([event.request, event.environment, event.atUs]).toEqual([request, environment, atUs]);
    }
  });

  it('tells a throttle with its numbers', () => {
    expect(told(runOf({ actions: invokeAt(0, 0), fn: { ReservedConcurrentExecutions: 1 } }))[1]).toBe(
      'At 0 s request 2 was throttled: 1 of at most 1 invocations were in flight on the reserved concurrency of the function, so the caller got status 429 and no code ran.',
    );
  });

  it('tells a timeout, the reset after it and the init inside the next invocation', () => {
    const trace = runOf({
      actions: invokeAt(0, 5000),
      fn: {
        Timeout: 1,
        Profile: { durationMs: { kind: 'constant', value: 2000 }, initMs: { kind: 'constant', value: 300 } },
      },
    });
    expect(told(trace).slice(2, 6)).toEqual([
      'At 1.3 s request 1 ran into its timeout after 1.3 s, and the caller got an error. 1,300 ms are billed for 1 s of invocation and 300 ms of init.',
      'At 1.3 s environment 1 was reset: what the code kept in memory is gone, its /tmp stays.',
      'At 5 s request 2 arrived and found environment 1, which had been reset 3.7 s before, so its process had to start again.',
      'At 5 s the init phase of environment 1 ran again, now inside the invocation of request 2 and on its time.',
    ]);
  });

  it('tells how an environment ends', () => {
    expect(told(runOf({ actions: invokeAt(0), untilMs: 3_600_000 })).at(-1)).toBe(
      'At 640.3 s Lambda ended environment 1, which had been idle for 10 min 40 s.',
    );
    expect(
      told(runOf({ actions: [...invokeAt(0), { do: 'killEnvironment', atMs: 500, environment: 0 }] })).at(-1),
    ).toBe('At 0.5 s Lambda ended environment 1, because you asked for it.');
  });

  it('says when init was free', () => {
    expect(told(runOf({ asOf: '2024-01-01', actions: invokeAt(0) })).at(-1)).toContain(
      '100 ms are billed for 100 ms of invocation without the 200 ms of init.',
    );
  });
});

describe('a long run', () => {
  const trace = runOf({
    traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond: 20, toMs: 100_000 }],
    fn: { ReservedConcurrentExecutions: 3 },
  });
  const sentences = project(trace, narration);

  it('is told in at most a dozen stretches of time', () => {
    expect(sentences.length).toBeGreaterThan(3);
    expect(sentences.length).toBeLessThanOrEqual(12);
    expect(sentences[0]?.text).toMatch(
      /^From 0 s to \d+ s, [\d,]+ requests arrived, 3 of them started cold, at most 3 invocations ran at once, \d+ were throttled, 3 environments lived at the end\.$/,
    );
  });

  it('tells of every request once', () => {
    const arrived = sentences.map(({ text }) =>
      Number((/([\d,]+) requests? arrived/.exec(text)?.[1] ?? '0').replaceAll(',', '')),
    );
    const received = project(trace, summary).counts.requests;
    expect(arrived.reduce((a, b) => a + b, 0)).toBe(received);
  });

  it('ends when the run ends', () => {
    const end = trace.event(trace.length - 1).atUs / 1e6;
    const to = Number(/ to ([\d,.]+) s,/.exec(sentences.at(-1)?.text ?? '')?.[1]?.replaceAll(',', ''));
    expect(to).toBeCloseTo(end, 3);
  });

  it('becomes long at a number of sentences that can be chosen', () => {
    const short = runOf({ actions: invokeAt(0, 1000) });
    expect(project(short, narrationOf(1))[0]?.text).toMatch(/^From 0 s/);
  });
});
