import { describe, expect, it } from 'vitest';
import { bill, billOf, project, type Bill } from '#simulator';
import { invokeAt, runOf } from './run-of.ts';
import { coldStart, ending, fn, written } from './written-trace.ts';

const pico = (usd: number): number => Math.round(usd * 1e12);
const sumOfLines = ({ lines }: Bill): number => lines.reduce((sum, { costUsd }) => sum + pico(costUsd), 0);

describe('the bill of a run', () => {
  const trace = runOf({ actions: invokeAt(0, 1000), fn: { MemorySize: 1024 } });
  const whole = project(trace, bill);

  it('counts requests and GB-seconds, init included', () => {
    expect(whole).toMatchObject({ requests: 2, billedDurationMs: 400, gbSeconds: 0.4, initGbSeconds: 0.2 });
  });

  it('has a line for requests and one for duration, each with the fact of its price', () => {
    expect(whole.lines).toEqual([
      {
        id: 'requests',
        title: 'Requests',
        quantity: 2,
        unit: 'request',
        unitPriceUsd: 0.0000002,
        costUsd: 0.0000004,
        factId: 'price.request',
      },
      {
        id: 'duration.x86_64.tier1',
        title: 'Duration, x86_64',
        quantity: 0.4,
        unit: 'GB-s',
        unitPriceUsd: 0.0000166667,
        costUsd: 0.00000666668,
        factId: 'price.duration.x86_64.tier1',
      },
    ]);
  });

  it('is the sum of its lines', () => {
    expect(pico(whole.totalUsd)).toBe(sumOfLines(whole));
  });

  it('is covered by an unused free tier', () => {
    expect(whole.freeTierUsd).toBe(whole.totalUsd);
    expect(whole.afterFreeTierUsd).toBe(0);
  });

  it('gives the cost of each invocation', () => {
    expect(whole.perRequest).toMatchObject([
      { request: 0, billedDurationMs: 300, costUsd: 0.00000520001 },
      { request: 1, billedDurationMs: 100, costUsd: 0.00000186667 },
    ]);
    expect(whole.perRequest.map(({ seq }) => trace.event(seq).type)).toEqual(['platform.report', 'platform.report']);
  });

  it('leaves single invocations out beyond its limit, but not their cost', () => {
    const short = project(trace, billOf(1));
    expect(short.perRequest).toHaveLength(1);
    expect(short.omittedRequests).toBe(1);
    expect(short.totalUsd).toBe(whole.totalUsd);
  });
});

describe('a request that no code ran for', () => {
  it('costs nothing', () => {
    const trace = runOf({ actions: invokeAt(0, 0, 0), fn: { ReservedConcurrentExecutions: 0 } });
    expect(project(trace, bill)).toMatchObject({ requests: 0, totalUsd: 0 });
  });
});

describe('the init phase', () => {
  const billed = (asOf: string, more: Parameters<typeof runOf>[0]['fn'] = {}): Bill =>
    project(
      runOf({
        asOf,
        actions: invokeAt(0),
        fn: {
          ...more,
          Profile: { durationMs: { kind: 'constant', value: 250.06 }, initMs: { kind: 'constant', value: 100.77 } },
        },
      }),
      bill,
    );

  it('of AWS’s example (250.06 ms and 100.77 ms of init) is billed as one sum of 351 ms', () => {
    expect(billed('2025-08-01').billedDurationMs).toBe(351);
  });

  it('was free for a zip package on a managed runtime until July 2025', () => {
    expect(billed('2025-07-31')).toMatchObject({ billedDurationMs: 251, initGbSeconds: 0 });
  });

  it('was billed for container images and custom runtimes before, too', () => {
    expect(billed('2025-07-31', { PackageType: 'Image' }).billedDurationMs).toBe(351);
    expect(billed('2025-07-31', { Runtime: 'provided.al2023' }).billedDurationMs).toBe(351);
  });

  it.each([
    [133.61, 80, 214],
    [3016.78, 84, 3101],
    [128.83, 166.62, 296],
  ])('of the guide’s samples: %d ms and %d ms of init are billed %d ms', (durationMs, initMs, billedMs) => {
    const Profile = {
      durationMs: { kind: 'constant', value: durationMs },
      initMs: { kind: 'constant', value: initMs },
    } as const;
    expect(project(runOf({ actions: invokeAt(0), fn: { Timeout: 10, Profile } }), bill).billedDurationMs).toBe(
      billedMs,
    );
  });
});

describe('in 2019', () => {
  it('100 ms were the smallest step', () => {
    expect(
      project(
        runOf({
          asOf: '2019-06-01',
          actions: invokeAt(0, 1000),
          fn: { Profile: { durationMs: { kind: 'constant', value: 3 } } },
        }),
        bill,
      ).billedDurationMs,
    ).toBe(200);
  });
});

describe('a function with more /tmp', () => {
  it('pays for what is beyond the free part', () => {
    const end = ending(1_000_000, { rule: 'invoke.returned', status: 0, durationUs: 1_000_000, billed: 1000 });
    const big = written([...coldStart(0), ...end], { functions: [{ ...fn, EphemeralStorage: { Size: 1536 } }] });
    const line = project(big, bill).lines.find(({ id }) => id === 'ephemeralStorage');
    expect(line).toMatchObject({ quantity: 1, costUsd: 0.0000000309 });
  });
});

describe('functions of both architectures', () => {
  it('have a line each', () => {
    const end = ending(1_000_000, { rule: 'invoke.returned', status: 0, durationUs: 1_000_000, billed: 1000 });
    const arm = written([...coldStart(0), ...end], { functions: [{ ...fn, Architectures: ['arm64'] }] });
    expect(project(arm, bill).lines.map(({ id }) => id)).toEqual(['requests', 'duration.arm64.tier1']);
  });
});

describe('the bill of many requests', () => {
  const trace = runOf({
    traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond: 100, toMs: 30_000 }],
    fn: { MemorySize: 1769, Profile: { durationMs: { kind: 'exponential', mean: 80 } } },
  });

  it('is the sum of its lines, and each line the sum of what was used', () => {
    const whole = project(trace, bill);
    expect(pico(whole.totalUsd)).toBe(sumOfLines(whole));
    const billedMs = whole.perRequest.reduce((sum, { billedDurationMs }) => sum + billedDurationMs, 0);
    expect(whole.gbSeconds).toBe((billedMs * 1769) / 1_024_000);
  });
});
