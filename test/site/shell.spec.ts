/** What holds on every page of the built site: policy, themes, keyboard, narrow screens, no stranger's server. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { policyOf } from '../../src/integrations/content-security-policy.ts';

const dist = 'dist';
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.html') && !path.startsWith('pagefind'))
  .sort();
const addressOf = (file: string): string => `/${file.replace(/index\.html$/, '')}`;
const addresses = files.map(addressOf);
const lesson = '/learn/execution-environment/';
const themes = ['light', 'dark'] as const;

/** Everything the console and the network complain about, from now on. */
function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content.Security.Policy/i.test(message.text())) found.push(message.text());
  });
  page.on('pageerror', (error) => found.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) found.push(`${response.status()} ${response.url()}`);
  });
  return found;
}

/** Brings what hydrates on sight to life. */
async function seeAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    scrollTo(0, 0);
  });
  await page.waitForLoadState('networkidle');
}

/** Opens the fold that hides the places on a narrow screen. */
async function openPlaces(page: Page): Promise<void> {
  const fold = page.getByRole('button', { name: 'Places', exact: true });
  if (await fold.isVisible()) await fold.click();
}

test.describe('the built pages', () => {
  test.skip(({ isMobile }) => isMobile, 'The files are the same.');

  for (const file of files) {
    const html = readFileSync(join(dist, file), 'utf8');

    test(`${file} carries a strict policy that names exactly its own inline scripts and styles`, () => {
      const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(html);
      expect(policy?.[1]).toBe(policyOf(html));
      expect(policy?.[1]).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:|\*/);
      expect(html.search(/<script|<style|<link/i)).toBeGreaterThan(policy?.index ?? Infinity);
    });

    test(`${file} has no style attribute and no inline event handler, which the policy would refuse`, () => {
      expect(html.match(/<[a-z][^>]*\sstyle\s*=\s*["'][^>]*>/gi) ?? []).toEqual([]);
      expect(html.match(/<[a-z][^>]*\son[a-z]+\s*=\s*["'][^>]*>/gi) ?? []).toEqual([]);
    });

    test(`${file} links only to pages and anchors that exist`, () => {
      const broken = [...html.matchAll(/<a\b[^>]*\shref="(\/[^"]*|#[^"]*)"/g)]
        .map(([, target = '']) => target)
        .filter((target) => {
          const url = new URL(target.replaceAll('&#38;', '&'), `http://site${addressOf(file)}`);
          const path = url.pathname.endsWith('/') ? `${url.pathname}index.html` : url.pathname;
          const found = readdirSync(dist, { recursive: true, encoding: 'utf8' }).includes(path.slice(1));
          if (!found) return true;
          const id = decodeURIComponent(url.hash.slice(1));
          // A workbench link carries its scenario behind the #.
          if (!id || url.pathname.startsWith('/workbench')) return false;
          return !readFileSync(join(dist, path), 'utf8').includes(`id="${id}"`);
        });
      expect(broken).toEqual([]);
    });
  }
});

for (const address of addresses) {
  for (const theme of themes) {
    test.describe(`${address} in the ${theme} theme`, () => {
      test.use({ colorScheme: theme });

      // The colours are those of the wide page, and axe takes its time.
      test.skip(({ isMobile }) => isMobile && theme === 'dark', 'Seen on the wide page.');

      test('renders without an error, a stranger or a fault of access, and does not scroll sideways', async ({
        page,
        baseURL,
      }) => {
        const found = complaints(page);
        const strangers: string[] = [];
        page.on('request', (request) => {
          const { origin, protocol } = new URL(request.url());
          if (protocol !== 'data:' && protocol !== 'blob:' && origin !== new URL(baseURL ?? '').origin)
            strangers.push(request.url());
        });
        await page.goto(address);
        await seeAll(page);
        expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
        const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        expect(content).toBeLessThanOrEqual(window ?? 0);
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`),
        ).toEqual([]);
        expect(found).toEqual([]);
        expect(strangers).toEqual([]);
      });
    });
  }

  test(`${address} lets the keyboard skip to its content`, async ({ page }) => {
    await page.goto(address);
    // The workbench is there once its script is.
    if (address === '/workbench/') await expect(page.getByRole('application')).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press('Tab');
    const skip = page.locator(':focus');
    await expect(skip).toHaveText('Skip to the content');
    const target = (await skip.getAttribute('href')) ?? '';
    await page.keyboard.press('Enter');
    await expect(page.locator(target)).toBeVisible();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => !!document.activeElement?.closest('main, .art'))).toBe(true);
  });
}

test('every place in the masthead can be reached and opened by keyboard', async ({ page }) => {
  await page.goto('/');
  const names = await page.locator('nav[aria-label=Places] a').allTextContents();
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) {
    await page.goto('/');
    const fold = page.getByRole('button', { name: 'Places', exact: true });
    if (await fold.isVisible()) {
      await fold.focus();
      await page.keyboard.press('Enter');
    }
    for (let step = 0; step < 12; step++) {
      if ((await page.locator(':focus').allTextContents())[0]?.trim() === name.trim()) break;
      await page.keyboard.press('Tab');
    }
    await expect(page.locator(':focus')).toHaveText(name);
    await page.keyboard.press('Enter');
    await expect(page.locator('nav[aria-label=Places] a[aria-current=page]')).toHaveText(name);
  }
});

test('the chosen theme holds on every page, before anything is painted, and after a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await openPlaces(page);
  await page.getByRole('button', { name: 'Light / dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await page.evaluate(() => localStorage.getItem('starlight-theme'))).toBe('dark');
  for (const address of addresses) {
    await page.goto(address, { waitUntil: 'commit' });
    await page.waitForFunction(() => document.body !== null);
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  }
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('search finds the lesson by a word of its text, and Escape closes it', async ({ page }) => {
  const found = complaints(page);
  await page.goto('/');
  await page.keyboard.press('Control+k');
  await page.getByLabel('Search for').fill('environment');
  await expect(page.locator('#search li a').first()).toBeVisible();
  const targets = await page
    .locator('#search li a')
    .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  expect(targets).toContain(lesson);
  await page.keyboard.press('Escape');
  await expect(page.locator('#search')).toBeHidden();
  expect(found).toEqual([]);
});

test('a lesson loads less than 60 KB of compressed script before it is touched', async ({ page }) => {
  const { gzipSync } = await import('node:zlib');
  const bodies: Promise<number>[] = [];
  const names: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    names.push(response.url());
    bodies.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(lesson);
  await page.waitForLoadState('networkidle');
  const bytes = (await Promise.all(bodies)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeLessThan(60 * 1024);
  expect(names.filter((name) => /quickjs/i.test(name))).toEqual([]);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the first page and the lesson can be read, and their figures are drawn', async ({ page }) => {
    for (const address of ['/', lesson]) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('figure.fig svg, .fig svg').first()).toBeAttached();
    }
  });
});
