/** Finds a Chromium for the browser tests, and gets one where there is none. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { root } from './install.mjs';

/** How a browser is started: no sandbox, which root cannot have, and no calls home. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a machine has to say about where its browser may be. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where Playwright puts a Chromium of its own. */
  readonly playwrightPath: string;
}

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * Where a browser may be, best first: Playwright's own, the one that `CHROME_PATH` names, one on
 * the path, one where installers put it.
 */
export function browserCandidates({ platform, env, playwrightPath }: Machine): string[] {
  const { posix, win32 } = path;
  const named = env.CHROME_PATH ? [env.CHROME_PATH] : [];
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((folder) => !!folder);
    return [playwrightPath, ...named].concat(
      folders.map((folder) => win32.join(folder as string, 'Google\\Chrome\\Application\\chrome.exe')),
      folders.map((folder) => win32.join(folder as string, 'Chromium\\Application\\chrome.exe')),
    );
  }
  const folders = (env.PATH ?? '').split(':').filter((folder) => folder !== '');
  const onPath = programs.flatMap((program) => folders.map((folder) => posix.join(folder, program)));
  const applications = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  return [playwrightPath, ...named, ...onPath, ...(platform === 'darwin' ? applications : [])];
}

/** The first of `candidates` that can be run. */
export function firstProgram(candidates: readonly string[]): string | undefined {
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function attempt(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { cwd: root, stdio: 'inherit', timeout: 600_000 });
    return true;
  } catch {
    return false;
  }
}

const search = (): string | undefined =>
  firstProgram(
    browserCandidates({
      platform: process.platform,
      env: process.env,
      playwrightPath: chromium.executablePath(),
    }),
  );

/**
 * Path of a Chromium or Chrome. Where there is none: Playwright's download, then Debian's package.
 * @throws Error that says in one sentence what to install
 */
export function findBrowser(): string {
  const found = search();
  if (found) return found;
  console.log("No browser found; trying Playwright's download ...");
  const playwright = path.join(root, 'node_modules/@playwright/test/cli.js');
  if (attempt(process.execPath, [playwright, 'install', 'chromium'])) {
    const downloaded = search();
    if (downloaded) return downloaded;
  }
  if (process.getuid?.() === 0 && firstProgram(['/usr/bin/apt-get'])) {
    console.log("Trying Debian's chromium ...");
    attempt('apt-get', ['update', '-qq']);
    attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    const installed = search();
    if (installed) return installed;
  }
  throw new Error('Install Chromium or Google Chrome, or set CHROME_PATH to one, and run this again.');
}
