import { defineConfig } from 'vitest/config';

/** Everything that needs no browser. What does ends in .spec.ts: see playwright.config.ts. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Property tests and sandboxes take their time on a slow machine; none of them is a timed test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
