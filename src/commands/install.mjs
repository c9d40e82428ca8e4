// @ts-check
/**
 * Installs what the lock file asks for, and finds the Node that the project runs on.
 *
 * This file, start.mjs and test.mjs run before anything is installed, on whatever Node the machine
 * has (20 or newer), so they use nothing but Node itself. All else runs on the project's own Node.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const modules = path.join(root, 'node_modules');
const windows = process.platform === 'win32';
const projectNode = path.join(modules, 'node/bin', windows ? 'node.exe' : 'node');

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

/**
 * The packages that a lock file asks for and an installation lacks or has in another version.
 * Optional packages are made for other machines; they may be missing.
 * @param {Lock} wanted package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json, npm's own note of what it installed
 * @returns {string[]} their places, `node_modules/zod` ...
 */
export function missingPackages(wanted, installed) {
  return Object.entries(wanted.packages)
    .filter(([place, entry]) => {
      if (place === '') return false;
      const found = installed.packages[place];
      return found ? found.version !== entry.version : !entry.optional && !entry.devOptional;
    })
    .map(([place]) => place);
}

/** @returns {Lock} */
const readLock = (/** @type {string} */ file) =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { packages: {} };

/** The path without node_modules/.bin: npm must not run on a Node that it is about to replace. */
const machinePath = () =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.endsWith(path.join('node_modules', '.bin')))
    .join(path.delimiter);

/**
 * Runs a program in the project's root, its output shown.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} exit code; 1 when a signal ended it
 */
function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    // A terminal sends Ctrl-C to the child as well: this process only has to outlive it.
    const stay = () => {};
    process.on('SIGINT', stay).on('SIGTERM', pass);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', stay).off('SIGTERM', pass);
      resolve(code ?? (signal === 'SIGINT' ? 0 : 1));
    });
  });
}

const npm = (/** @type {string[]} */ ...args) =>
  run('npm', args, { shell: windows, env: { ...process.env, PATH: machinePath() } });

/**
 * Brings node_modules to what package-lock.json says, if it is not there yet.
 * @throws {Error} when npm fails
 */
export async function install() {
  const lock = readLock(path.join(root, 'package-lock.json'));
  const missing = missingPackages(lock, readLock(path.join(modules, '.package-lock.json')));
  if (missing.length > 0) {
    console.log(`Installing ${missing.length} packages ...`);
    // --loglevel=error: npm would warn that the packages want a newer Node than the machine's; they get it.
    if ((await npm('ci', '--loglevel=error')) !== 0) throw new Error('npm ci failed; see above');
  }
  // The `node` package fetches its program in an install script, which some machines forbid.
  if (!existsSync(projectNode)) await npm('rebuild', 'node', '--ignore-scripts=false', '--loglevel=error');
}

/**
 * Runs one of the project's commands on the project's Node.
 * @param {string} script a file beside this one
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export function runOnProjectNode(script, args) {
  const own = existsSync(projectNode);
  if (!own && Number.parseInt(process.versions.node, 10) < 24)
    throw new Error('The node package is not installed whole: run `npm rebuild node`, or use Node 24 or newer.');
  return run(own ? projectNode : process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args]);
}

/**
 * The whole of `npm start` and `npm test`: install, then go on on the project's Node.
 * @param {string} script a file beside this one
 */
export async function installAndRun(script) {
  try {
    await install();
    process.exitCode = await runOnProjectNode(script, process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
