/** The workbench as a new user drives it, by mouse, by finger and by keyboard alone. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import {
  address,
  codeEditor,
  complaints,
  eventEditor,
  isPhone,
  lineOfLog,
  open,
  openExample,
  showPane,
  showTab,
  timeline,
  write,
} from './workbench-page.ts';

test('a first visit finds a run drawn, its response, and three things to try', async ({ page }) => {
  const found = complaints(page);
  await open(page);
  await expect(timeline(page)).toHaveAccessibleName(/2 requests .* 1 execution environment, 1 cold start/);
  await expect(page.getByText('Three things to try.')).toBeVisible();
  const response = await showTab(page, 'Response');
  await expect(response).toContainText('Hello Ada');
  await showPane(page, 'Code');
  await expect(codeEditor(page)).toBeVisible();
  expect(found).toEqual([]);
});

test('an edited handler runs at once, and Invoke adds a warm request with its log and its bill', async ({ page }) => {
  const found = complaints(page);
  await open(page);
  await showPane(page, 'Code');
  await write(
    codeEditor(page),
    'let n = 0;\nexport const handler = async () => {\n  console.log("seen", ++n);\n  return { n };\n};\n',
  );
  await page.getByRole('button', { name: 'Invoke', exact: true }).click();
  await expect(timeline(page)).toHaveAccessibleName(/3 requests/);
  const response = await showTab(page, 'Response');
  await expect(response.getByLabel('Body of the response')).toHaveText(/"n": 3/);
  await expect(response.locator('.answer')).toContainText('warm');
  await showTab(page, 'Logs');
  await expect(lineOfLog(page, /seen\s+3/)).toHaveClass(/chosen/);
  await expect(lineOfLog(page, 'REPORT RequestId')).toHaveCount(3);
  const bill = await showTab(page, 'Bill');
  await expect(bill).toContainText(/Request 3 costs \$0\.0+\d+/);
  expect(found).toEqual([]);
});

test('an event that is not JSON is marked, and Lambda refuses it', async ({ page }) => {
  await open(page);
  await showPane(page, 'Event');
  await write(eventEditor(page), '{ name: Ada }');
  await page.getByRole('button', { name: 'Invoke', exact: true }).click();
  const response = await showTab(page, 'Response');
  await expect(response.locator('.answer')).toContainText('400');
  await expect(response.locator('.answer')).toContainText('refused');
  await expect(response).toContainText('InvalidRequestContentException');
});

test.describe('each example shows what it promises', () => {
  test('the counter goes on in a warm environment, and every environment has its own', async ({ page }) => {
    await open(page);
    await openExample(page, 'A counter in a global');
    await expect(timeline(page)).toHaveAccessibleName(/7 requests .* 3 execution environments/);
    await showTab(page, 'Logs');
    await expect(lineOfLog(page, /count is\s+3/)).toHaveCount(1);
    await expect(lineOfLog(page, /count is\s+1/)).toHaveCount(3);
  });

  test('more memory makes slow code fast, and does not shorten a wait', async ({ page }) => {
    test.slow();
    await open(page);
    const durations = async (): Promise<number[]> => {
      await showTab(page, 'Logs');
      const lines = await lineOfLog(page, 'REPORT RequestId').allInnerTexts();
      return lines.map((line) => Number(/Duration: ([\d.]+) ms/.exec(line)?.[1]));
    };
    const afterMoreMemory = async (example: string): Promise<[before: number, after: number]> => {
      await openExample(page, example);
      await expect(timeline(page)).toHaveAccessibleName(/2 requests/);
      await expect.poll(async () => (await durations()).at(-1) ?? 0, { timeout: 20_000 }).toBeGreaterThan(500);
      const before = (await durations()).at(-1) as number;
      await showPane(page, 'Configuration');
      await page.getByLabel('MemorySize', { exact: true }).fill('1024');
      await showTab(page, 'Logs');
      await expect(lineOfLog(page, 'Memory Size: 1024 MB')).toHaveCount(2);
      return [before, (await durations()).at(-1) as number];
    };
    const [cpuBefore, cpuAfter] = await afterMoreMemory('Slow for want of CPU');
    expect(cpuAfter).toBeLessThan(cpuBefore / 4);
    const [waitBefore, waitAfter] = await afterMoreMemory('Slow for waiting');
    expect(waitAfter).toBeGreaterThan(waitBefore * 0.95);
  });

  test('the leak climbs until the process is killed', async ({ page }) => {
    await open(page);
    await openExample(page, 'A memory leak');
    await showTab(page, 'Logs');
    await expect(lineOfLog(page, 'Runtime.OutOfMemory').first()).toBeVisible();
    await expect(lineOfLog(page, /holding 10 MB/)).not.toHaveCount(0);
  });

  test('a thrown error names its line, and an exit of the process runs init again', async ({ page }) => {
    await open(page);
    await openExample(page, 'A crash');
    await expect(timeline(page)).toHaveAccessibleName(/5 requests .* 1 execution environment/);
    const response = await showTab(page, 'Response');
    await response.getByRole('button', { name: 'Request 2', exact: true }).click();
    await expect(response).toContainText('No order with this id');
    await expect(response.getByRole('button', { name: /Show index\.mjs:\d+/ })).toBeVisible();
    await response.getByRole('button', { name: 'Request 4', exact: true }).click();
    await expect(response).toContainText('Runtime.ExitError');
  });

  test('an endless loop ends as a time-out, what the globals held is lost, and the page lives', async ({ page }) => {
    await open(page);
    await openExample(page, 'A time-out');
    const response = await showTab(page, 'Response');
    await response.getByRole('button', { name: 'Request 3', exact: true }).click();
    await expect(response).toContainText('Sandbox.Timedout');
    await expect(response).toContainText('Task timed out after 3.00 seconds');
    await response.getByRole('button', { name: 'Request 4', exact: true }).click();
    await expect(response.getByLabel('Body of the response')).toHaveText(/"count": 1/);
  });
});

test('an endless loop written by hand ends as a time-out, and the work goes on', async ({ page }) => {
  await open(page);
  await showPane(page, 'Code');
  await write(codeEditor(page), 'export const handler = async () => {\n  for (;;);\n};\n');
  const response = await showTab(page, 'Response');
  await expect(response).toContainText('Sandbox.Timedout', { timeout: 20_000 });
  await showPane(page, 'Code');
  await write(codeEditor(page), 'export const handler = async () => "alive";\n');
  await showTab(page, 'Response');
  await expect(response.getByLabel('Body of the response')).toHaveText('"alive"');
});

test('a regular expression that backtracks for ever is ended, and the editor keeps it', async ({ page }) => {
  test.slow();
  await open(page);
  await showPane(page, 'Code');
  const code = 'export const handler = async () => /^(a+)+$/.test("a".repeat(60) + "b");';
  await write(codeEditor(page), code);
  const response = await showTab(page, 'Response');
  await expect(page.getByText(/run was ended|Sandbox\.Timedout/).first()).toBeVisible({ timeout: 60_000 });
  await showPane(page, 'Code');
  await expect(codeEditor(page)).toContainText('(a+)+');
  await write(codeEditor(page), 'export const handler = async () => "alive again";\n');
  await showTab(page, 'Response');
  await expect(response.getByLabel('Body of the response')).toHaveText('"alive again"', { timeout: 20_000 });
});

test('undo takes back an invoke and redo brings it again', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Invoke 5 times at once' }).click();
  await expect(timeline(page)).toHaveAccessibleName(/7 requests/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(timeline(page)).toHaveAccessibleName(/2 requests/);
  await page.getByRole('button', { name: 'Redo', exact: true }).click();
  await expect(timeline(page)).toHaveAccessibleName(/7 requests/);
});

test('a value that is not allowed is refused beside its field, and nothing changes', async ({ page }) => {
  await open(page);
  await showPane(page, 'Configuration');
  const memory = page.getByLabel('MemorySize', { exact: true });
  await memory.fill('64');
  await expect(memory).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('alert').filter({ hasText: /128/ })).toBeVisible();
  await memory.fill('256');
  await expect(memory).toHaveAttribute('aria-invalid', 'false');
  await showTab(page, 'Logs');
  await expect(lineOfLog(page, 'Memory Size: 256 MB')).toHaveCount(2);
});

test('a change from the playhead on leaves what was before', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Invoke', exact: true }).click();
  await expect(timeline(page)).toHaveAccessibleName(/3 requests/);
  await showTab(page, 'Response');
  await page.getByRole('button', { name: 'Previous request' }).click();
  await showPane(page, 'Configuration');
  await page.getByLabel(/from the playhead on/).check();
  await page.getByLabel('MemorySize', { exact: true }).fill('512');
  await showTab(page, 'Logs');
  await expect(lineOfLog(page, 'Memory Size: 512 MB')).not.toHaveCount(0);
  await expect(lineOfLog(page, 'Memory Size: 128 MB')).not.toHaveCount(0);
});

test('a request that is chosen lights up in every view', async ({ page }) => {
  await open(page);
  const response = await showTab(page, 'Response');
  await response.getByRole('button', { name: 'Request 2', exact: true }).click();
  for (const name of ['Logs', 'Bill', 'Narration'] as const) {
    const panel = await showTab(page, name);
    await expect(panel.locator('.chosen').first()).toBeVisible();
  }
  const why = await showTab(page, 'Why');
  await expect(why.getByRole('heading', { name: /request 2/ })).toBeVisible();
  await expect(why.getByRole('link', { name: /Lambda/ }).first()).toHaveAttribute('href', /^https:\/\/docs\.aws/);
});

test('an environment that is ended by hand does not serve the next request', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Environments' }).click();
  await page.getByRole('button', { name: 'End environment 1 here' }).click();
  await page.getByRole('button', { name: 'Invoke', exact: true }).click();
  await expect(timeline(page)).toHaveAccessibleName(/3 requests .* 2 execution environments, 2 cold starts/);
});

test.describe('links', () => {
  test('the address holds the whole scenario: opened elsewhere it is the same', async ({ page, browser }) => {
    await open(page);
    await showPane(page, 'Code');
    await write(codeEditor(page), 'export const handler = async () => "from a link";\n');
    await expect.poll(() => page.url()).toContain('#scenario=');
    await showTab(page, 'Response');
    await expect(page.getByLabel('Body of the response')).toHaveText('"from a link"');
    await page.waitForTimeout(600);
    const link = page.url();
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await open(other, link);
    await expect(other.getByLabel('Body of the response')).toHaveText('"from a link"');
    await elsewhere.close();
  });

  for (const [what, hash] of [
    ['damaged', '#scenario=AAAA'],
    ['hostile', '#scenario=%3Cscript%3Ealert(1)%3C/script%3E'],
    ['empty', '#scenario='],
  ] as const)
    test(`a ${what} link is refused with a sentence and keeps the work`, async ({ page }) => {
      await open(page);
      await showPane(page, 'Code');
      await write(codeEditor(page), 'export const handler = async () => "kept";\n');
      await showTab(page, 'Response');
      await expect(page.getByLabel('Body of the response')).toHaveText('"kept"');
      await page.waitForTimeout(600);
      await page.goto('about:blank');
      await open(page, address + hash);
      await expect(page.getByRole('status').filter({ hasText: /link/i })).toContainText('Your work is as you left it.');
      await expect(page.getByLabel('Body of the response')).toHaveText('"kept"');
    });

  test('a link opened over own work can be taken back', async ({ page }) => {
    await open(page);
    await expect.poll(() => page.url()).toContain('#scenario=');
    const hello = page.url();
    await openExample(page, 'A crash');
    await page.waitForTimeout(600);
    await page.goto('about:blank');
    await open(page, hello);
    await expect(page.getByLabel('Name of the scenario')).toHaveValue('Hello');
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByLabel('Name of the scenario')).toHaveValue('A crash');
  });

  test('a reload loses nothing', async ({ page }) => {
    await open(page);
    await showPane(page, 'Code');
    await write(codeEditor(page), 'export const handler = async () => "still here";\n');
    await page.reload();
    await expect(timeline(page)).toBeVisible();
    await showTab(page, 'Response');
    await expect(page.getByLabel('Body of the response')).toHaveText('"still here"');
  });

  test('a scenario file that cannot be run names what is wrong', async ({ page }) => {
    await open(page);
    await page.locator('input[type=file]').setInputFiles({
      name: 'broken.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"functions":[{"FunctionName":"f","MemorySize":1,"Code":{"files":{"index.mjs":""}}}]}'),
    });
    await expect(page.getByRole('status').filter({ hasText: 'broken.json' })).toContainText('functions[0].MemorySize');
    await expect(page.getByLabel('Name of the scenario')).toHaveValue('Hello');
  });
});

test.describe('by keyboard alone', () => {
  test('the editor is left with Escape and Tab', async ({ page }) => {
    test.skip(isPhone(page), 'a phone has no Tab key');
    await open(page);
    await codeEditor(page).focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect(codeEditor(page)).not.toBeFocused();
  });

  test('invoke, step, ask why, undo', async ({ page }) => {
    test.skip(isPhone(page), 'a phone has no such keys');
    await open(page);
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(timeline(page)).toHaveAccessibleName(/3 requests/);
    await page.keyboard.press('[');
    const response = page.getByRole('tabpanel', { name: 'Response' });
    await expect(response.getByRole('region', { name: 'Response to request 2' })).toBeVisible();
    await timeline(page).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: /Why did request 1 start cold/ })).toBeVisible();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(timeline(page)).toHaveAccessibleName(/2 requests/);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
  });

  test('panes are sized and folded by arrow keys and Enter', async ({ page }) => {
    test.skip(isPhone(page), 'a phone shows one pane at a time');
    await open(page);
    const results = page.getByRole('separator', { name: 'Results: size' });
    const region = page.getByRole('region', { name: 'Results' });
    const before = (await region.boundingBox())?.width ?? 0;
    await results.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await region.boundingBox())?.width).toBe(before + 16);
    await page.keyboard.press('Enter');
    await expect(region).toBeHidden();
    await page.keyboard.press('Enter');
    await expect(region).toBeVisible();
  });
});

for (const theme of ['light', 'dark'] as const)
  test(`every pane and tab is accessible in the ${theme} theme`, async ({ page, isMobile }) => {
    test.skip(isMobile && theme === 'dark', 'The colours are those of the wide page.');
    test.slow();
    await page.addInitScript((value) => localStorage.setItem('starlight-theme', value), theme);
    await open(page);
    await openExample(page, 'A crash');
    for (const pane of ['Code', 'Event', 'Configuration', 'Requests'] as const) {
      await showPane(page, pane);
      if (isPhone(page)) expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
    for (const tab of ['Response', 'Logs', 'Bill', 'Narration', 'Why'] as const) {
      await showTab(page, tab);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
  });

for (const width of [1440, 768, 390])
  test(`nothing scrolls sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    for (const pane of ['Code', 'Event', 'Configuration', 'Requests', 'Results'] as const) {
      await showPane(page, pane);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  });

test('targets of a finger are large enough', async ({ page }) => {
  test.skip(!isPhone(page), 'a phone is touched');
  await open(page);
  for (const pane of ['Code', 'Event', 'Configuration', 'Requests', 'Results'] as const) {
    await showPane(page, pane);
    const small = await page
      .locator('main')
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons.flatMap((button) => {
          const { width, height } = button.getBoundingClientRect();
          return width > 0 && (width < 24 || height < 24) ? [`${button.textContent}: ${width} × ${height}`] : [];
        }),
      );
    expect(small).toEqual([]);
  }
});
