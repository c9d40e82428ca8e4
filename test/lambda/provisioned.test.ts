import { describe, expect, test } from 'vitest';
import { count, each, run, seconds, taking } from './runs.ts';

const functions = (provisioned: number, more: object = {}) => [
  {
    FunctionName: 'f',
    Profile: taking(200, 300),
    Versions: [{}],
    ProvisionedConcurrencyConfigs: provisioned
      ? [{ Qualifier: '1', ProvisionedConcurrentExecutions: provisioned }]
      : [],
    ...more,
  },
];
const invoke = (count: number, atMs = 0) => ({ do: 'invoke' as const, atMs, FunctionName: 'f', Qualifier: '1', count });
const put = (n: number, atMs = 0) => ({
  do: 'putProvisionedConcurrencyConfig' as const,
  atMs,
  FunctionName: 'f',
  Qualifier: '1',
  ProvisionedConcurrentExecutions: n,
});

describe('provisioned concurrency of ten spills over', () => {
  test('at the eleventh request at once', () => {
    const trace = run({ functions: functions(10), actions: [invoke(11)] });
    expect(count(trace, 'invoke.admitted', 'admission.provisioned')).toBe(10);
    expect(count(trace, 'invoke.admitted', 'admission.spillover')).toBe(1);
  });

  test('above 100 requests a second, however few run at once', () => {
    const trace = run({
      functions: functions(10, { Profile: taking(10) }),
      traffic: [{ kind: 'every', FunctionName: 'f', Qualifier: '1', intervalMs: 5, count: 200 }],
    });
    expect(count(trace, 'invoke.admitted', 'admission.provisioned')).toBe(100);
    expect(count(trace, 'invoke.admitted', 'admission.spillover')).toBe(100);
  });
});

describe('allocation', () => {
  test('begins after one to two minutes, and nothing is usable before all is ready', () => {
    const early = Array.from({ length: 60 }, (_, i) => invoke(1, i * 2500));
    const trace = run({ functions: functions(0), actions: [put(200), ...early] });
    const [ready] = seconds(trace, 'provisioned.ready');
    const provisioned = each(trace, 'environment.created', (event) =>
      event.rule?.id === 'provisioned.allocated' ? event.atUs / 1e6 : 0,
    ).filter((at) => at > 0);
    expect(provisioned[0]).toBeGreaterThanOrEqual(60);
    expect(provisioned[0]).toBeLessThan(120);
    // 6,000 a minute: the last of 200 comes two seconds after the first, and then has its init.
    expect(provisioned.at(-1)! - provisioned[0]!).toBeCloseTo(1.99, 5);
    expect(ready).toBeCloseTo(provisioned.at(-1)! + 0.3, 5);
    const served = each(trace, 'invoke.admitted', (event) => [event.atUs / 1e6, event.rule?.id] as const);
    for (const [at, rule] of served) expect(rule === 'admission.provisioned').toBe(at >= ready!);
  });

  test('may be no more than the function has reserved', () => {
    const trace = run({ functions: functions(0, { ReservedConcurrentExecutions: 5 }), actions: [put(6)] });
    expect(each(trace, 'provisioned.refused', (event) => event.number('limit'))).toEqual([5]);
  });

  test('may be no more than what is unreserved less 100', () => {
    const trace = run({ functions: functions(0), actions: [put(901), put(900, 1)] });
    expect(each(trace, 'provisioned.refused', (event) => event.number('limit'))).toEqual([900]);
    expect(count(trace, 'provisioned.requested')).toBe(1);
  });

  test('takes its concurrency from the account, used or not', () => {
    const trace = run({
      functions: [...functions(600), { FunctionName: 'g', Profile: taking(1000) }],
      actions: [{ do: 'invoke', atMs: 0, FunctionName: 'g', count: 450 }],
    });
    expect(count(trace, 'invoke.throttled', 'admission.accountLimit')).toBe(50);
  });

  test('all that is reserved throttles $LATEST, as was recorded', () => {
    const trace = run({
      functions: functions(1, { ReservedConcurrentExecutions: 1 }),
      actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f' }, invoke(1, 1)],
    });
    expect(each(trace, 'invoke.throttled', (event) => event.detail?.reason)).toEqual([
      'ReservedFunctionConcurrentInvocationLimitExceeded',
    ]);
    expect(count(trace, 'invoke.completed')).toBe(1);
  });

  test('whose init fails is FAILED as a whole, with the reason that was recorded', () => {
    const trace = run({ functions: functions(0, { Profile: taking(10, 140_000) }), actions: [put(3)] });
    expect(each(trace, 'provisioned.failed', (event) => event.detail?.statusReason)).toEqual([
      'FUNCTION_ERROR_INIT_FAILURE',
    ]);
    expect(count(trace, 'environment.shutdown')).toBe(3);
  });
});

test('a provisioned environment that is too old is replaced before it ends, at the price of another init', () => {
  const trace = run({ functions: functions(1), untilMs: 3 * 3_600_000 });
  expect(count(trace, 'environment.created', 'provisioned.recycled')).toBe(1);
  expect(count(trace, 'environment.shutdown', 'provisioned.recycled')).toBe(1);
  const [created] = each(trace, 'environment.created', (e) =>
    e.rule?.id === 'provisioned.recycled' ? e.atUs : 0,
  ).filter(Boolean);
  const [ended] = each(trace, 'environment.shutdown', ({ atUs }) => atUs);
  expect(ended! - created!).toBe(300_000);
});
