/** Everything that `npm test` checks, in order. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { findBrowser } from './browser.ts';
import { build } from './build.ts';
import { root } from './install.mjs';
import { oneCheck, playwrightCount, vitestCount, type Count } from './test-counts.ts';

export interface Step {
  /** What `npm test -- NAME` runs it by; several steps may share one. */
  readonly group: string;
  readonly title: string;
  readonly run: () => Promise<Count>;
}

const reports = path.join(root, 'test-results');
const limitMs = 15 * 60_000;

/** Runs a tool of node_modules on this Node. Quiet: its output is shown only if it fails. */
function tool(script: string, args: readonly string[], how: { quiet: boolean; env?: NodeJS.ProcessEnv }) {
  return new Promise<number>((resolve) => {
    const bin = path.join(root, 'node_modules/.bin');
    const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...args], {
      cwd: root,
      timeout: limitMs,
      stdio: ['ignore', how.quiet ? 'pipe' : 'inherit', how.quiet ? 'pipe' : 'inherit'],
      env: {
        ...process.env,
        ASTRO_TELEMETRY_DISABLED: '1',
        PATH: bin + path.delimiter + process.env.PATH,
        ...how.env,
      },
    });
    const output: Buffer[] = [];
    child.stdout?.on('data', (data: Buffer) => output.push(data));
    child.stderr?.on('data', (data: Buffer) => output.push(data));
    child.on('close', (code, signal) => {
      if (code !== 0) process.stdout.write(Buffer.concat(output));
      if (signal) console.log(`Ended by ${signal} after ${limitMs / 60_000} minutes at most.`);
      resolve(code ?? 1);
    });
  });
}

const check = (group: string, title: string, script: string, ...args: string[]): Step => ({
  group,
  title,
  run: async () => oneCheck((await tool(script, args, { quiet: true })) === 0),
});

/** Runs a test runner that writes a report, and gives its exit code and the report. */
async function reported(script: string, args: readonly string[], file: string, env: NodeJS.ProcessEnv) {
  rmSync(file, { force: true });
  mkdirSync(path.dirname(file), { recursive: true });
  const exitCode = await tool(script, args, { quiet: false, env });
  return { exitCode, report: existsSync(file) ? readFileSync(file, 'utf8') : undefined };
}

/** A port that nothing listens on now. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function runUnitTests(): Promise<Count> {
  const file = path.join(reports, 'unit.json');
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { report, exitCode } = await reported('vitest/vitest.mjs', args, file, process.env.CI ? { NO_COLOR: '1' } : {});
  return vitestCount(report, exitCode);
}

let built = false;

// eslint-disable-next-line @typescript-eslint/require-await -- a build that throws becomes a rejection
async function runBuild(): Promise<Count> {
  build();
  built = true;
  return oneCheck(true);
}

async function runBrowserTests(): Promise<Count> {
  if (!built) throw new Error('Not run, because the site is not built.');
  const file = path.join(reports, 'browser.json');
  const browser = findBrowser();
  const { report, exitCode } = await reported('@playwright/test/cli.js', ['test', '--reporter=list,json'], file, {
    COLDSTART_BROWSER: browser,
    COLDSTART_PORT: String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  return playwrightCount(report, exitCode);
}

/** In this order; browser tests need the build before them. */
export const steps: readonly Step[] = [
  check('types', 'types of the simulator (tsc)', 'typescript/bin/tsc', '-p', 'simulator'),
  check('types', 'types of everything else (astro check)', 'astro/bin/astro.mjs', 'check'),
  check('types', 'types of the islands (svelte-check)', 'svelte-check/bin/svelte-check', '--tsconfig', 'tsconfig.json'),
  check('lint', 'code rules (eslint)', 'eslint/bin/eslint.js', '.'),
  check('lint', 'layout of the code (prettier)', 'prettier/bin/prettier.cjs', '--check', '.'),
  check('lint', 'unused code (knip)', 'knip/bin/knip.js'),
  { group: 'unit', title: 'unit, golden, property and content tests (vitest)', run: runUnitTests },
  { group: 'build', title: 'build of the site (astro)', run: runBuild },
  { group: 'browser', title: 'browser tests (playwright)', run: runBrowserTests },
];
