import { describe, expect, it } from 'vitest';
import type { Program, Sandbox, Slice } from '../../simulator/lambda/sandbox.ts';
import { finish, handler, input, openEngine, pace, program, requestId, startEpochUs } from './programs.ts';

const engine = await openEngine();

const imported = "import { beforeCheckpoint, afterRestore } from '@coldstart/snapstart';\n";

interface Lived {
  readonly checkpointed: Slice;
  /** Absent when there was nothing to restore. */
  readonly restored?: Slice & { endEpochUs: number };
  readonly copy?: Sandbox;
}

/** Loads, checkpoints, takes a snapshot, restores. */
function live(files: Record<string, string> | string, changes: Partial<Program> = {}): Lived {
  const sandbox = engine.create(program(files, changes));
  expect(finish(sandbox, sandbox.load(pace())).state).toEqual({ type: 'loaded' });
  const checkpointed = finish(sandbox, sandbox.checkpoint(pace()));
  if (checkpointed.state.type !== 'loaded') return { checkpointed };
  const copy = engine.restore(sandbox.snapshot(), program(files, changes));
  return { checkpointed, copy, restored: finish(copy, copy.restored(pace())) };
}

const texts = (slice: Slice | undefined): string[] =>
  (slice?.logs ?? []).map(({ message }) => message.split('\t').at(-1)!);

function ask(sandbox: Sandbox | undefined): unknown {
  const slice = sandbox && finish(sandbox, sandbox.invoke(input(), pace()));
  return slice?.state.type === 'returned' ? JSON.parse(slice.state.payload) : slice?.state;
}

const hooks = `
for (const name of ['a', 'b', 'c']) {
  beforeCheckpoint(() => console.log('before ' + name));
  afterRestore(() => console.log('after ' + name));
}
`;

describe('the hooks of SnapStart', () => {
  it.each<[string, Record<string, string>]>([
    ['import', { 'index.mjs': `${imported}${hooks}${handler('return 1;')}` }],
    [
      'require',
      {
        'index.js': `const { beforeCheckpoint, afterRestore } = require('@coldstart/snapstart');${hooks}
          exports.handler = async () => 1;`,
      },
    ],
  ])('are registered by %s; the last registered runs first before, and last after', (_, files) => {
    const { checkpointed, restored, copy } = live(files);
    expect(texts(checkpointed)).toEqual(['before c', 'before b', 'before a']);
    expect(texts(restored)).toEqual(['after a', 'after b', 'after c']);
    expect(ask(copy)).toBe(1);
  });

  it('are awaited, one after the other', () => {
    const { checkpointed, restored } = live(`${imported}
      const wait = (ms) => new Promise((done) => setTimeout(done, ms));
      afterRestore(async () => { await wait(30); console.log('first'); });
      afterRestore(async () => { await wait(20); console.log('second'); });
      beforeCheckpoint(async () => { await null; console.log('before'); });
      ${handler('return 1;')}`);
    expect(texts(checkpointed)).toEqual(['before']);
    expect(texts(restored)).toEqual(['first', 'second']);
    expect(Math.floor((restored!.endEpochUs - startEpochUs) / 1000)).toBe(50);
  });

  it('can make every environment its own', () => {
    const files = `${imported}import { randomUUID } from 'node:crypto';
      let id = 'shared'; afterRestore(() => void (id = randomUUID()));
      ${handler('return id;')}`;
    const sandbox = engine.create(program(files));
    sandbox.load(pace());
    sandbox.checkpoint(pace());
    const snapshot = sandbox.snapshot();
    const ids = [1, 2, 3].map((n) => {
      const copy = engine.restore(snapshot, program(files, { random: () => n }));
      copy.restored(pace());
      return ask(copy);
    });
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain('shared');
  });

  it('leave what they did before the checkpoint to every copy', () => {
    expect(ask(live(`${imported}let n = 1; beforeCheckpoint(() => void (n = 2));\n${handler('return n;')}`).copy)).toBe(
      2,
    );
  });

  it('take CPU, and more than the budget is cut', () => {
    const files = (rounds: string) => `${imported}afterRestore(() => { for (let i = 0; i < ${rounds}; i++); });
      ${handler('return 1;')}`;
    const [few, many] = ['1000', '100000'].map((rounds) => live(files(rounds)).restored!.ticks) as [number, number];
    expect(many - few).toBe(99_000 * 2);
    const sandbox = engine.create(program(files('Infinity')));
    sandbox.load(pace());
    sandbox.checkpoint(pace());
    const copy = engine.restore(sandbox.snapshot(), program(files('Infinity')));
    expect(copy.restored(pace({ budgetTicks: 5000 }))).toMatchObject({
      state: { type: 'outOfBudget', endless: false },
      ticks: 5000,
    });
  });

  it('never run in a function without SnapStart', () => {
    const sandbox = engine.create(program(`${imported}${hooks}${handler('return 1;')}`));
    const slices = [sandbox.load(pace()), sandbox.invoke(input(), pace())];
    expect(slices.flatMap(texts)).toEqual([]);
  });

  it('must be functions', () => {
    const files = `${imported}let error; try { afterRestore(7) } catch (e) { error = e }
      ${handler('return [error.name, error.code];')}`;
    expect(ask(live(files).copy)).toEqual(['TypeError', 'ERR_INVALID_ARG_TYPE']);
  });

  it('run whatever the handler did to the language', () => {
    const files = `${imported}afterRestore(() => console.log('after'));
      Promise.prototype.then = JSON.stringify = Array.prototype.push = () => { throw 1 };
      ${handler('return 1;')}`;
    expect(texts(live(files).restored)).toEqual(['after']);
  });

  it('are no module of Node.js', () => {
    const sandbox = engine.create(program(`import 'node:@coldstart/snapstart';\n${handler('return 1;')}`));
    expect(sandbox.load(pace()).state).toMatchObject({ type: 'failed' });
  });
});

describe('a hook that throws ends the process', () => {
  const failing = (kind: string, body: string) => `${imported}${kind}(() => console.log('skipped'));
    ${kind}(${body}); ${kind}(() => console.log('ran'));\n${handler('return 1;')}`;

  it('before the checkpoint with Runtime.BeforeCheckpointError, and the earlier registered do not run', () => {
    const { checkpointed } = live(failing('beforeCheckpoint', "() => { throw new TypeError('told') }"));
    expect(checkpointed.state).toMatchObject({
      type: 'failed',
      error: { errorType: 'Runtime.BeforeCheckpointError' },
      exitCode: 64,
    });
    const { state } = checkpointed;
    expect(state.type === 'failed' && JSON.parse(state.error.payload)).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'told',
    });
    expect(texts(checkpointed)[0]).toBe('ran');
    expect(checkpointed.logs[1]?.message).toContain('Hook Error');
    expect(checkpointed.logs).toHaveLength(2);
  });

  it('after the restore with Runtime.AfterRestoreError, also when it is asynchronous', () => {
    const { restored, copy } = live(failing('afterRestore', "async () => { await null; throw new Error('told') }"));
    expect(restored?.state).toMatchObject({
      type: 'failed',
      error: { errorType: 'Runtime.AfterRestoreError' },
      exitCode: 64,
    });
    expect(copy?.invoke(input({}, { requestId }), pace()).state).toEqual({ type: 'exited', exitCode: 64 });
  });

  it('so does one that never settles, one that exits, and one that leaves a rejection', () => {
    const state = (hook: string) =>
      live(`${imported}beforeCheckpoint(${hook});\n${handler('return 1;')}`).checkpointed.state;
    expect(state('() => new Promise(() => {})')).toEqual({ type: 'exited', exitCode: 13 });
    expect(state('() => process.exit(3)')).toEqual({ type: 'exited', exitCode: 3 });
    expect(state('async () => { Promise.reject(1); await new Promise((done) => setTimeout(done, 5)); }')).toMatchObject(
      {
        type: 'failed',
        exitCode: 128,
      },
    );
  });

  it('and leaves nothing to take a snapshot of', () => {
    const sandbox = engine.create(program(`${imported}beforeCheckpoint(() => { throw 1 });\n${handler('return 1;')}`));
    sandbox.load(pace());
    sandbox.checkpoint(pace());
    expect(() => sandbox.snapshot()).toThrow('a process that is ended');
  });
});
