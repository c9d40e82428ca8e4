/** The workbench as its tests take hold of it. */
import { expect, type Locator, type Page } from '@playwright/test';

export const address = '/workbench/';

/** Everything the console complains about, from now on. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content.Security.Policy/i.test(message.text())) found.push(message.text());
  });
  page.on('pageerror', (error) => found.push(error.message));
  return found;
}

export const isPhone = (page: Page): boolean => (page.viewportSize()?.width ?? 0) <= 640;

/** On a phone one pane is shown at a time; on a wide screen all of them are there. */
export async function showPane(
  page: Page,
  name: 'Code' | 'Event' | 'Configuration' | 'Requests' | 'Results',
): Promise<void> {
  if (isPhone(page)) await page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name }).click();
}

export async function showTab(page: Page, name: 'Response' | 'Logs' | 'Bill' | 'Narration' | 'Why'): Promise<Locator> {
  await showPane(page, 'Results');
  await page.getByRole('tab', { name, exact: false }).filter({ hasText: name }).click();
  return page.getByRole('tabpanel', { name });
}

/** Opens the workbench as on a first visit, and waits for the first run. */
export async function open(page: Page, path = address): Promise<void> {
  await page.goto(path);
  await expect(timeline(page).first()).toBeVisible({ timeout: 15_000 });
}

export const timeline = (page: Page): Locator => page.getByRole('application');
export const codeEditor = (page: Page): Locator => page.getByRole('textbox', { name: /^Code of/ });
export const eventEditor = (page: Page): Locator => page.getByRole('textbox', { name: /^Event/ });

export async function openExample(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('button', { name }).click();
  await expect(page.getByLabel('Name of the scenario')).toHaveValue(name);
}

/** Replaces all the text of an editor. */
export async function write(editor: Locator, text: string): Promise<void> {
  await editor.click();
  await editor.press('ControlOrMeta+a');
  await editor.page().keyboard.insertText(text);
}

export const lineOfLog = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('tabpanel', { name: 'Logs' }).getByRole('listitem').filter({ hasText: text });
