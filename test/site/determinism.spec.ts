/** The same scenario, run by Node.js here and by the page's worker, leaves the same trace byte for byte. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { parseScenarioText, simulate, traceLines } from '#simulator';
import { loadSandbox } from '#simulator/sandbox';
import { quickjsWasm } from '../../src/commands/quickjs-wasm.ts';
import { linkHash } from '../../src/study/scenario-link.ts';

const names = [
  'reserved-concurrency-of-one',
  'asynchronous-retries-then-dead-letter-queue',
  'auto-scaling-by-target-tracking',
  'client-retries-and-time-out',
  'code-snap-start-shares-what-init-drew',
  'code-counter-in-a-global',
  'code-memory-leak',
  'code-timeout-keeps-tmp',
  'code-slow-cpu-at-128-mb',
  'code-throws',
  'code-typescript',
];

test.skip(({ isMobile }) => isMobile, 'One browser engine is enough.');

for (const name of names)
  test(`${name} leaves the same trace in Node.js and in the browser`, async ({ page }) => {
    const text = readFileSync(new URL(`../scenarios/${name}.json`, import.meta.url), 'utf8');
    const scenario = parseScenarioText(text);
    const trace = simulate(scenario, { engine: await loadSandbox(scenario, { wasm: quickjsWasm }) });

    await page.goto(`/workbench/#${linkHash(scenario).replace(/^#/, '')}`);
    await expect(page.getByRole('application').first()).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'File', exact: true }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the trace' }).click();
    const file = await (await downloading).path();

    expect(readFileSync(file, 'utf8')).toBe(`${[...traceLines(trace)].join('\n')}\n`);
  });
