/** Reads how many tests passed and failed from what the test runners write. */

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

export const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
});

/** One check that either holds or does not. */
export const oneCheck = (holds: boolean): Count => (holds ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A run that ended badly has failed, even if its report counts no failed test. */
const honest = (count: Count, exitCode: number): Count =>
  exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;

/** What is read of the report of `vitest --reporter=json`. */
interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Counts a Vitest run. A file that could not be loaded has no tests and counts as one failure.
 * @param report text of its JSON report, or undefined if it wrote none
 */
export function vitestCount(report: string | undefined, exitCode: number): Count {
  if (report === undefined) return oneCheck(false);
  const files = (JSON.parse(report) as VitestReport).testResults.map(({ status, assertionResults }) => {
    const passed = assertionResults.filter((test) => test.status === 'passed').length;
    const failed = assertionResults.filter((test) => test.status === 'failed').length;
    return { passed, failed: failed === 0 && status === 'failed' ? 1 : failed };
  });
  return honest(sum(files), exitCode);
}

/** What is read of the report of `playwright test --reporter=json`. */
interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly errors: readonly unknown[];
}

/**
 * Counts a Playwright run. A test that passed only on another try counts as failed.
 * @param report text of its JSON report, or undefined if it wrote none
 */
export function playwrightCount(report: string | undefined, exitCode: number): Count {
  if (report === undefined) return oneCheck(false);
  const { stats, errors } = JSON.parse(report) as PlaywrightReport;
  return honest({ passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }, exitCode);
}
