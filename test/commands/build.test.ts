import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fingerprint } from '../../src/commands/build.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'coldstart-build-'));
const write = (name: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};
afterAll(() => rmSync(folder, { recursive: true }));

it('the site is built again when a source is added, changed, renamed or taken away, and only then', () => {
  const now = (): string => fingerprint(folder, ['src/**/*', '*.config.ts']);
  write('src/pages/a.astro', 'one');
  write('site.config.ts', 'one');
  const first = now();
  write('src/pages/a.astro', 'one');
  write('notes.md', 'not a source');
  expect(now()).toBe(first);
  write('src/pages/a.astro', 'two');
  expect(now()).not.toBe(first);
  write('src/pages/a.astro', 'one');
  write('src/pages/b.astro', '');
  expect(now()).not.toBe(first);
  rmSync(path.join(folder, 'src/pages/b.astro'));
  expect(now()).toBe(first);
  write('src/pages/b.astro', 'one');
  rmSync(path.join(folder, 'src/pages/a.astro'));
  expect(now()).not.toBe(first);
});
