import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../../');
const folder = mkdtempSync(path.join(tmpdir(), 'coldstart-validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command as a shell would, with `input` on standard input. */
function validate(args: readonly string[], input = '') {
  const command = [path.join(root, 'src/commands/validate.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { input, encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

const recorded = path.join(root, 'content/validation/traces/lambda-2020-06-10.csv');
const header = 'arrival_s,duration_ms,is_cold,environment\n';

describe('npm run validate', () => {
  it('replays a trace and prints predicted and observed cold starts', () => {
    const { status, stdout, stderr } = validate(['--trace', recorded, '--idle-timeout', '640']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Cold starts predicted +28 \(-12\.5 %\)$/m);
    expect(stdout).toMatch(/^Cold starts observed +32$/m);
  });

  it('prints them as one JSON object with --json', () => {
    const { stdout } = validate(['--trace', recorded, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ predicted: 28, observed: 32, idleTimeoutSeconds: 640 });
  });

  it('takes another idle time and a maximum life', () => {
    const predicted = (...args: string[]): unknown =>
      (JSON.parse(validate(['--trace', recorded, '--json', ...args]).stdout) as { predicted: unknown }).predicted;
    expect(predicted('--idle-timeout', '600')).toBe(33);
    expect(predicted('--maximum-life', '7200')).toBe(30);
  });

  it('reads a trace from standard input', () => {
    const { stdout } = validate(['--trace', '-', '--json'], `${header}0,1,1,1\n1,1,0,1\n`);
    expect(JSON.parse(stdout)).toMatchObject({ predicted: 1, observed: 1, requests: 2 });
  });

  it('names the line of a bad trace and the mend, prints nothing else, and ends with 2', () => {
    const file = path.join(folder, 'bad.csv');
    writeFileSync(file, `${header}0,1,0,1\n2,fast,0,1\n`);
    const { status, stdout, stderr } = validate(['--trace', file]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`${file}, line 3: duration_ms is "fast"; write a number of milliseconds`);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['a file that is not there', ['--trace', 'absent.csv'], /absent\.csv cannot be read/],
    ['no idle time', ['--trace', recorded, '--idle-timeout', ''], /--idle-timeout is ""; give seconds/],
    ['an idle time of a word', ['--trace', recorded, '--idle-timeout', 'long'], /--idle-timeout is "long"/],
    ['a maximum life of 0', ['--trace', recorded, '--maximum-life', '0'], /--maximum-life is "0"/],
    ['an idle time without a trace', ['--idle-timeout', '640'], /are for --trace/],
    ['writing a replayed trace', ['--trace', recorded, '--write'], /--write is not for --trace/],
    ['an unknown flag', ['--nope'], /--nope/],
    ['a file without --trace', ['trace.csv'], /trace\.csv/],
  ])('ends with 2 for %s', (_, args, message) => {
    const { status, stdout, stderr } = validate(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('explains itself with --help', () => {
    const { status, stdout } = validate(['--help']);
    expect(status).toBe(0);
    for (const word of ['--json', '--write', '--trace', '--idle-timeout', 'Exit codes']) expect(stdout).toContain(word);
  });
});
