import { describe, expect, it } from 'vitest';
import { project, timeline, timelineOf, type Phase } from '#simulator';
import { invokeAt, runOf } from './run-of.ts';
import { coldStart, written } from './written-trace.ts';

const brief = ({ kind, fromUs, toUs, request, outcome }: Phase) => [kind, fromUs / 1000, toUs / 1000, request, outcome];

describe('the timeline of a cold and a warm request', () => {
  const { requests, environments, endUs } = project(runOf({ actions: invokeAt(0, 1000) }), timeline);

  it('has a row for each request with its arrival, START and answer', () => {
    expect(requests).toMatchObject([
      {
        request: 0,
        start: 'cold',
        arrivedAtUs: 0,
        startedAtUs: 200_000,
        answeredAtUs: 300_000,
        environment: 0,
        outcome: 'ok',
        statusCode: 200,
      },
      {
        request: 1,
        start: 'warm',
        arrivedAtUs: 1_000_000,
        startedAtUs: 1_000_000,
        answeredAtUs: 1_100_000,
        environment: 0,
        outcome: 'ok',
      },
    ]);
  });

  it('has one environment: init, invoke, idle, invoke', () => {
    expect(environments).toHaveLength(1);
    expect(environments[0]?.phases.map(brief)).toEqual([
      ['init', 0, 200, 0, 'ok'],
      ['invoke', 200, 300, 0, 'ok'],
      ['idle', 300, 1000, -1, 'ok'],
      ['invoke', 1000, 1100, 1, 'ok'],
    ]);
    expect(environments[0]).toMatchObject({ createdAtUs: 0, endedAtUs: -1, endRule: '' });
  });

  it('ends with the last event', () => {
    expect(endUs).toBe(1_100_000);
  });
});

describe('an outcome', () => {
  const outcomes = (given: Parameters<typeof runOf>[0]): string[] =>
    project(runOf(given), timeline).requests.map(({ outcome }) => outcome);

  it('is throttled when the reserved concurrency is used up', () => {
    expect(outcomes({ actions: invokeAt(0, 10), fn: { ReservedConcurrentExecutions: 1 } })).toEqual([
      'ok',
      'throttled',
    ]);
  });

  it('is rejected when the body is not JSON', () => {
    expect(outcomes({ actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', payloadText: '{' }] })).toEqual([
      'rejected',
    ]);
  });

  it('is a timeout when the handler runs longer than the function may', () => {
    expect(
      outcomes({
        actions: invokeAt(0),
        fn: { Timeout: 1, Profile: { durationMs: { kind: 'constant', value: 5000 } } },
      }),
    ).toEqual(['timeout']);
  });

  it('is a function error when the handler fails', () => {
    expect(
      outcomes({ actions: invokeAt(0), fn: { Profile: { durationMs: { kind: 'constant', value: 5 }, errorRate: 1 } } }),
    ).toEqual(['functionError']);
  });

  it('is a crash when the process ends', () => {
    expect(outcomes({ actions: [...invokeAt(0), { do: 'killEnvironment', atMs: 250, environment: 0 }] })).toEqual([
      'crash',
    ]);
  });

  it('is running when the run ends before the answer', () => {
    const trace = runOf({ actions: invokeAt(0), untilMs: 250 });
    const { requests, environments } = project(trace, timeline);
    expect(requests).toMatchObject([{ outcome: 'running', answeredAtUs: -1, statusCode: 0 }]);
    expect(environments[0]?.phases.at(-1)).toMatchObject({ kind: 'invoke', outcome: 'running' });
  });
});

describe('an environment after a timeout', () => {
  const trace = runOf({
    actions: invokeAt(0, 5000),
    fn: {
      Timeout: 1,
      Profile: { durationMs: { kind: 'constant', value: 2000 }, initMs: { kind: 'constant', value: 300 } },
    },
  });

  it('runs its init again inside the next invocation', () => {
    expect(project(trace, timeline).environments[0]?.phases.map(brief)).toEqual([
      ['init', 0, 300, 0, 'ok'],
      ['invoke', 300, 1300, 0, 'timeout'],
      ['idle', 1300, 5000, -1, 'ok'],
      ['reinit', 5000, 5300, 1, 'ok'],
      ['invoke', 5300, 6000, 1, 'timeout'],
    ]);
  });
});

describe('an environment whose init fails twice', () => {
  it('shows both and no invocation', () => {
    const trace = runOf({
      actions: invokeAt(0),
      fn: { Profile: { durationMs: { kind: 'constant', value: 1 }, initMs: { kind: 'constant', value: 20_000 } } },
    });
    expect(project(trace, timeline).environments[0]?.phases.map(brief)).toEqual([
      ['init', 0, 10_000, 0, 'timeout'],
      ['reinit', 10_000, 13_000, 0, 'timeout'],
    ]);
  });
});

describe('an environment that ended', () => {
  it('names when and by which rule', () => {
    const trace = runOf({ actions: invokeAt(0), untilMs: 3_600_000 });
    const [environment] = project(trace, timeline).environments;
    expect(environment?.endRule).toBe('reclaim.idle');
    expect(environment?.endedAtUs).toBeGreaterThan(300_000);
    expect(environment?.phases.at(-1)).toMatchObject({ kind: 'idle', toUs: environment?.endedAtUs });
  });
});

describe('a window of the timeline', () => {
  const trace = runOf({ actions: invokeAt(0, 1000, 2000, 3000) });

  it('has only what reaches into it', () => {
    const { requests, environments } = project(trace, timelineOf({ fromUs: 1_050_000, toUs: 2_000_000 }));
    expect(requests.map(({ request }) => request)).toEqual([1, 2]);
    expect(environments[0]?.phases.map(({ kind, request }) => [kind, request])).toEqual([
      ['invoke', 1],
      ['idle', -1],
      ['invoke', 2],
    ]);
  });

  it('leaves out what is too much, and says how much that is', () => {
    const { requests, omitted } = project(trace, timelineOf({ limit: 3 }));
    expect(requests).toHaveLength(3);
    expect(omitted).toEqual({ requests: 1, environments: 0, phases: 5 });
  });
});

describe('every phase', () => {
  const trace = runOf({
    seed: 3,
    traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond: 20, toMs: 60_000 }],
    fn: {
      Timeout: 1,
      ReservedConcurrentExecutions: 3,
      Profile: { durationMs: { kind: 'exponential', mean: 300 }, errorRate: 0.1 },
    },
  });
  const { requests, environments } = project(trace, timeline);

  it('follows the one before it without overlap', () => {
    expect(environments.length).toBeGreaterThan(1);
    for (const { phases, createdAtUs } of environments) {
      let at = createdAtUs;
      for (const { fromUs, toUs } of phases) {
        expect(fromUs).toBe(at);
        expect(toUs).toBeGreaterThanOrEqual(fromUs);
        at = toUs;
      }
    }
  });

  it('of kind invoke belongs to a request that this environment answered', () => {
    for (const { phases, environment } of environments)
      for (const phase of phases.filter(({ kind }) => kind === 'invoke'))
        expect(requests[phase.request]).toMatchObject({ request: phase.request, environment, outcome: phase.outcome });
  });
});

describe('a trace without an end', () => {
  it('shows a phase that is still open as running', () => {
    const { environments } = project(written(coldStart(50_000)), timeline);
    expect(environments[0]?.phases.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['init', 'ok'],
      ['invoke', 'running'],
    ]);
  });
});
