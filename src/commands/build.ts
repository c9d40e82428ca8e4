/** Builds the site into dist/ when something that goes into it has changed since it was last built. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

export const siteFolder = path.join(root, 'dist');
const stampFile = path.join(siteFolder, '.stamp');

/** Everything that a page can depend on. */
const sources = [
  'src/**/*',
  'content/**/*',
  'simulator/**/*',
  'public/**/*',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  '*.config.{js,mjs,ts}',
];

/** A hash over the names and the content of the files that match `patterns` under `folder`. */
export function fingerprint(folder: string, patterns: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync([...patterns], { cwd: folder }).sort()) {
    const full = path.join(folder, file);
    if (!statSync(full).isFile()) continue;
    const content = readFileSync(full);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Whether dist/ holds the site as its sources are now. */
const isBuilt = (stamp: string): boolean =>
  existsSync(path.join(siteFolder, 'index.html')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;

/**
 * @param options quiet: what Astro tells goes to standard error, for callers whose output is data
 * @returns 'fresh' when there was nothing to do, 'built' after a build
 * @throws Error when the build fails
 */
export function build({ quiet = false } = {}): 'fresh' | 'built' {
  const stamp = fingerprint(root, sources);
  if (isBuilt(stamp)) return 'fresh';
  const astro = path.join(root, 'node_modules/astro/bin/astro.mjs');
  const { status } = spawnSync(process.execPath, [astro, 'build'], {
    cwd: root,
    stdio: ['ignore', quiet ? process.stderr : 'inherit', 'inherit'],
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) throw new Error('The site could not be built; see above.');
  writeFileSync(stampFile, stamp);
  return 'built';
}

if (import.meta.main) {
  try {
    console.log(build() === 'fresh' ? 'The site is up to date.' : 'The site is built.');
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
