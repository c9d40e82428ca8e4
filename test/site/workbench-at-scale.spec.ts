/** The workbench with limits, traffic, two runs side by side, and runs of thousands. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { address, complaints, open, showPane, showTab, timeline } from './workbench-page.ts';

test('a limit is moved by keys, and a throttled request tells what would have let it in', async ({ page }) => {
  const found = complaints(page);
  await open(page, `${address}?example=reserved-throttle`);
  await expect(timeline(page)).toHaveAccessibleName(/86 requests .* 22 turned away/);
  await page.getByRole('slider', { name: 'reserved concurrency' }).press('ArrowUp');
  await expect(timeline(page)).toHaveAccessibleName(/17 turned away/);
  const response = await showTab(page, 'Response');
  await response.getByRole('row').filter({ hasText: 'throttled' }).first().getByRole('button').click();
  const why = await showTab(page, 'Why');
  await expect(why.getByRole('heading', { name: /Why was request \d+ throttled/ })).toBeVisible();
  const ways = why.getByRole('region', { name: 'What would have let it in' });
  await expect(ways.getByRole('listitem').filter({ hasText: 'no reserved concurrency' })).toContainText(
    'answered, cold',
  );
  await expect(ways.getByRole('listitem').filter({ hasText: 'asynchronously' })).toContainText('the event is served');
  expect(found).toEqual([]);
});

test('two runs are compared on the same dice, each difference with its reasons, and the link holds both', async ({
  page,
}) => {
  await open(page, `${address}?example=reserved-throttle`);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: /^A copy as B/ }).click();
  await expect(page.getByText('A and B are the same.')).toBeVisible();
  await showPane(page, 'Configuration');
  await page.getByLabel('ReservedConcurrentExecutions', { exact: true }).fill('8');
  const fared = page.getByRole('region', { name: 'Requests that fared differently' });
  await expect(fared).toContainText('12 requests fared differently, 74 alike', { timeout: 20_000 });
  await fared
    .getByRole('button', { name: /^Why in A/ })
    .first()
    .click();
  await expect(fared).toContainText('The reserved concurrency of the function is used up');
  await fared
    .getByRole('button', { name: /^Why in B/ })
    .first()
    .click();
  await expect(fared).toContainText('so Lambda creates one');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await expect.poll(() => page.url()).toContain('#compare=');
  await page.reload();
  await expect(fared).toContainText('12 requests fared differently', { timeout: 20_000 });
  await page.getByRole('button', { name: 'Run A', exact: true }).click();
  await expect(timeline(page)).toHaveAccessibleName(/22 turned away/);
});

test('a run of thousands is drawn as plots and lanes, and a mark on them can be asked why', async ({ page }) => {
  await open(page, `${address}?example=scaling-rate`);
  const lanes = page.getByRole('application', { name: /environments/ });
  await expect(page.locator('.stage canvas')).toBeVisible();
  await expect(timeline(page).first()).toHaveAccessibleName(/6,040 requests .* 1,101 throttled/);
  await lanes.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const why = await showTab(page, 'Why');
  await expect(why.getByRole('heading', { name: /^Why/ })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test('a recorded trace is read from a file, and a bad file is refused with its line', async ({ page }) => {
  await open(page, `${address}?example=burst-cold-starts`);
  await showPane(page, 'Requests');
  await page.getByRole('button', { name: 'Remove source 1' }).click();
  await page.getByRole('button', { name: 'Remove source 1' }).click();
  await page.getByLabel('Arrivals', { exact: true }).selectOption('replay');
  const file = page.getByLabel(/^Another CSV file/);
  const send = (text: string) =>
    file.setInputFiles({ name: 'trace.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await send('arrival_s,duration_ms\n0,20\nsoon,20\n');
  await expect(page.getByRole('alert').filter({ hasText: 'trace.csv' })).toContainText('Line 3: arrival_s is “soon”');
  await send('arrival_s,duration_ms\n0,20\n0.5,30\n2,40\n');
  await expect(timeline(page)).toHaveAccessibleName(/3 requests/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(timeline(page)).toHaveAccessibleName(/4 requests/);
});

test('something is done at the playhead, and what came before stays', async ({ page }) => {
  await open(page, `${address}?example=canary-rollback`);
  await expect(timeline(page).first()).toHaveAccessibleName(/requests/);
  await page.getByRole('button', { name: 'Do here' }).click();
  await page.getByRole('button', { name: /^Do it at/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'What came before stays' })).toBeVisible();
  await showPane(page, 'Requests');
  const done = page.getByRole('region', { name: 'Requests and traffic' }).getByRole('listitem');
  await expect(done.filter({ hasText: 'deploy version 2 to live' })).toHaveCount(1);
  await expect(done.filter({ hasText: 'publish a version' })).toHaveCount(1);
});
