import { describe, expect, it } from 'vitest';
import { oneCheck, playwrightCount, sum, vitestCount } from '../../src/commands/test-counts.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});
const vitest = (...testResults: unknown[]): string => JSON.stringify({ testResults });
const playwright = (expected: number, unexpected: number, flaky: number, ...errors: string[]): string =>
  JSON.stringify({ stats: { expected, unexpected, flaky, skipped: 0 }, errors });

describe('the count of `npm test`', () => {
  it('sums what passed and what failed', () => {
    expect(vitestCount(vitest(file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')), 1)).toEqual({
      passed: 3,
      failed: 1,
    });
    expect(playwrightCount(playwright(5, 2, 1), 1)).toEqual({ passed: 5, failed: 3 });
    expect(sum([oneCheck(true), oneCheck(false), { passed: 3, failed: 2 }])).toEqual({ passed: 4, failed: 3 });
  });

  it('counts a test file that cannot be loaded as a failure', () => {
    expect(vitestCount(vitest(file('failed'), file('passed', 'passed')), 1)).toEqual({ passed: 1, failed: 1 });
    expect(playwrightCount(playwright(0, 0, 0, 'cannot find module'), 1)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a runner that ended badly as a failure even if each of its tests passed', () => {
    expect(vitestCount(vitest(file('passed', 'passed')), 1)).toEqual({ passed: 1, failed: 1 });
    expect(playwrightCount(playwright(4, 0, 0), 1)).toEqual({ passed: 4, failed: 1 });
  });

  it('counts a runner that left no report as a failure', () => {
    expect(vitestCount(undefined, 0)).toEqual({ passed: 0, failed: 1 });
    expect(playwrightCount(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  });
});
