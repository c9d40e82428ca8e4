import { describe, expect, it } from 'vitest';
import { bill, billOf, factsOn, project, type Bill } from '#simulator';
import { priceOf, usd } from '../../simulator/facts/price-of.ts';
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

describe('provisioned concurrency', () => {
  const ms = (value: number) => ({ kind: 'constant', value }) as const;
  const provisioned = (size: number): NonNullable<Parameters<typeof runOf>[0]['fn']> => ({
    MemorySize: 1024,
    Profile: { durationMs: ms(100), initMs: ms(500) },
    Versions: [{}],
    ProvisionedConcurrencyConfigs: [{ Qualifier: '1', ProvisionedConcurrentExecutions: size }],
  });
  const remove = { do: 'deleteProvisionedConcurrencyConfig', FunctionName: 'f', Qualifier: '1' } as const;
  const quantity = (whole: Bill, id: string): number => whole.lines.find((line) => line.id === id)?.quantity ?? 0;

  it('is paid for as long as it is enabled, in steps of five minutes', () => {
    const whole = (atMs: number): Bill => project(runOf({ fn: provisioned(10), actions: [{ ...remove, atMs }] }), bill);
    expect(quantity(whole(1000), 'provisioned.x86_64')).toBe(3000);
    expect(quantity(whole(300_000), 'provisioned.x86_64')).toBe(3000);
    expect(quantity(whole(300_001), 'provisioned.x86_64')).toBe(6000);
  });

  it('has its own price of duration, and what spills over the ordinary one', () => {
    const invoke = { do: 'invoke', atMs: 0, FunctionName: 'f', Qualifier: '1', count: 3 } as const;
    const whole = project(runOf({ fn: provisioned(2), actions: [invoke] }), bill);
    expect(quantity(whole, 'provisionedDuration.x86_64')).toBe(0.2);
    expect(quantity(whole, 'duration.x86_64.tier1')).toBe(0.6);
    expect(quantity(whole, 'requests')).toBe(3);
    expect(pico(whole.totalUsd)).toBe(sumOfLines(whole));
    expect(whole.perRequest.map(({ costUsd }) => costUsd)).toEqual([0.00000117222, 0.00000117222, 0.00001020002]);
  });

  it('leaves the function without the free GB-seconds, but not without the free requests', () => {
    const invoke = { do: 'invoke', atMs: 0, FunctionName: 'f', Qualifier: '1', count: 3 } as const;
    const { lines, freeTierUsd } = project(runOf({ fn: provisioned(2), actions: [invoke] }), bill);
    expect(freeTierUsd).toBe(lines.find(({ id }) => id === 'requests')?.costUsd);
  });

  it('is charged for the init of each environment, even if no request comes', () => {
    const put = { do: 'putProvisionedConcurrencyConfig', FunctionName: 'f', Qualifier: '1' } as const;
    const fn = { ...provisioned(1), ProvisionedConcurrencyConfigs: [] };
    const trace = runOf({ fn, actions: [{ ...put, atMs: 0, ProvisionedConcurrentExecutions: 4 }] });
    const whole = project(trace, bill);
    expect(whole).toMatchObject({ requests: 0, initGbSeconds: 2, billedDurationMs: 2000 });
    expect(quantity(whole, 'provisionedDuration.x86_64')).toBe(2);
  });

  it('that grows is paid for at each size, and the step that was begun at the last', () => {
    const put = { do: 'putProvisionedConcurrencyConfig', FunctionName: 'f', Qualifier: '1' } as const;
    const actions = [
      { ...put, atMs: 100_000, ProvisionedConcurrentExecutions: 3 },
      { ...remove, atMs: 250_000 },
    ];
    // 100 s of one and 150 s of three; the 50 s to the full five minutes count as three.
    const whole = project(runOf({ fn: provisioned(1), actions }), bill);
    expect(quantity(whole, 'provisioned.x86_64')).toBe(100 + 150 * 3 + 50 * 3);
  });
});

describe('AWS’s example of a launch day', () => {
  it('costs $19.96: provisioned concurrency of 100 for 8 hours, and what ran without it', () => {
    const x86 = (requests: bigint, ms: bigint) => ({ x86_64: requests * ms * 1536n, arm64: 0n });
    const lines = priceOf(
      {
        requests: 3_000_000,
        mbMs: x86(2_500_000n, 120n),
        provisionedMbMs: x86(100n, 8n * 3_600_000n),
        provisionedDurationMbMs: x86(500_000n, 100n),
        tmpMbMs: 0n,
      },
      factsOn('2026-11-21'),
      true,
    );
    expect(lines.map(({ id, quantity, costUsd }) => [id, quantity, costUsd])).toEqual([
      ['requests', 2_000_000, 0.4],
      ['duration.x86_64.tier1', 50_000, 0.833335],
      ['provisioned.x86_64', 4_320_000, 18.000144],
      ['provisionedDuration.x86_64', 75_000, 0.729165],
    ]);
    expect(usd(lines.reduce((sum, { costPicoUsd }) => sum + costPicoUsd, 0n))).toBe(19.962644);
  });
});

describe('SnapStart', () => {
  const ms = (value: number) => ({ kind: 'constant', value }) as const;
  const fn = (Runtime: string): NonNullable<Parameters<typeof runOf>[0]['fn']> => ({
    Runtime,
    MemorySize: 512,
    SnapStart: { ApplyOn: 'PublishedVersions' },
    Profile: { durationMs: ms(100), initMs: ms(2000) },
    Versions: [{}],
  });
  const invoke = { do: 'invoke', FunctionName: 'f', Qualifier: '1' } as const;
  const quantities = (whole: Bill): object => Object.fromEntries(whole.lines.map(({ id, quantity }) => [id, quantity]));

  it('is paid for three hours at least, and for each environment that is restored', () => {
    const trace = runOf({ fn: fn('python3.13'), actions: [{ ...invoke, atMs: 0, count: 2 }] });
    expect(quantities(project(trace, bill))).toEqual({
      requests: 2,
      'duration.x86_64.tier1': 0.15,
      'snapStart.cache': 5400,
      'snapStart.restore': 1,
    });
  });

  it('costs Java nothing but the duration', () => {
    const trace = runOf({ fn: fn('java21'), actions: [{ ...invoke, atMs: 0 }] });
    expect(Object.keys(quantities(project(trace, bill)))).toEqual(['requests', 'duration.x86_64.tier1']);
  });

  it('is charged for the init at publish, and keeps a snapshot of what was published', () => {
    const trace = runOf({
      fn: fn('python3.13'),
      actions: [
        { do: 'updateFunctionConfiguration', atMs: 0, FunctionName: 'f', MemorySize: 1024 },
        { do: 'publishVersion', atMs: 1, FunctionName: 'f' },
        { ...invoke, atMs: 4 * 3_600_000 },
      ],
    });
    const whole = project(trace, bill);
    // 2 s of init at 1 GB; a request of 100 ms with 50 ms of its restore at half a GB.
    expect(whole.gbSeconds).toBe(2 + 0.075);
    const seconds = trace.event(trace.length - 1).atUs / 1e6;
    const [kept] = whole.lines.filter(({ id }) => id === 'snapStart.cache');
    expect(kept?.quantity).toBeCloseTo(seconds * 0.5 + (seconds - 62) * 1, 0);
  });
});

describe('a large asynchronous event', () => {
  it.each([
    [262_144, 1],
    [262_145, 2],
    [327_680, 2],
    [1_048_576, 13],
  ])('of %d bytes counts as %d requests', (bytes, requests) => {
    const payloadText = JSON.stringify('x'.repeat(bytes - 2));
    const invoke = { do: 'invoke', atMs: 0, FunctionName: 'f', payloadText } as const;
    const whole = (InvocationType: 'Event' | 'RequestResponse'): Bill =>
      project(runOf({ actions: [{ ...invoke, InvocationType }] }), bill);
    expect(whole('Event').requests).toBe(requests);
    expect(whole('RequestResponse').requests).toBe(1);
  });
});
