import { describe, expect, it } from 'vitest';
import { stream } from '../../simulator/kernel/random.ts';
import type { Program, Sandbox, Snapshot } from '../../simulator/lambda/sandbox.ts';
import { finish, handler, input, openEngine, pace, program, startEpochUs } from './programs.ts';

const engine = await openEngine();
const dayUs = 86_400_000_000;

/** The program of an environment: its kernel's generator is its own. */
const seeded = (files: Record<string, string> | string, seed: number, changes: Partial<Program> = {}): Program => {
  const random = stream(seed, 'kernel');
  return program(files, { random: () => random.uint32(), ...changes });
};

/** Loads a program, runs its hooks and takes a snapshot. */
function published(files: Record<string, string> | string, changes: Partial<Program> = {}): Snapshot {
  const sandbox = engine.create(seeded(files, 1, changes));
  expect(finish(sandbox, sandbox.load(pace())).state).toEqual({ type: 'loaded' });
  expect(finish(sandbox, sandbox.checkpoint(pace())).state).toEqual({ type: 'loaded' });
  const snapshot = sandbox.snapshot();
  sandbox.dispose();
  return snapshot;
}

/** An environment restored a day later. */
function copyOf(snapshot: Snapshot, files: Record<string, string> | string, seed: number, changes = {}): Sandbox {
  const sandbox = engine.restore(snapshot, seeded(files, seed, changes));
  const slice = sandbox.restored(pace({ nowEpochUs: startEpochUs + dayUs }));
  expect(finish(sandbox, slice, { nowEpochUs: startEpochUs + dayUs }).state).toEqual({ type: 'loaded' });
  return sandbox;
}

function ask(sandbox: Sandbox, event: unknown = {}, nowEpochUs = startEpochUs + dayUs): unknown {
  const { state } = finish(sandbox, sandbox.invoke(input(event), pace({ nowEpochUs })), { nowEpochUs });
  if (state.type !== 'returned') throw new Error(JSON.stringify(state));
  return JSON.parse(state.payload) as unknown;
}

/** What each of three copies answers to one event. */
function answers(files: Record<string, string> | string, changes: Partial<Program> = {}): unknown[] {
  const snapshot = published(files, changes);
  return [2, 3, 4].map((seed) => ask(copyOf(snapshot, files, seed, changes)));
}

const distinct = (values: unknown[]): number => new Set(values.map((value) => JSON.stringify(value))).size;

describe('in every environment that is restored from one snapshot', () => {
  it.each([
    ['a random value drawn at init', `const id = Math.random();\n${handler('return id;')}`],
    ['a UUID drawn at init', `const id = crypto.randomUUID();\n${handler('return id;')}`],
    ['the time of init', `const at = Date.now();\n${handler('return at;')}`],
    ['what Math.random gives next', handler('return [Math.random(), Math.random()];')],
    ['a counter in a global', `let n = 41;\n${handler('return ++n;')}`],
    ['the environment', handler('return process.env;')],
  ])('%s is the same', (_, files) => {
    expect(distinct(answers(files))).toBe(1);
  });

  it.each([
    ['crypto.randomUUID', handler('return crypto.randomUUID();')],
    ['crypto.getRandomValues', handler('return [...crypto.getRandomValues(new Uint8Array(8))];')],
    ['randomBytes', `import { randomBytes } from 'crypto';\n${handler("return randomBytes(8).toString('hex');")}`],
  ])('what %s gives in the handler is different', (_, files) => {
    expect(distinct(answers(files))).toBe(3);
  });

  it('init code does not run again', () => {
    const files = `console.log('init');\n${handler('return 1;')}`;
    const sandbox = engine.restore(published(files), seeded(files, 2));
    expect(sandbox.restored(pace()).logs).toEqual([]);
    expect(sandbox.invoke(input(), pace()).logs).toEqual([]);
  });

  it('the clock shows when it is, not when the snapshot was taken', () => {
    expect(answers(`const at = Date.now();\n${handler('return Math.floor((Date.now() - at) / 1000);')}`)).toEqual([
      86_400, 86_400, 86_400,
    ]);
  });

  it('the values at init are those that the snapshot was taken with', () => {
    const files = `const id = [Math.random(), crypto.randomUUID(), Date.now()];\n${handler('return id;')}`;
    const sandbox = engine.create(seeded(files, 1));
    sandbox.load(pace());
    sandbox.checkpoint(pace());
    const snapshot = sandbox.snapshot();
    const known = ask(copyOf(snapshot, files, 2));
    sandbox.reset();
    const other = engine.create(seeded(files, 1));
    other.load(pace());
    expect(known).toEqual(ask(other));
  });

  it('a process.env that init changed stays changed', () => {
    expect(answers(`process.env.MADE = 'at init';\n${handler('return process.env.MADE;')}`)).toEqual(
      Array(3).fill('at init'),
    );
  });

  it('modules that are first loaded in the handler are found', () => {
    const files = {
      'index.mjs': handler("return (await import('./late.mjs')).value + (await import('node:path')).basename('/a/b');"),
      'late.mjs': 'export const value = 7;',
    };
    expect(answers(files)).toEqual(['7b', '7b', '7b']);
  });

  it('a timer that was pending fires once, when the environment thaws', () => {
    const files = `let fired = 0; setTimeout(() => fired++, 50);\n${handler('return fired;')}`;
    const copy = copyOf(published(files), files, 2);
    expect([ask(copy), ask(copy)]).toEqual([1, 1]);
  });
});

describe('copies of one snapshot share nothing afterwards', () => {
  const files = {
    'index.js': `const fs = require('fs');
      fs.writeFileSync('/tmp/note', 'init');
      const list = [];
      exports.handler = async (event) => {
        if (event.add) { list.push(event.add); fs.appendFileSync('/tmp/note', ',' + event.add); }
        return [list.length, fs.readFileSync('/tmp/note', 'utf8')];
      };`,
  };

  it('neither memory nor /tmp', () => {
    const snapshot = published(files);
    const [a, b] = [copyOf(snapshot, files, 2), copyOf(snapshot, files, 3)];
    expect(ask(a, { add: 'a' })).toEqual([1, 'init,a']);
    expect(ask(b)).toEqual([0, 'init']);
    expect(ask(b, { add: 'b' })).toEqual([1, 'init,b']);
    expect(ask(a, { add: 'a' })).toEqual([2, 'init,a,a']);
    expect(ask(copyOf(snapshot, files, 4))).toEqual([0, 'init']);
  });

  it('and stay apart while they take turns with each other and with new processes', () => {
    const counts = `let n = 0; const filler = new Array(2000).fill('x');\n${handler('filler[n] = `${n}`; return ++n;')}`;
    const snapshots = [published(counts), published(files)];
    const copies = Array.from({ length: 20 }, (_, i) => copyOf(snapshots[0]!, counts, i));
    for (const round of [1, 2, 3, 4]) {
      for (const copy of copies) expect(ask(copy)).toBe(round);
      expect(ask(copyOf(snapshots[1]!, files, round), { add: 'x' })).toEqual([1, 'init,x']);
      const fresh = engine.create(program(counts));
      fresh.load(pace());
      expect(ask(fresh)).toBe(1);
    }
  });

  it.each([100, 3000, 9000])('also when init code left a heap of some %d KiB', (kib) => {
    const big = `const kept = []; for (let i = 0; i < ${kib}; i++) kept.push(new Uint8Array(1024).fill(i));
      ${handler('kept[event.at][0] = event.value ?? kept[event.at][0]; return [kept[event.at][0], kept.at(-1)[7]];')}`;
    const snapshot = published(big);
    expect(snapshot.bytes).toBeGreaterThan(kib * 1024);
    const copies = [2, 3].map((seed) => copyOf(snapshot, big, seed));
    const last = (kib - 1) % 256;
    for (const at of [1, Math.floor(kib / 2), kib - 2]) {
      expect(ask(copies[0]!, { at, value: 77 })).toEqual([77, last]);
      expect(ask(copies[1]!, { at })).toEqual([at % 256, last]);
      expect(ask(copies[0]!, { at })).toEqual([77, last]);
    }
  });

  it('also when a process gives memory back or takes more', () => {
    const breathing = `let kept = 'x'.repeat(500_000) + 1;
      ${handler('kept = event.letter.repeat(event.length); return [kept.length, kept[0], kept.at(-1)];')}`;
    const snapshot = published(breathing);
    const copies = [2, 3].map((seed) => copyOf(snapshot, breathing, seed));
    for (const length of [10, 2_000_000, 5, 700_000, 499_999])
      copies.forEach((copy, i) => expect(ask(copy, { letter: 'ab'[i], length })).toEqual([length, 'ab'[i], 'ab'[i]]));
  });
});

describe('a snapshot', () => {
  const files = `let n = 0;\n${handler('return ++n;')}`;

  it('outlives the sandbox that it was taken of', () => {
    const snapshot = published(files);
    for (let i = 0; i < 3; i++) engine.create(program(files)).load(pace());
    expect(ask(copyOf(snapshot, files, 2))).toBe(1);
  });

  it('can be taken after events, of what they left', () => {
    const sandbox = engine.create(seeded(files, 1));
    sandbox.load(pace());
    ask(sandbox);
    sandbox.checkpoint(pace());
    expect(ask(copyOf(sandbox.snapshot(), files, 2))).toBe(2);
  });

  it('can be taken of a process that was restored', () => {
    const first = copyOf(published(files), files, 2);
    ask(first);
    first.checkpoint(pace());
    expect([3, 4].map((seed) => ask(copyOf(first.snapshot(), files, seed)))).toEqual([2, 2]);
  });

  it('that was disposed of cannot be restored, and its copies go on', () => {
    const snapshot = published(files);
    const copy = copyOf(snapshot, files, 2);
    snapshot.dispose();
    expect(snapshot.bytes).toBe(0);
    expect(() => engine.restore(snapshot, seeded(files, 3))).toThrow('disposed of');
    expect(ask(copy)).toBe(1);
  });

  it.each<[string, Partial<Program>]>([
    ['other code', { files: { 'index.mjs': handler('return 1;') } }],
    ['another handler', { handler: 'index.other' }],
    ['another runtime', { runtime: 'nodejs22.x' }],
    ['another size of memory', { memoryLimitBytes: 1e8 }],
  ])('is refused for a program with %s', (_, changes) => {
    const snapshot = published(files);
    expect(() => engine.restore(snapshot, { ...seeded(files, 2), ...changes })).toThrow('another program');
  });

  it('is the same, and so is what its copies do, in every run', async () => {
    const runs = [engine, await openEngine()].map((each) => {
      const sandbox = each.create(seeded(files, 1));
      const slices = [sandbox.load(pace()), sandbox.checkpoint(pace())];
      const copy = each.restore(sandbox.snapshot(), seeded(files, 2));
      return [...slices, copy.restored(pace()), copy.invoke(input(), pace())];
    });
    expect(runs[0]).toEqual(runs[1]);
  });

  it('is taken only of a process whose hooks have run, and only once loaded', () => {
    const sandbox = engine.create(program(files));
    expect(() => sandbox.checkpoint(pace())).toThrow('a process that is new');
    sandbox.load(pace());
    expect(() => sandbox.snapshot()).toThrow('a process that is idle');
    sandbox.checkpoint(pace());
    expect(() => sandbox.invoke(input(), pace())).toThrow('a process that is checkpointed');
  });

  it('cannot be taken while an event is open', () => {
    const sandbox = engine.create(program(handler('await new Promise((done) => setTimeout(done, 50));')));
    sandbox.load(pace());
    expect(sandbox.invoke(input(), pace()).state.type).toBe('waiting');
    expect(() => sandbox.checkpoint(pace())).toThrow('a process that is busy');
  });
});

describe('a restored process', () => {
  const files = `let n = 0;\n${handler('return ++n;')}`;

  it('takes no event before its hooks have run, and runs them once', () => {
    const sandbox = engine.restore(published(files), seeded(files, 2));
    expect(() => sandbox.invoke(input(), pace())).toThrow('a process that is restored');
    sandbox.restored(pace());
    expect(() => sandbox.restored(pace())).toThrow('has not just been restored');
  });

  it('runs init code when it is reset and loaded', () => {
    const sandbox = copyOf(published(files), files, 2);
    ask(sandbox);
    sandbox.reset();
    expect(sandbox.load(pace()).state).toEqual({ type: 'loaded' });
    expect(ask(sandbox)).toBe(1);
  });

  it('has used as much memory as its snapshot', () => {
    const big = `const kept = new Uint8Array(20e6).fill(1);\n${handler('return kept.length;')}`;
    const copy = engine.restore(published(big), seeded(big, 2));
    expect(copy.restored(pace()).memoryUsedBytes).toBeGreaterThan(19e6);
  });
});
