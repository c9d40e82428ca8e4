import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../../');
const folder = mkdtempSync(path.join(tmpdir(), 'coldstart-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command as a shell would, with `input` on standard input. */
function simulate(args: readonly string[], input = '') {
  const command = [path.join(root, 'src/commands/simulate.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { input, encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

function file(name: string, content: unknown): string {
  const full = path.join(folder, name);
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content));
  return full;
}

const profile = { durationMs: { kind: 'constant', value: 50 }, initMs: { kind: 'constant', value: 250 } };
const byProfile = {
  name: 'Three requests',
  functions: [{ FunctionName: 'f', MemorySize: 1024, Profile: profile }],
  traffic: [{ kind: 'every', FunctionName: 'f', intervalMs: 1000, count: 3 }],
};
const byCode = {
  functions: [
    {
      FunctionName: 'f',
      Code: { files: { 'index.mjs': "export const handler = async () => { console.log('here'); return 42; };" } },
    },
  ],
  actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f' }],
};

describe('npm run simulate', () => {
  it('tells a run in a few sentences and its key numbers', () => {
    const { status, stdout } = simulate([file('run.json', byProfile)]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Three requests \(seed 1, the facts of \d{4}-\d\d-\d\d\)$/m);
    expect(stdout).toMatch(/requests +3: 1 started cold, 2 warm/);
    expect(stdout).toMatch(/cold start/);
  });

  it('prints every event of the run, one a line, with --trace', () => {
    const { stdout } = simulate([file('run.json', byProfile), '--trace']);
    const events = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(events[0]).toContain('invoke.received');
    expect(events.filter((line) => line.includes('platform.report'))).toHaveLength(3);
    expect(events.map((line) => Number.parseInt(line, 10))).toEqual(events.map((_, i) => i));
  });

  it('prints the log lines as Lambda writes them with --logs', () => {
    const { stdout } = simulate([file('run.json', byProfile), '--logs']);
    const words = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/[ :]/, 1)[0]);
    const invocation = ['START', 'END', 'REPORT'];
    expect(words).toEqual(['INIT_START', ...invocation, ...invocation, ...invocation]);
  });

  it('prints metrics, bill and responses as one JSON object with --summary', () => {
    const { stdout } = simulate([file('run.json', byProfile), '--summary']);
    const whole = JSON.parse(stdout) as {
      counts: { requests: number; cold: number };
      bill: { totalUsd: number };
      responses: { statusCode: number }[];
    };
    expect(whole.counts).toMatchObject({ requests: 3, cold: 1 });
    expect(whole.bill.totalUsd).toBeGreaterThan(0);
    expect(whole.responses.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  });

  it('runs real code', () => {
    const { status, stdout, stderr } = simulate([file('code.json', byCode), '--logs']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/\tINFO\there$/m);
  });

  it('reads a scenario from standard input', () => {
    expect(simulate(['-'], JSON.stringify(byProfile)).stdout).toContain('Three requests');
  });

  it('ends without complaint when its reader leaves early', () => {
    const many = { ...byProfile, traffic: [{ kind: 'every', FunctionName: 'f', intervalMs: 1, count: 20_000 }] };
    const shell = `"${process.execPath}" "${path.join(root, 'src/commands/simulate.ts')}" "${file('many.json', many)}" --trace | head -n 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', shell], { encoding: 'utf8' });
    expect([stdout.split('\n').length, stderr]).toEqual([2, '']);
  });

  it('names every problem of a bad scenario by its path, prints nothing else, and ends with 2', () => {
    const { status, stdout, stderr } = simulate([
      file('bad.json', { seed: -1, functions: [{ FunctionName: '!', Profile: profile, MemorySize: 1 }], extra: true }),
    ]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^seed: /m);
    expect(stderr).toMatch(/^functions\[0\]\.FunctionName: /m);
    expect(stderr).toMatch(/^functions\[0\]\.MemorySize: /m);
    expect(stderr).toMatch(/extra/);
  });

  it.each([
    ['a file that is not there', ['absent.json'], /absent\.json cannot be read/],
    ['a folder', ['.'], /cannot be read/],
    ['no file', [], /Name one scenario file/],
    ['two files', ['a.json', 'b.json'], /Name one scenario file/],
    ['an unknown flag', ['a.json', '--nope'], /--nope/],
    ['two views at once', ['a.json', '--logs', '--trace'], /Choose one of --trace and --logs/],
  ])('ends with 2 for %s', (_, args, message) => {
    const { status, stdout, stderr } = simulate(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it.each(['', 'not json', '[]', 'null', '{"functions":[]}', '{"seed":NaN}'])('ends with 2 for the text %j', (text) => {
    const { status, stderr } = simulate(['-'], text);
    expect(status).toBe(2);
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('explains itself with --help', () => {
    const { status, stdout } = simulate(['--help']);
    expect(status).toBe(0);
    for (const word of ['FILE.json', '--trace', '--logs', '--summary', 'Exit codes']) expect(stdout).toContain(word);
  });
});
