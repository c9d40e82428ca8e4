import process from 'node:process';
import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './src/commands/browser.ts';

const port = Number(process.env.COLDSTART_PORT ?? 4399);
const address = `http://127.0.0.1:${port}/`;

/** Tests of the built site in a browser: run `npm run build` before `npx playwright test`. */
export default defineConfig({
  testDir: 'test/site',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/browser',
  workers: 2,
  retries: 0,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  reporter: 'list',
  use: {
    baseURL: address,
    browserName: 'chromium',
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.COLDSTART_BROWSER ?? findBrowser(), args: browserArguments },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } } },
    { name: 'phone', use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  ],
  webServer: {
    command: `"${process.execPath}" src/commands/site.ts --built`,
    url: address,
    env: { PORT: String(port) },
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
  },
});
