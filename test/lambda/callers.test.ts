import { describe, expect, test } from 'vitest';
import { count, each, run, taking } from './runs.ts';

const busy = [{ FunctionName: 'f', Timeout: 60, ReservedConcurrentExecutions: 1, Profile: taking(50_000) }];
const blocker = { do: 'invoke' as const, atMs: 0, FunctionName: 'f' };
const standard = { retryMode: 'standard' as const };

describe('a client in standard retry mode', () => {
  test('makes three attempts at a throttled request', () => {
    const trace = run({ functions: busy, actions: [blocker, { ...blocker, atMs: 1, caller: standard }] });
    expect(each(trace, 'invoke.received', (e) => e.number('attempt'))).toEqual([1, 1, 2, 3]);
    expect(count(trace, 'caller.gaveUp', 'caller.attemptsUsedUp')).toBe(1);
  });

  test('waits a random share of one second after the first throttle and of two after the second', () => {
    const many = { ...blocker, atMs: 1, count: 30, caller: standard };
    const trace = run({ functions: busy, actions: [blocker, many] });
    const waits = each(trace, 'caller.retryScheduled', (e) => [e.number('attempt'), e.number('waitUs')] as const);
    const of = (attempt: number) => waits.filter(([n]) => n === attempt).map(([, us]) => us / 1e6);
    expect(Math.max(...of(2))).toBeLessThan(1);
    expect(Math.max(...of(3))).toBeGreaterThan(1);
    expect(Math.max(...of(3))).toBeLessThan(2);
  });

  test('stops trying again when its retry quota of 500 is used up, five a throttle', () => {
    const many = { ...blocker, atMs: 1, count: 300, caller: { ...standard, maxAttempts: 2 } };
    const trace = run({ functions: busy, actions: [blocker, many] });
    expect(count(trace, 'caller.retryScheduled')).toBe(100);
    expect(count(trace, 'caller.gaveUp', 'caller.quotaUsedUp')).toBe(200);
  });

  test('does not try again after an error of the function, which is an answer', () => {
    const trace = run({
      functions: [{ FunctionName: 'f', Profile: { ...taking(1), errorRate: 1 } }],
      actions: [{ ...blocker, caller: standard }],
    });
    expect(count(trace, 'invoke.received')).toBe(1);
  });

  test('tries again after a failure of Lambda itself', () => {
    const trace = run({
      functions: [{ FunctionName: 'f', Profile: taking(1) }],
      faults: { serviceErrorShare: 1 },
      actions: [{ ...blocker, caller: standard }],
    });
    expect(each(trace, 'invoke.rejected', (e) => e.number('statusCode'))).toEqual([500, 500, 500]);
  });
});

test('a client that hangs up does not stop the function, and pays for both', () => {
  const trace = run({
    functions: [{ FunctionName: 'f', Timeout: 10, Profile: taking(5000) }],
    actions: [{ ...blocker, caller: { retryMode: 'standard', timeoutMs: 1000, maxAttempts: 2 } }],
  });
  expect(count(trace, 'caller.timedOut')).toBe(2);
  expect(count(trace, 'platform.report')).toBe(2);
});

test('a client in adaptive mode sends less after it was throttled', () => {
  const throttles = (retryMode: 'standard' | 'adaptive'): number =>
    count(
      run({
        functions: [{ FunctionName: 'f', ReservedConcurrentExecutions: 2, Profile: taking(200) }],
        traffic: [
          {
            kind: 'poisson',
            FunctionName: 'f',
            ratePerSecond: 60,
            toMs: 20_000,
            caller: { retryMode, maxAttempts: 8 },
          },
        ],
      }),
      'invoke.throttled',
    );
  expect(throttles('adaptive')).toBeLessThan(throttles('standard') / 2);
});

test('a client in adaptive mode says what it holds back and why', () => {
  const trace = run({
    functions: busy,
    traffic: [
      {
        kind: 'poisson',
        FunctionName: 'f',
        ratePerSecond: 20,
        toMs: 5000,
        caller: { retryMode: 'adaptive', maxAttempts: 1 },
      },
    ],
  });
  expect(count(trace, 'caller.held', 'caller.held')).toBeGreaterThan(0);
  for (const waitUs of each(trace, 'caller.held', (e) => e.number('waitUs'))) expect(waitUs).toBeGreaterThan(0);
});

test('users of a closed loop wait for their answer, think, and send the next request', () => {
  const trace = run({
    functions: [{ FunctionName: 'f', Profile: taking(100, 0) }],
    traffic: [
      { kind: 'closedLoop', FunctionName: 'f', users: 3, thinkMs: { kind: 'constant', value: 400 }, toMs: 5000 },
    ],
  });
  expect(count(trace, 'invoke.received')).toBe(3 * 10);
  expect(Math.max(...each(trace, 'invoke.admitted', (e) => e.number('inFlight')))).toBe(3);
});
