import { describe, expect, it } from 'vitest';
import { answer, handler, openEngine, run } from './programs.ts';

const engine = await openEngine();
const state = (...args: Parameters<typeof run> extends [unknown, ...infer Rest] ? Rest : never) =>
  run(engine, ...args).state;

describe('the handler is found', () => {
  const cjs = "exports.handler = async () => 'cjs';";
  const esm = "export const handler = async () => 'esm';";
  it.each([
    ['in .js before .mjs and .cjs', { 'index.js': cjs, 'index.mjs': esm, 'index.cjs': cjs }, 'cjs'],
    ['in a file without extension first', { index: "exports.handler = async () => 'bare';", 'index.js': cjs }, 'bare'],
    ['in .mjs', { 'index.mjs': esm }, 'esm'],
    ['in .cjs', { 'index.cjs': cjs }, 'cjs'],
    [
      'in .js as an ES module when package.json says so',
      { 'index.js': esm, 'package.json': '{"type":"module"}' },
      'esm',
    ],
    [
      'in .ts with its types taken out',
      {
        'index.ts':
          "export const handler = async (event: { a?: string }): Promise<string> => (event.a as string) ?? 'esm';",
        'package.json': '{"type":"module"}',
      },
      'esm',
    ],
    ['in .mts', { 'index.mts': "interface E { a: number }\nexport const handler = async (event: E) => 'esm';" }, 'esm'],
    ['in .cts', { 'index.cts': "const x: string = 'cjs';\nexports.handler = async () => x;" }, 'cjs'],
  ])('%s', (_name, files, expected) => {
    expect(answer(engine, files as Record<string, string>)).toBe(expected);
  });

  it('in a folder and as a nested export', () => {
    expect(
      answer(engine, { 'src/app.js': 'exports.api = { get: async () => 1 };' }, {}, { handler: 'src/app.api.get' }),
    ).toBe(1);
  });

  it('as an export of a default export from Node.js 24', () => {
    expect(answer(engine, 'export default { handler: async () => 2 };')).toBe(2);
    expect(state('export default { handler: async () => 2 };', {}, { runtime: 'nodejs22.x' }).type).toBe('failed');
  });

  it('in a .js file with ES module syntax from Node.js 24', () => {
    expect(answer(engine, { 'index.js': 'export const handler = async () => 3;' })).toBe(3);
  });
});

describe('CommonJS', () => {
  it('loads files, folders, JSON and packages, once each', () => {
    const files = {
      'index.js': `const a = require('./lib/a'); const b = require('./lib'); const data = require('./data.json'); const pkg = require('pkg'); const scoped = require('@scope/pkg/deep');
        exports.handler = async () => [a.n, b.n, data.x, pkg, scoped, require('./lib/a') === a, __filename, __dirname, module.id, Object.keys(require.cache).length];`,
      'lib/a.js': 'exports.n = (globalThis.count = (globalThis.count ?? 0) + 1);',
      'lib/index.js': "module.exports = { n: require('./a.js').n + 10 };",
      'data.json': '{"x":5}',
      'node_modules/pkg/package.json': '{"main":"./main.js"}',
      'node_modules/pkg/main.js': "module.exports = 'pkg';",
      'node_modules/@scope/pkg/deep.js': "module.exports = 'deep';",
    };
    expect(answer(engine, files)).toEqual([
      1,
      11,
      5,
      'pkg',
      'deep',
      true,
      '/var/task/index.js',
      '/var/task',
      '/var/task/index.js',
      6,
    ]);
  });

  it('gives a half-made module to a cycle', () => {
    expect(
      answer(engine, {
        'index.js': "const a = require('./a'); exports.handler = async () => [a.name, a.seen];",
        'a.js': "exports.name = 'a'; const b = require('./b'); exports.seen = b.seen;",
        'b.js': "const a = require('./a'); exports.seen = a.name;",
      }),
    ).toEqual(['a', 'a']);
  });

  it('says which module could not be found, with a code', () => {
    expect(
      answer(engine, {
        'index.js':
          "exports.handler = async () => { try { require('./gone') } catch (e) { return [e.code, e.message.split('\\n')[0]] } };",
      }),
    ).toEqual(['MODULE_NOT_FOUND', "Cannot find module './gone'"]);
  });
});

describe('an ES module', () => {
  it('imports others, CommonJS, JSON and modules of Node.js', () => {
    expect(
      answer(engine, {
        'index.mjs': `import { one } from './lib/one.mjs'; import common, { two } from './two.cjs'; import data from './data.json' with { type: 'json' };
        import fs, { existsSync } from 'node:fs'; import * as path from 'path'; import { createRequire } from 'node:module';
        const later = await import('./lib/later.mjs'); const require = createRequire(import.meta.url);
        export const handler = async () => [one, two, common.two, data.x, existsSync('/tmp'), fs.existsSync === existsSync, path.join('a', 'b'), later.default, import.meta.url, import.meta.dirname, require('./two.cjs') === common];`,
        'lib/one.mjs': 'export const one = 1;',
        'lib/later.mjs': 'export default 4;',
        'two.cjs': 'module.exports = { two: 2 };',
        'data.json': '{"x":3}',
      }),
    ).toEqual([1, 2, 2, 3, true, true, 'a/b', 4, 'file:///var/task/index.mjs', '/var/task', true]);
  });

  it('may await at its top level, on the virtual clock', () => {
    const { loaded } = run(
      engine,
      `const x = await new Promise((done) => setTimeout(() => done(9), 250));\n${handler('return x;')}`,
    );
    expect(loaded.state.type).toBe('loaded');
    expect(answer(engine, `const x = await Promise.resolve(9);\n${handler('return x;')}`)).toBe(9);
  });

  it('has no require of its own', () => {
    expect(
      answer(engine, handler('return [typeof require, typeof module, typeof __dirname, this === undefined];')),
    ).toEqual(['undefined', 'undefined', 'undefined', true]);
  });
});
