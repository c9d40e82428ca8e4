/** How heavy a lesson is and how soon the workbench shows a run, in a real browser on the built site. */
import { deflateRawSync, gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from '@playwright/test';
import { browserArguments, findBrowser } from '../../src/commands/browser.ts';
import { build, siteFolder } from '../../src/commands/build.ts';
import { createStaticServer, listen } from '../../src/commands/static-server.ts';

/** Serves the built site, opens a new browser on it, and ends both. */
async function onSite(measure: (browser: Browser, address: string) => Promise<number>): Promise<number> {
  build({ quiet: true });
  const server = createStaticServer(siteFolder);
  const port = await listen(server, 0);
  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments });
  try {
    return await measure(browser, `http://127.0.0.1:${port}/`);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/**
 * Bytes of all code that a page loads by itself, each file gzipped: scripts in it and beside it, and WebAssembly.
 * @param read whether the reader scrolls through it to the end; nothing is ever touched
 */
async function codeBytes(page: Page, address: string, read: boolean): Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    const type = response.headers()['content-type'] ?? '';
    if (response.status() === 200 && /javascript|wasm/.test(type)) bodies.push(response.body());
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  for (let y = 0; read && y < 60; y++) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(50);
  }
  await page.waitForLoadState('networkidle');
  const inline = await page.locator('script:not([src])').allTextContents();
  const texts = [...(await Promise.all(bodies)), ...inline.map((text) => Buffer.from(text))];
  return texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
}

/** Milliseconds from navigation until the first run stands in the timeline, in a browser that knows nothing yet. */
async function firstRunMs(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const drawn = (): boolean => {
      const stage = document.querySelector('.stage');
      return !!stage?.querySelector('.figure svg') && /p50/.test(stage.querySelector('.state')?.textContent ?? '');
    };
    const look = (): void => {
      if (drawn()) requestAnimationFrame(() => performance.mark('first-run-drawn'));
      else requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(`${address}workbench/`);
  await page.waitForFunction(() => performance.getEntriesByName('first-run-drawn').length > 0);
  const ms = await page.evaluate(() => performance.getEntriesByName('first-run-drawn')[0]?.startTime ?? NaN);
  await context.close();
  return ms;
}

/** A hundred thousand requests, as the workbench opens them from a link; the seed is changed to run it again. */
const hundredThousand = {
  name: 'bench',
  functions: [{ FunctionName: 'f', Profile: { durationMs: { kind: 'exponential', mean: 100 } } }],
  traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond: 1000, toMs: 100_000 }],
};

interface Drawn {
  readonly seconds: number;
  readonly longestFrameMs: number;
}

/**
 * A run of 100,000 requests from the change that asks for it until its figure stands, and the longest frame
 * until its lists stand too.
 */
async function hundredThousandRequests(browser: Browser, address: string): Promise<Drawn> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const link = deflateRawSync(JSON.stringify(hundredThousand)).toString('base64url');
  await page.goto(`${address}workbench/#scenario=${link}`);
  await page.locator('.stage [role=application][aria-label*=" requests in "]').first().waitFor();
  await page.waitForTimeout(1500);
  const drawn = await page.evaluate(async (): Promise<Drawn> => {
    const figure = (): string => document.querySelector('.stage [role=application]')?.getAttribute('aria-label') ?? '';
    const seed = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === 'Seed');
    const field = document.getElementById(seed?.htmlFor ?? '') as HTMLInputElement;
    const before = figure();
    let longestFrameMs = 0;
    let lastMs = performance.now();
    const startedMs = lastMs;
    field.value = '2';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return new Promise((resolve) => {
      let seconds = 0;
      const frame = (nowMs: number): void => {
        longestFrameMs = Math.max(longestFrameMs, nowMs - lastMs);
        lastMs = nowMs;
        if (seconds === 0 && figure() !== before) seconds = (nowMs - startedMs) / 1000;
        // The lists follow within half a second.
        if (seconds > 0 && nowMs - startedMs > seconds * 1000 + 800) resolve({ seconds, longestFrameMs });
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
  });
  await page.close();
  return drawn;
}

/** The middle of three. */
async function ofThree(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let i = 0; i < 3; i++) values.push(await measure());
  return values.sort((a, b) => a - b)[1] ?? NaN;
}

async function lessonScript(read: boolean): Promise<{ value: number; unit: string }> {
  const bytes = await onSite(async (browser, address) =>
    codeBytes(await browser.newPage(), `${address}learn/execution-environment/`, read),
  );
  return { value: Number((bytes / 1000).toFixed(1)), unit: 'kB' };
}

export const benches = {
  'page.lesson_script_kb': () => lessonScript(false),
  'page.lesson_script_read_kb': () => lessonScript(true),
  'page.requests100k.seconds': async () => {
    const value = await onSite((browser, address) =>
      ofThree(async () => (await hundredThousandRequests(browser, address)).seconds),
    );
    return { value: Number(value.toFixed(2)), unit: 's' };
  },
  'page.requests100k.longest_frame_ms': async () => {
    const value = await onSite((browser, address) =>
      ofThree(async () => (await hundredThousandRequests(browser, address)).longestFrameMs),
    );
    return { value: Math.round(value), unit: 'ms' };
  },
  'page.workbench_first_run_ms': async () => {
    const value = await onSite(async (browser, address) => {
      const runs: number[] = [];
      for (let i = 0; i < 3; i++) runs.push(await firstRunMs(browser, address));
      return runs.sort((a, b) => a - b)[1] ?? NaN;
    });
    return { value: Math.round(value), unit: 'ms' };
  },
};
