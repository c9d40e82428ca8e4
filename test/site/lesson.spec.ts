/** Lessons as a reader meets them: the one on the execution environment from end to end, the others at a glance. */
import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';

const address = '/learn/execution-environment/';

/** Brings an island into view and waits until its script has taken over. */
async function wake(inside: Locator): Promise<void> {
  await inside.scrollIntoViewIfNeeded();
  await expect(inside.locator('xpath=ancestor::astro-island[@ssr]')).toHaveCount(0);
}

/** The first run fetches and starts the simulator, which takes its time on a busy machine. */
const eventually = expect.configure({ timeout: 30_000 });

const counter = (page: Page): Locator => page.getByRole('region', { name: 'A counter in a global variable' });
const question = (page: Page, id: string): Locator => page.locator(`[data-question="${id}"]`);

test('arrives with every figure drawn, every number printed and every answer hidden', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The execution environment');
  await expect(counter(page).locator('svg').first()).toBeAttached();
  await expect(counter(page)).toContainText('invocation 2 of this environment');
  await expect(page.locator('main')).not.toContainText(/undefined|NaN|\{fact:|\{run:|\{given:/);
  const first = question(page, 'second-request-while-busy');
  await expect(first).toContainText('Kestrel Tickets');
  await expect(first.getByText('An environment serves one request at a time')).toBeHidden();
  await first.getByText('The answer').click();
  await expect(first.getByText('An environment serves one request at a time')).toBeVisible();
  await expect(first.getByRole('button', { name: 'Answer' })).toBeHidden();
  await context.close();
});

test('needs under 60 KB of script before anything is touched, and no QuickJS among it', async ({ page }) => {
  const scripts: { url: string; bytes: number }[] = [];
  const other: string[] = [];
  page.on('response', (response) => {
    const url = response.url();
    if (/\.wasm/.test(url) || /quickjs|sandbox|simulation\.worker/i.test(url)) other.push(url);
    if (response.request().resourceType() === 'script')
      void response.body().then((body) => scripts.push({ url, bytes: gzipSync(body).length }));
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  const inline = await page
    .locator('script:not([src])')
    .evaluateAll((all) => all.map((one) => one.textContent ?? '').join('\n'));
  const bytes = scripts.reduce((sum, script) => sum + script.bytes, gzipSync(inline).length);
  expect(bytes, JSON.stringify(scripts)).toBeLessThan(60_000);
  expect(other).toEqual([]);
});

test('asks nothing of any other origin, from first paint to an answered question', async ({ page, baseURL }) => {
  const strangers: string[] = [];
  const refused: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await page.goto(address);
  await wake(counter(page).getByRole('button', { name: 'Invoke', exact: true }));
  await counter(page).getByRole('button', { name: 'Invoke', exact: true }).click();
  await eventually(counter(page)).toContainText('invocation 3 of this environment');
  expect(strangers).toEqual([]);
  expect(refused).toEqual([]);
});

test('invoking one by one counts on, and two at once count apart', async ({ page }) => {
  await page.goto(address);
  const invoke = counter(page).getByRole('button', { name: 'Invoke', exact: true });
  await wake(invoke);
  await invoke.click();
  await eventually(counter(page)).toContainText('The caller got {"count":3}.');
  await counter(page).getByRole('button', { name: 'Invoke 2 at once' }).click();
  await expect(counter(page)).toContainText('The caller got {"count":4}.');
  await expect(counter(page)).toContainText('The caller got {"count":1}.');
  await expect(counter(page)).toContainText('log stream of environment 2');
  await counter(page).getByRole('button', { name: 'Undo' }).click();
  await expect(counter(page)).not.toContainText('log stream of environment 2');
  await counter(page).getByRole('button', { name: 'Start over' }).click();
  await expect(counter(page)).toContainText('Invoked 2 times so far.');
});

test('after a timeout, an exit and an error the two counts tell what was lost', async ({ page }) => {
  await page.goto(address);
  const failure = page.getByRole('region', { name: 'What a failure takes away' });
  const press = (name: string): Promise<void> => failure.getByRole('button', { name, exact: true }).click();
  await wake(failure.getByRole('button', { name: 'Invoke', exact: true }));
  await press('Invoke: throw');
  await eventually(failure).toContainText('as asked');
  await press('Invoke');
  await expect(failure).toContainText('The caller got {"inMemory":3,"inTmp":5}.');
  await press('Invoke: exit');
  await expect(failure).toContainText('Runtime.ExitError');
  await press('Invoke');
  await expect(failure).toContainText('The caller got {"inMemory":1,"inTmp":7}.');
  await press('Invoke: time out');
  await expect(failure).toContainText('Sandbox.Timedout');
  await press('Invoke');
  await expect(failure).toContainText('The caller got {"inMemory":1,"inTmp":9}.');
});

test('a bet comes before the answer', async ({ page }) => {
  await page.goto(address);
  const plate = page.getByRole('region', { name: 'When does the second request finish?' }).first();
  const box = plate.getByRole('spinbutton').first();
  await wake(box);
  await expect(plate).not.toContainText(/the run says/i);
  await box.fill('900');
  await plate.getByRole('button', { name: /bet/i }).click();
  await expect(plate).toContainText('900');
  await expect(plate).toContainText(/the run says/i);
});

test('a question is answered by keyboard alone, tells why, and remembers', async ({ page }) => {
  await page.goto(address);
  const one = question(page, 'second-request-while-busy');
  const radios = one.getByRole('radio');
  await wake(radios.first());
  const right = one.getByRole('radio', { name: /makes a second execution environment/ });
  await radios.first().focus();
  for (let i = 0; i < 4 && !(await right.isChecked()); i++) await page.keyboard.press(i === 0 ? 'Space' : 'ArrowDown');
  await expect(right).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(one.getByRole('alert')).toHaveText('Say how certain you are, then answer.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await expect(one.getByRole('button', { name: 'Answer' })).toBeFocused();
  await page.keyboard.press('Enter');
  const verdict = one.locator('.verdict');
  await expect(verdict).toBeFocused();
  await expect(verdict).toContainText('Right');
  await expect(one).toContainText('There is no queue in front of an environment.');
  await expect(one).toContainText(/in \d+ of \d+ runs/);
  await expect(one.getByRole('link', { name: 'Open the run in the workbench' })).toHaveAttribute(
    'href',
    /\/workbench\/#scenario=/,
  );
  await page.reload();
  await wake(question(page, 'second-request-while-busy').getByRole('radio').first());
  await expect(question(page, 'second-request-while-busy')).toContainText(
    /You answered this on \d{4}-\d\d-\d\d: right, guessing/,
  );
});

test('a wrong answer given with certainty is told apart, and can be tried again', async ({ page }) => {
  await page.goto(address);
  const one = question(page, 'second-request-while-busy');
  await wake(one.getByRole('radio').first());
  await one.getByRole('radio', { name: /refused with status 429/ }).check();
  await one.getByRole('radio', { name: 'Certain', exact: true }).check();
  await one.getByRole('button', { name: 'Answer' }).click();
  await expect(one.locator('.verdict')).toContainText('Not right, and you were certain');
  await expect(one.getByText('your answer')).toBeVisible();
  await one.getByRole('button', { name: 'Try again' }).click();
  await expect(one.getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(one.getByRole('radio').first()).toBeFocused();
});

for (const theme of ['light', 'dark'] as const)
  test(`has no accessibility fault that axe can find, used and unused, in the ${theme} theme`, async ({
    page,
    isMobile,
  }) => {
    test.skip(isMobile && theme === 'dark', 'The colours are those of the wide page.');
    test.slow();
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.goto(address);
    const invoke = counter(page).getByRole('button', { name: 'Invoke 2 at once' });
    await wake(invoke);
    await invoke.click();
    await eventually(counter(page)).toContainText('log stream of environment 2');
    // One question is answered, the others are not.
    const one = question(page, 'after-the-timeout');
    await wake(one.getByRole('radio').first());
    await one.getByRole('radio').first().check();
    await one.getByRole('radio', { name: 'Guessing' }).check();
    await one.getByRole('button', { name: 'Answer' }).click();
    await expect(one.locator('.verdict')).toBeVisible();
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
    ).toEqual([]);
  });

test('nothing is wider than the window', async ({ page }) => {
  await page.goto(address);
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content).toBeLessThanOrEqual(window);
});

/** Each with the plate of its bet, what is asked there, and a sentence that only the answered bet shows. */
const others = [
  {
    slug: 'concurrency',
    title: 'Concurrency',
    bet: 'How many at once?',
    number: '8',
    says: 'You bet 8, the run says 4.',
  },
  {
    slug: 'cold-starts',
    title: 'Cold starts',
    bet: 'A quiet morning, and two rushes',
    number: '1',
    says: 'You bet 1, the run says 8.',
  },
  {
    slug: 'reserved-and-provisioned-concurrency',
    title: 'Reserved and provisioned concurrency',
    bet: 'Orders and reports in one account',
    number: '0',
    says: /You bet 0, the run says \d\d\./,
  },
  {
    slug: 'scaling-and-throttling',
    title: 'Scaling and throttling',
    bet: 'From nothing to 500 a second',
    number: '0',
    says: 'You bet 0, the run says 922.',
  },
  {
    slug: 'asynchronous-invocation',
    title: 'Asynchronous invocation',
    bet: 'Six events and an outage',
    number: '6',
    says: 'You bet 6, the run says 2.',
  },
  {
    slug: 'versions-and-aliases',
    title: 'Versions and aliases',
    bet: 'A tenth of the traffic',
    number: '5',
    says: 'You bet 5, the run says 1.',
  },
] as const;

for (const { slug, title, bet, number, says } of others)
  test(`the lesson ${slug} arrives whole, asks before it answers, and is light`, async ({ page, isMobile }) => {
    test.skip(isMobile, 'Seen on the wide page.');
    const scripts: number[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script')
        void response.body().then((body) => scripts.push(gzipSync(body).length));
    });
    await page.goto(`/learn/${slug}/`, { waitUntil: 'networkidle' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.locator('main')).not.toContainText(/undefined|NaN|\{fact:|\{run:|\{given:/);
    expect(scripts.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(60_000);
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(content).toBeLessThanOrEqual(window);

    const plate = page.getByRole('region', { name: bet, exact: true });
    const place = plate.getByRole('button', { name: 'Place the bet' });
    await wake(place);
    await expect(plate.getByRole('slider')).toHaveCount(0);
    await expect(plate).not.toContainText('the run says');
    await plate.getByRole('spinbutton').fill(number);
    await place.click();
    await expect(plate).toContainText(says);
    const knob = plate.getByRole('slider').first();
    const said = plate.locator('.say').last();
    const before = await said.innerText();
    await knob.focus();
    await page.keyboard.press('End');
    await eventually(said).not.toHaveText(before);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
    ).toEqual([]);
  });
