import { inspect, format } from 'node:util';
import { describe, expect, it } from 'vitest';
import { answer, handler, openEngine, requestId, run, startEpochUs } from './programs.ts';

const engine = await openEngine();

/** What a handler logs, without time and request id. */
const logged = (body: string, changes = {}) => run(engine, handler(body), {}, changes).slice.logs;
const texts = (body: string) => logged(body).map((line) => line.message.split('\t').slice(3).join('\t'));

describe('console in text format', () => {
  it('writes time, request id, level and text with tabs between', () => {
    const [line] = logged("console.log('hello %s', 'you', { a: 1 });");
    expect(line!.message).toMatch(
      new RegExp(`^2026-11-21T09:00:00\\.\\d{3}Z\t${requestId}\tINFO\thello you \\{ a: 1 \\}$`),
    );
    expect(line!.level).toBe('INFO');
    expect(line!.atTicks).toBeGreaterThan(0);
  });

  it('has a level for each of its methods', () => {
    const lines = logged(
      "console.trace('a'); console.debug('b'); console.info('c'); console.warn('d'); console.error('e'); console.fatal('f');",
    );
    expect(lines.map((line) => line.level)).toEqual(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']);
  });

  it('keeps line breaks in one message', () => {
    expect(texts("console.log('a\\nb');")).toEqual(['a\nb']);
  });

  it('prints undefined as the request id before the first event', () => {
    expect(run(engine, `console.log('in init');\n${handler('')}`).loaded.logs[0]!.message).toMatch(
      /\tundefined\tINFO\tin init$/,
    );
  });

  it('writes tables, counts, times, groups and assertions as Node.js does', () => {
    expect(texts("console.table([{ a: 1, b: 'x' }, { a: 2 }]);")).toEqual([
      [
        '┌─────────┬───┬─────┐',
        '│ (index) │ a │ b   │',
        '├─────────┼───┼─────┤',
        "│ 0       │ 1 │ 'x' │",
        '│ 1       │ 2 │     │',
        '└─────────┴───┴─────┘',
      ].join('\n'),
    ]);
    expect(
      texts("console.count(); console.count('x'); console.count(); console.assert(1 > 2, 'no'); console.assert(true);"),
    ).toEqual(['default: 1', 'x: 1', 'default: 2', 'Assertion failed: no']);
    expect(texts("console.time('t'); console.timeEnd('t');")[0]).toMatch(/^t: [\d.]+ms$/);
  });

  it('passes on what is written to the standard output, a line each', () => {
    const lines = logged("process.stdout.write('plain\\nsecond\\nrest');");
    expect(lines.map((line) => line.message)).toEqual(['plain', 'second', 'rest']);
  });
});

describe('console in JSON format', () => {
  const json = (body: string, changes = {}) =>
    logged(body, { logFormat: 'JSON', ...changes }).map((line) => JSON.parse(line.message) as Record<string, unknown>);

  it('writes timestamp, level, requestId and message', () => {
    expect(json("console.log('a', 1);")).toEqual([
      { timestamp: expect.stringMatching(/^2026-11-21T09/) as string, level: 'INFO', requestId, message: 'a 1' },
    ]);
    expect(json('console.log({ a: [1] });')[0]!['message']).toEqual({ a: [1] });
  });

  it('adds the fields of the first error', () => {
    expect(json("console.warn('bad', new TypeError('t'));")[0]).toMatchObject({
      level: 'WARN',
      errorType: 'TypeError',
      errorMessage: 't',
      stackTrace: ['TypeError: t', expect.any(String)],
    });
  });

  it('leaves out what is below the application log level', () => {
    expect(
      json("console.debug('a'); console.info('b'); console.warn('c');", { applicationLogLevel: 'WARN' }).map(
        (line) => line['message'],
      ),
    ).toEqual(['c']);
  });
});

describe('util.inspect prints what Node.js prints', () => {
  const values: string[] = [
    '1',
    '-0',
    '10n',
    "'it\\'s'",
    '"a\\nb"',
    'null',
    'undefined',
    'true',
    'Symbol("s")',
    'Symbol.iterator',
    '[]',
    '[1, 2, 3]',
    '[1, , 3]',
    '[undefined, null]',
    "['a', 'b']",
    'new Array(5)',
    'Array.from({ length: 120 }, (_, i) => i)',
    "Array.from({ length: 30 }, (_, i) => 'item' + i)",
    'Object.assign([1, 2], { x: 1 })',
    '[[1, [2, [3, [4]]]]]',
    '{}',
    '{ a: 1 }',
    "{ 'a-b': 1, 2: 3, [Symbol('k')]: 4 }",
    '{ a: { b: { c: { d: 1 } } } }',
    '{ a: [{ b: { c: {} } }] }',
    '{ f() {}, g: () => 1, h: class {}, i: class A extends Map {}, async j() {}, *k() {} }',
    'function named() {}',
    'class Foo {}',
    'Object.create(null)',
    'Object.assign(Object.create(null), { a: 1 })',
    'new (class Foo { constructor() { this.a = 1 } })()',
    'new (class Foo {})()',
    'new Map([["a", 1], [{ b: 2 }, [3]]])',
    'new Set([1, "a", { b: 1 }])',
    'new Map()',
    'new Set()',
    'new WeakMap()',
    'new Date(0)',
    'new Date(NaN)',
    '/a+b/gi',
    'new Uint8Array([1, 2, 3])',
    'new Float64Array(2)',
    'new ArrayBuffer(4)',
    'Promise.resolve === 1',
    '(() => { const a = { n: 1 }; a.self = a; return a })()',
    '(() => { const a = []; a.push(a, { a }); return a })()',
    '{ get a() { return 1 }, set b(x) {}, get c() { return 1 }, set c(x) {} }',
    'new Number(3)',
    'new String("abc")',
    'new Boolean(false)',
    'Object(1n)',
    "{ text: 'x'.repeat(90), b: 1 }",
    '{ aaaaaaaaaaaaaaaaaaaa: 1, bbbbbbbbbbbbbbbbbbbbbbbb: 2, cccccccccccccccccccc: 3, ddddddddd: 4 }',
    "{ statusCode: 200, headers: { 'content-type': 'application/json', 'x-request-id': 'abcdefgh-ijkl' }, body: '{\"a\":1}' }",
    "[{ id: 1, name: 'one' }, { id: 2, name: 'two' }, { id: 3, name: 'three' }]",
    "{ Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: 'b', arn: 'x' }, object: { key: 'k', size: 1 } } }] }",
    '[1.5, 2.25, 100, 20000, 3, 4, 5, 6]',
    "['a', 1, true, null, undefined, 'long string here', 2, 3]",
    '[function () {}, class {}]',
    'Object.assign(() => {}, { a: 1 })',
    "{ a: 1n, b: Symbol('x'), c: null, d: undefined }",
    'new (class extends Array {})(3)',
    '(function () { return arguments })(1, 2)',
    "[['a', 1], ['b', 2]]",
    "{ a: 'multi\\nline' }",
    "'a'.repeat(200)",
    '["it\'s", \'a"b\', `b\\`\'"`]',
    '[[]]',
    '[{}]',
    '{ a: {} , b: [] }',
    '[new Date(0), /x/]',
    '{ [Symbol.toStringTag]: "Tagged", a: 1 }',
  ];

  it.each(values)('%s', (source) => {
    // eslint-disable-next-line no-eval
    const expected = inspect((0, eval)(`(${source})`));
    expect(answer(engine, `import { inspect } from 'node:util';\n${handler(`return inspect((${source}));`)}`)).toBe(
      expected,
    );
  });

  it('for options and formats', () => {
    const cases: [string, unknown[]][] = [
      ['%s|%s|%s', ['a', 1, { a: { b: 1 } }]],
      ['%d|%i|%f', ['4.5', '4.5', '4.5x']],
      ['%j|%o|%O', [{ a: 1 }, [1], { b: { c: 1 } }]],
      ['100%|%%|%x', ['rest', 1]],
      ['a', ['b', 2, { c: 3 }]],
      ['%s', [Symbol('s')]],
      ['%s %s', ['only']],
      ['%c styled', ['css']],
    ];
    for (const [text, args] of cases) {
      const source = `[${args.map((arg) => (typeof arg === 'symbol' ? "Symbol('s')" : JSON.stringify(arg))).join(', ')}]`;
      expect(
        answer(
          engine,
          `import { format } from 'node:util';\n${handler(`return format(${JSON.stringify(text)}, ...${source});`)}`,
        ),
      ).toBe(format(text, ...args));
    }
    const deep = '{ a: { b: { c: { d: { e: 1 } } } } }';
    for (const options of [
      { depth: 0 },
      { depth: null },
      { compact: false },
      { breakLength: 20 },
      { maxArrayLength: 2 },
      { maxStringLength: 3 },
    ])
      expect(
        answer(
          engine,
          `import { inspect } from 'node:util';\n${handler(`return inspect({ deep: ${deep}, list: [1, 2, 3, 4], text: 'abcdef' }, ${JSON.stringify(options)});`)}`,
        ),
      ).toBe(inspect({ deep: { a: { b: { c: { d: { e: 1 } } } } }, list: [1, 2, 3, 4], text: 'abcdef' }, options));
  });

  it('for errors, with their stack and fields', () => {
    const [text] = texts("const e = new TypeError('bad'); e.code = 'E_BAD'; console.log(e);");
    expect(text).toMatch(
      /^TypeError: bad\n {4}at handler \(file:\/\/\/var\/task\/index\.mjs:2:\d+\) \{\n {2}code: 'E_BAD'\n\}$/,
    );
    expect(texts("console.log({ error: new Error('in') });")[0]).toMatch(/^\{\n {2}error: Error: in\n {6}at handler /);
  });
});

describe('the clock', () => {
  it('starts at the instant of the slice and goes on with the ticks', () => {
    const [first, second] = answer(
      engine,
      handler('const a = Date.now(); for (let i = 0; i < 10000; i++); return [a, Date.now()];'),
    ) as [number, number];
    expect(first).toBe(startEpochUs / 1000);
    expect(second - first).toBe(20);
  });

  it('is the same for Date, performance and hrtime, in UTC', () => {
    expect(
      answer(
        engine,
        handler(`const p = performance.now(), h = process.hrtime.bigint(); for (let i = 0; i < 5000; i++);
      return [Math.round(performance.now() - p), Number((process.hrtime.bigint() - h) / 1000000n), new Date().toString(), new Date(0).getTimezoneOffset()];`),
      ),
    ).toEqual([10, 10, 'Sat Nov 21 2026 09:00:00 GMT+0000 (Coordinated Universal Time)', 0]);
  });
});
