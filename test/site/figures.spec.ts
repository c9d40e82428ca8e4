import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';

const lesson = '/learn/execution-environment/';

/** Presses, moves in steps, releases. */
async function drag(page: Page, mark: Locator, byX: number, byY: number): Promise<void> {
  const box = (await mark.boundingBox())!;
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let i = 1; i <= 8; i++) await page.mouse.move(from.x + (byX * i) / 8, from.y + (byY * i) / 8);
  await page.mouse.up();
}

const figureOf = (page: Page): Locator => page.locator('.home-figure');
const number = async (figure: Locator, name: string): Promise<number> => Number(await figure.getAttribute(name));

test.describe('the figure of the home page', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
  });

  test('a lower limit, dragged by its tab, turns more requests away', async ({ page }) => {
    const figure = figureOf(page);
    const before = await number(figure, 'data-turned-away');
    const limit = figure.getByRole('slider', { name: 'Reserved concurrency' });
    await limit.scrollIntoViewIfNeeded();
    await drag(page, limit.locator('.tab'), 0, 42);
    await expect.poll(() => number(figure, 'data-turned-away')).toBeGreaterThan(before);
    expect(Number(await limit.getAttribute('aria-valuenow'))).toBeLessThan(6);
  });

  test('a higher rate, dragged on its curve, brings more requests', async ({ page }) => {
    const figure = figureOf(page);
    const before = await number(figure, 'data-requests');
    const handle = figure.getByRole('slider', { name: 'Requests a second from 0' });
    await handle.scrollIntoViewIfNeeded();
    await drag(page, handle.locator('.rate-handle'), 0, -16);
    await expect.poll(() => number(figure, 'data-requests')).toBeGreaterThan(before);
  });

  test('limit and rate are changed by keys and taken back by a button', async ({ page }) => {
    const figure = figureOf(page);
    const before = await number(figure, 'data-turned-away');
    await figure.getByRole('slider', { name: 'Reserved concurrency' }).focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
    await expect.poll(() => number(figure, 'data-turned-away')).toBeGreaterThan(before);
    await figure.getByRole('slider', { name: 'Requests a second from 0' }).focus();
    await page.keyboard.press('PageUp');
    await figure.getByRole('button', { name: 'undo' }).click();
    await expect.poll(() => number(figure, 'data-turned-away')).toBe(before);
  });

  test('a bet is answered by the run, and not before it is placed', async ({ page }) => {
    const output = page.locator('.bet output');
    await expect(output).toBeEmpty();
    await page.getByLabel('Requests turned away with a limit of 3').fill('9');
    await page.getByRole('button', { name: 'Bet, then run' }).click();
    await expect(output).toContainText('You bet 9.');
    const turnedAway = await number(figureOf(page), 'data-turned-away');
    await expect(output).toContainText(`turns ${turnedAway} away`);
    await expect(output).toContainText(`off by ${Math.abs(turnedAway - 9)}`);
  });

  test('requests are stepped through by keys, announced, and outlined', async ({ page }) => {
    const run = figureOf(page).getByRole('application');
    await run.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(run.locator('[aria-live]')).toContainText('Request 2 arrived at');
    await expect(run.locator('rect.m-hi')).toHaveCount(1);
    await page.keyboard.press('End');
    const requests = await number(figureOf(page), 'data-requests');
    await expect(run.locator('[aria-live]')).toContainText(`Request ${requests} arrived at`);
  });

  test('keys zoom in to a part of the run and out to the whole', async ({ page }) => {
    const run = figureOf(page).getByRole('application');
    const numbers = run.locator('g.lab text');
    const whole = await numbers.allTextContents();
    await run.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('+');
    expect(await numbers.allTextContents()).not.toEqual(whole);
    await page.keyboard.press('0');
    expect(await numbers.allTextContents()).toEqual(whole);
  });

  test('the playhead plays, pauses and fades what lies ahead', async ({ page }) => {
    const figure = figureOf(page);
    await expect(figure.locator('.veil')).toHaveCount(0);
    await figure.getByRole('button', { name: 'Play' }).click();
    await expect(figure.locator('.veil')).toHaveCount(1);
    const at = figure.locator('.play text');
    const first = await at.textContent();
    await expect.poll(() => at.textContent()).not.toBe(first);
    await figure.getByRole('button', { name: 'Pause' }).click();
    await expect(figure.getByRole('button', { name: 'Play' })).toBeVisible();
  });

  test('the data table and the narration tell the same run', async ({ page }) => {
    const figure = figureOf(page);
    await figure.getByText('Data table').click();
    const rows = figure.locator('tbody tr').filter({ has: page.locator('th[scope=row]') });
    await expect(rows).toHaveCount(await number(figure, 'data-requests'));
    await expect(rows.filter({ hasText: 'throttled' })).toHaveCount(await number(figure, 'data-turned-away'));
    await figure.getByText('Narration').click();
    await expect(figure.locator('details ol li').first()).toBeVisible();
  });
});

test.describe('the figures of the lesson', () => {
  test.beforeEach(({ page }) => page.goto(lesson).then(() => undefined));

  test('the bet on the second request hides the answer until it is placed', async ({ page }) => {
    const figure = page.locator('.bet-figure');
    await figure.scrollIntoViewIfNeeded();
    const mark = figure.getByRole('slider');
    await expect(mark).toBeVisible();
    await expect(figure.locator('.bet-answer')).toHaveCount(0);
    await expect(figure).not.toContainText('892');
    await drag(page, mark.locator('.tab'), 60, 0);
    const bet = Number(await mark.getAttribute('aria-valuenow'));
    expect(bet).toBeGreaterThan(600);
    await figure.getByRole('button', { name: 'Place the bet' }).click();
    await expect(figure.locator('.say')).toContainText(`You bet ${bet} ms, the run says 892 ms`);
    await expect(figure.locator('.bet-answer')).toHaveCount(1);
  });

  test('the second request, moved later, finds the environment idle', async ({ page }) => {
    const figure = page.locator('.gap-figure');
    await figure.scrollIntoViewIfNeeded();
    const mark = figure.getByRole('slider', { name: 'Gap between the requests' });
    await expect(mark).toBeVisible();
    await expect(figure).toHaveAttribute('data-start', 'cold');
    await mark.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('PageUp');
    await expect(figure).toHaveAttribute('data-start', 'warm');
    await expect(figure.locator('.say')).toContainText('finds environment 1 idle');
    const link = figure.getByRole('link', { name: 'Open in the workbench' });
    const first = await link.getAttribute('href');
    await mark.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => link.getAttribute('href')).not.toBe(first);
  });

  test('the second request is dragged on the figure', async ({ page }) => {
    const figure = page.locator('.gap-figure');
    await figure.scrollIntoViewIfNeeded();
    const mark = figure.getByRole('slider', { name: 'Gap between the requests' });
    await expect(mark).toBeVisible();
    const width = (await figure.boundingBox())!.width;
    await drag(page, mark.locator('.gap-line'), width / 3, 0);
    await expect(figure).toHaveAttribute('data-start', 'warm');
  });

  test('the lifecycle names every state of an environment without a script', async ({ page }) => {
    const diagram = page.locator('.states svg').filter({ visible: true });
    for (const state of ['none', 'init', 'idle', 'invoke', 'reset', 'init again'])
      await expect(diagram.getByText(state, { exact: true })).toBeVisible();
  });
});

for (const [name, path] of [
  ['the home page', '/'],
  ['the lesson', lesson],
] as const)
  for (const theme of ['light', 'dark'])
    test(`the figures of ${name} are accessible in the ${theme} theme`, async ({ page }) => {
      await page.goto(path);
      await page.evaluate((value) => (document.documentElement.dataset.theme = value), theme);
      for (const figure of await page.locator('.drawn').all()) await figure.scrollIntoViewIfNeeded();
      await expect(page.locator('.run svg').filter({ visible: true }).first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).include('.fig').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    });

test('no figure is wider than a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/', lesson]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});
