import { describe, expect, it } from 'vitest';
import { sliceTickLimit } from '../../simulator/sandbox/limits.ts';
import { answer, handler, input, openEngine, pace, program, run } from './programs.ts';

const engine = await openEngine();
const budget = 300_000;

/** Runs a handler with a small budget. */
function cut(files: string | Record<string, string>, changes = {}) {
  const sandbox = engine.create(program(files, changes));
  const loaded = sandbox.load(pace({ budgetTicks: budget }));
  return loaded.state.type === 'loaded' ? sandbox.invoke(input(), pace({ budgetTicks: budget })) : loaded;
}

describe('a loop without end is cut at its budget, to the tick', () => {
  const loops: Record<string, string> = {
    'in a handler': handler('while (true) {}'),
    'that catches everything': handler('for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }'),
    'in module code': 'for (;;) {}',
    'in a getter': handler('const o = { get x() { for (;;) {} } }; return o.x;'),
    'in toJSON': handler('return { toJSON() { for (;;) {} } };'),
    'in toString of what is thrown': handler('throw { toString() { for (;;) {} } };'),
    'in a promise job': handler('await null; for (;;) {}'),
    'of promise jobs': handler('const again = () => Promise.resolve().then(again); await again();'),
    'of awaits': handler('for (;;) await null;'),
    'of ticks': handler('const again = () => process.nextTick(again); again(); await new Promise(() => {});'),
    'of immediates': handler('const again = () => setImmediate(again); again(); await new Promise(() => {});'),
    'in a timer': handler('setTimeout(() => { for (;;) {} }, 0); await new Promise(() => {});').replace('0)', '1)'),
    'in a proxy': handler('const p = new Proxy({}, { get: () => { for (;;) {} } }); return p.x;'),
    'in a generator': handler('function* g() { for (;;) yield 1; } for (const x of g()) {}'),
    'in inspect': handler("console.log({ [Symbol.for('nodejs.util.inspect.custom')]() { for (;;) {} } });"),
    'in the name of an error': handler(
      "throw Object.defineProperty(new Error('x'), 'name', { get() { for (;;) {} } });",
    ),
    'in eval': handler("eval('for (;;) {}');"),
    'in a backtracking regular expression': handler("return /(a+)+b/.test('a'.repeat(40) + 'c');"),
  };
  it.each(Object.entries(loops))('%s', (_, files) => {
    const sandbox = engine.create(program(files));
    let slice = sandbox.load(pace({ budgetTicks: budget }));
    if (slice.state.type === 'loaded') slice = sandbox.invoke(input(), pace({ budgetTicks: budget }));
    if (slice.state.type === 'waiting')
      slice = sandbox.resume(pace({ budgetTicks: budget, nowEpochUs: slice.state.untilEpochUs }));
    expect(slice.state).toEqual({ type: 'outOfBudget', endless: false });
    expect(slice.ticks).toBe(budget);
  });

  it('and leaves the next process unharmed', () => {
    const sandbox = engine.create(program(handler('if (event.loop) for (;;) {}; return 1;')));
    sandbox.load(pace());
    expect(sandbox.invoke(input({ loop: true }), pace({ budgetTicks: budget })).state.type).toBe('outOfBudget');
    sandbox.reset();
    sandbox.load(pace());
    expect(sandbox.invoke(input(), pace()).state).toEqual({ type: 'returned', payload: '1' });
  });

  it('is given up as endless after a fixed number of ticks, however long the time-out', () => {
    const sandbox = engine.create(program(handler('while (true) {}')));
    sandbox.load(pace());
    const slice = sandbox.invoke(input(), pace({ budgetTicks: 1e12 }));
    expect(slice.state).toEqual({ type: 'outOfBudget', endless: true });
    expect(slice.ticks).toBe(sliceTickLimit);
  });

  it('counts the same ticks in every run and in every process', () => {
    const file = handler('let s = ""; for (let i = 0; i < 5000; i++) s = (s + i).slice(-20); return s;');
    const ticks = [1, 2, 3].map(() => {
      const sandbox = engine.create(program(file));
      sandbox.load(pace());
      return sandbox.invoke(input(), pace()).ticks;
    });
    expect(new Set(ticks).size).toBe(1);
  });
});

describe('memory', () => {
  const mebibyte = 1048576;
  const hog = handler(
    'const kept = []; try { for (;;) kept.push(new Uint8Array(65536).fill(1)); } catch (error) { return kept.length; }',
  );
  const small = { memoryLimitBytes: 30 * mebibyte };

  it('beyond the limit ends the process, even if the handler catches', () => {
    expect(cut(hog, small).state).toEqual({ type: 'outOfMemory' });
    expect(cut(handler("const kept = []; for (;;) kept.push('x'.repeat(1e6) + kept.length);"), small).state.type).toBe(
      'outOfMemory',
    );
    expect(
      cut(handler('const a = []; for (;;) a.push({ a });'), { ...small, memoryLimitBytes: 12 * mebibyte }).state.type,
    ).toMatch(/outOfMemory|outOfBudget/);
  });

  it('runs out at the same tick in every run, whoever ran before', () => {
    const ticks = [1, 2, 3].map(() => {
      const slice = cut(hog, small);
      run(engine, handler('return new Array(100000).fill(7).length;'), {}, small);
      return [slice.ticks, slice.memoryUsedBytes];
    });
    expect(new Set(ticks.map(String)).size).toBe(1);
    expect(ticks[0]![1]).toBeLessThanOrEqual(30 * mebibyte + 65_536);
    expect(ticks[0]![1]).toBeGreaterThan(29 * mebibyte);
  });

  it('of a larger function reaches farther', () => {
    const file = handler(
      'const kept = []; for (let i = 0; i < 40 * 16; i++) kept.push(new Uint8Array(65536)); return kept.length;',
    );
    expect(cut(file, small).state.type).toBe('outOfMemory');
    expect(cut(file, { memoryLimitBytes: 60 * mebibyte }).state).toEqual({ type: 'returned', payload: '640' });
  });

  it('is reported as the most it ever was', () => {
    const sandbox = engine.create(program(handler('if (event.big) new Uint8Array(20e6).fill(1); return 1;')));
    sandbox.load(pace());
    const before = sandbox.invoke(input({}), pace()).memoryUsedBytes;
    const during = sandbox.invoke(input({ big: true }), pace()).memoryUsedBytes;
    const after = sandbox.invoke(input({}), pace()).memoryUsedBytes;
    expect(before).toBeLessThan(mebibyte);
    // A process starts with up to 64 KiB to spare.
    expect(during).toBeGreaterThan(20e6 - 65_536);
    expect(after).toBe(during);
  });

  it('cannot be asked for in one impossible piece', () => {
    expect(answer(engine, handler("try { return 'x'.repeat(1e10).length } catch (e) { return e.name }"))).toBe(
      'RangeError',
    );
    expect(cut(handler("return 'x'.repeat(2 ** 29).length"), small).state.type).toBe('outOfMemory');
  });
});

describe('recursion without end', () => {
  it('is a RangeError that can be caught', () => {
    expect(
      answer(
        engine,
        handler('const f = () => f(); try { f() } catch (e) { return [e.name, e instanceof RangeError] }'),
      ),
    ).toEqual(['RangeError', true]);
    expect(
      answer(engine, handler('let n = 0; const f = () => { n++; f() }; try { f() } catch { return n > 350 }')),
    ).toBe(true);
  });

  it.each([
    ['of a getter', 'const o = { get x() { return o.x } }; o.x'],
    ['of toString', 'const o = { toString() { return `${o}` } }; `${o}`'],
    ['of toJSON', 'const o = { toJSON() { return JSON.stringify(o) } }; JSON.stringify(o)'],
    ['of a sort', 'const f = () => { [2, 1].sort(f) }; f()'],
    ['of a proxy', 'const p = new Proxy({}, { get: (t, k, r) => r[k] }); p.x'],
    ['of a replacer', "const f = () => 'a'.replace(/a/, f); f()"],
  ])('%s does not reach the host', (_name, body) => {
    expect(answer(engine, handler(`try { ${body} } catch (e) { return e.name }`))).toBe('RangeError');
  });

  it('inside the engine ends the process and not the simulator', () => {
    const file = handler(`${'let a = []; for (let i = 0; i < 100000; i++) a = [a];'} return JSON.stringify(a).length;`);
    expect(['failed', 'exited']).toContain(
      cut(file).state.type === 'outOfBudget' ? 'exited' : run(engine, file).state.type,
    );
    expect(answer(engine, handler('return 1;'))).toBe(1);
  });
});

describe('a handler that overrides the language', () => {
  it.each([
    ['JSON', "JSON.stringify = () => 'hacked'; JSON.parse = () => 'hacked';"],
    ['promises', 'Promise.prototype.then = () => { throw 1 }; Promise.resolve = 1;'],
    ['arrays', 'Array.prototype.push = Array.prototype.shift = Array.prototype.join = () => { throw 1 };'],
    [
      'objects',
      "Object.defineProperty(Object.prototype, 'type', { set() { throw 1 } }); Object.keys = Object.assign = () => { throw 1 };",
    ],
    ['strings', 'String.prototype.split = String.prototype.slice = String.prototype.indexOf = () => { throw 1 };'],
    ['dates', 'Date.now = () => 1; Date.prototype.toISOString = () => "never"; globalThis.Date = 1;'],
    ['maps', 'Map.prototype.set = Map.prototype.get = Map.prototype.forEach = () => { throw 1 };'],
    ['functions', 'Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { throw 1 };'],
    ['globals', 'globalThis.setImmediate = globalThis.process = undefined; console.error = console.log = undefined;'],
  ])('(%s) changes nothing about how it is run', (_name, sabotage) => {
    const sandbox = engine.create(
      program(`${sabotage}\n${handler('if (event.fail) throw new Error("told"); return event.n;')}`),
    );
    expect(sandbox.load(pace()).state).toEqual({ type: 'loaded' });
    expect(sandbox.invoke(input({ n: 2 }), pace()).state).toEqual({ type: 'returned', payload: '2' });
    const failed = sandbox.invoke(input({ fail: true }), pace());
    expect(failed.state).toMatchObject({ type: 'failed', error: { errorType: 'Error' } });
    expect(failed.logs[0]?.message).toContain('Invoke Error');
  });

  it('may break its own process and nothing else', () => {
    const trap = "Object.defineProperty(Array.prototype, '0', { set() { throw 1 } });";
    expect(['failed', 'exited']).toContain(run(engine, trap + handler('throw new Error("x");')).state.type);
    expect(answer(engine, handler('return 1;'))).toBe(1);
  });

  it('reaches nothing of the host', () => {
    const names = [
      'Deno',
      'Bun',
      'window',
      'document',
      'self',
      'WebAssembly',
      'importScripts',
      'XMLHttpRequest',
      '__guest',
      'interop',
      'bootstrap',
      'host',
    ];
    expect(answer(engine, handler(`return ${JSON.stringify(names)}.filter((name) => name in globalThis);`))).toEqual(
      [],
    );
    expect(answer(engine, handler("return await import('coldstart:interop').then(() => 'in', (e) => e.code);"))).toBe(
      'ERR_MODULE_NOT_FOUND',
    );
    expect(
      answer(engine, {
        'index.js':
          "exports.handler = async () => { try { return require('internal/host') } catch (e) { return e.code } };",
      }),
    ).toBe('MODULE_NOT_FOUND');
  });
});

describe('output without end', () => {
  it('is kept up to a limit, and a line says so', () => {
    const { slice } = run(
      engine,
      handler("const line = 'x'.repeat(100000); for (let i = 0; i < 100; i++) console.log(line); return 1;"),
    );
    expect(slice.logs.length).toBeGreaterThan(20);
    expect(slice.logs.length).toBeLessThan(60);
    expect(slice.logs.at(-1)?.message).toMatch(/^Coldstart: .* more than 4 MiB of log/);
  });
});
