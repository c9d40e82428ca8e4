import { describe, expect, it } from 'vitest';
import { handler, openEngine, requestId, run } from './programs.ts';

const engine = await openEngine();
const old = { runtime: 'nodejs22.x' };

const failure = (...args: Parameters<typeof run> extends [unknown, ...infer Rest] ? Rest : never) => {
  const { state, slice } = run(engine, ...args);
  if (state.type !== 'failed') throw new Error(JSON.stringify(state));
  return {
    ...state,
    body: JSON.parse(state.error.payload) as { errorType: string; errorMessage: string; trace: string[] },
    lines: slice.logs.map((line) => line.message),
  };
};

describe('an error of the handler', () => {
  it('is posted with errorType, errorMessage and trace, in this order', () => {
    const { error, exitCode } = failure(handler("throw new Error('Handler fails');"));
    expect(error.payload).toMatch(
      /^\{"errorType":"Error","errorMessage":"Handler fails","trace":\["Error: Handler fails"," {4}at handler \(file:\/\/\/var\/task\/index\.mjs:2:\d+\)"\]\}$/,
    );
    expect(exitCode).toBeUndefined();
  });

  it('is logged as Invoke Error with its fields', () => {
    const { lines } = failure(handler("throw Object.assign(new RangeError('far'), { code: 'E_FAR', at: 3 });"));
    expect(lines).toHaveLength(1);
    const [time, id, level, ...rest] = lines[0]!.split('\t');
    expect([time, id, level, rest[0]]).toEqual([
      expect.stringMatching(/^2026-11-21T09:00:00\.\d{3}Z$/),
      requestId,
      'ERROR',
      'Invoke Error ',
    ]);
    expect(Object.entries(JSON.parse(rest[1]!) as object).slice(0, 4)).toEqual([
      ['errorType', 'RangeError'],
      ['errorMessage', 'far'],
      ['code', 'E_FAR'],
      ['at', 3],
    ]);
  });

  it('is logged as one object in JSON format', () => {
    const { lines } = failure(handler("throw new Error('no');"), {}, { logFormat: 'JSON' });
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 'ERROR',
      requestId,
      message: {
        errorType: 'Error',
        errorMessage: 'no',
        stackTrace: ['Error: no', expect.stringContaining('index.mjs:2')],
      },
    });
  });

  it('that is no Error has the type of the value and no trace', () => {
    expect(failure(handler("throw 'text';")).error.payload).toBe(
      '{"errorType":"string","errorMessage":"text","trace":[]}',
    );
    expect(failure(handler('throw 42;')).error.payload).toBe('{"errorType":"number","errorMessage":"42","trace":[]}');
    expect(failure(handler('throw { a: 1 };')).body.errorType).toBe('object');
  });

  it('whose fields cannot be read is posted as handled', () => {
    const body = "throw Object.defineProperty(new Error('x'), 'message', { get() { throw 1; } });";
    expect(failure(handler(body)).body).toEqual({
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      trace: [],
    });
  });

  it('of a class of its own keeps its name', () => {
    expect(
      failure(handler("class NotFound extends Error { name = 'NotFound' } throw new NotFound('user');")).body,
    ).toMatchObject({ errorType: 'NotFound', errorMessage: 'user' });
  });

  it('in a value that cannot be stringified says so', () => {
    const circular = handler('const a = {}; a.a = a; return a;');
    expect(failure(circular).body).toMatchObject({
      errorType: 'Runtime.JSONStringifyError',
      errorMessage: 'Unable to stringify response body',
    });
    expect(failure(circular, {}, old).body).toMatchObject({
      errorType: 'Error',
      errorMessage: 'Unable to stringify response body',
    });
    expect(failure(handler('return 1n;')).body.errorMessage).toBe('Unable to stringify response body');
  });
});

describe('a module that cannot be loaded', () => {
  it('that is not there is Runtime.ImportModuleError', () => {
    const { body, exitCode } = failure({ 'index.js': "require('left-pad');" });
    expect(body.errorType).toBe('Runtime.ImportModuleError');
    expect(body.errorMessage).toBe(
      "Error: Cannot find module 'left-pad'\nRequire stack:\n- /var/task/index.js\n- /var/runtime/index.mjs",
    );
    expect(exitCode).toBe(1);
    expect(failure({ 'other.js': '' }).body.errorMessage).toBe(
      "Error: Cannot find module 'index'\nRequire stack:\n- /var/runtime/index.mjs",
    );
  });

  it('imported by an ES module is an Error of Node.js', () => {
    expect(failure("import x from 'left-pad';").body).toMatchObject({
      errorType: 'Error',
      errorMessage: "Cannot find package 'left-pad' imported from /var/task/index.mjs",
      trace: ["Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'left-pad' imported from /var/task/index.mjs"],
    });
    expect(failure("import x from './gone.mjs';").body.errorMessage).toBe(
      "Cannot find module '/var/task/gone.mjs' imported from /var/task/index.mjs",
    );
  });

  it('that is not JavaScript is Runtime.UserCodeSyntaxError', () => {
    expect(failure('export const handler = async () => { return 1 +; };').body).toMatchObject({
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: expect.stringMatching(/^SyntaxError: /) as string,
    });
    expect(failure({ 'index.js': 'exports.handler = (' }).body.errorType).toBe('Runtime.UserCodeSyntaxError');
    expect(failure({ 'index.js': 'export const handler = 1;' }, {}, old).body.errorType).toBe(
      'Runtime.UserCodeSyntaxError',
    );
  });

  it('without the handler is Runtime.HandlerNotFound', () => {
    expect(failure('export const other = 1;').body).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.handler is undefined or not exported',
    });
    expect(failure('export const handler = 1;').body.errorMessage).toBe('index.handler is not a function');
  });

  it('has a handler name of the form file.export', () => {
    expect(failure('', {}, { handler: 'index' }).body).toMatchObject({
      errorType: 'Runtime.MalformedHandlerName',
      errorMessage: 'Bad handler',
    });
    expect(failure('', {}, { handler: '../index.handler' }).body.errorMessage).toBe(
      "'../index.handler' is not a valid handler name. Use absolute paths when specifying root directories in handler names.",
    );
  });

  it('that throws fails with what it throws, and Node.js 22 calls that an uncaught exception', () => {
    const { body, exitCode, lines } = failure("throw new Error('in init');", {}, old);
    expect(body).toMatchObject({ errorType: 'Error', errorMessage: 'in init' });
    expect(exitCode).toBe(129);
    expect(lines[0]).toMatch(/\tundefined\tERROR\tUncaught Exception \t\{"errorType":"Error"/);
    expect(failure("throw new Error('in init');").lines[0]).toMatch(/\tundefined\tERROR\tInit Error \t/);
  });
});

describe('an error that nobody catches', () => {
  it('in a timer ends the process with 129', () => {
    const { body, exitCode, lines } = failure(
      handler("setTimeout(() => { throw new Error('late'); }, 10); await new Promise((done) => setTimeout(done, 50));"),
    );
    expect(body).toMatchObject({ errorType: 'Error', errorMessage: 'late' });
    expect(exitCode).toBe(129);
    expect(lines[0]).toContain('\tERROR\tUncaught Exception \t');
  });

  it('in a promise ends the process with 128', () => {
    const { body, exitCode, lines } = failure(
      handler("(async () => { throw new Error('floating'); })(); await new Promise((done) => setTimeout(done, 50));"),
    );
    expect(body).toMatchObject({ errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: floating' });
    expect(exitCode).toBe(128);
    expect(lines[0]).toMatch(
      /\tERROR\tUnhandled Promise Rejection \t\{"errorType":"Runtime.UnhandledPromiseRejection","errorMessage":"Error: floating"/,
    );
  });

  it('in a promise leaves the answer that Node.js 22 had posted before it', () => {
    const { state } = run(
      engine,
      handler("(async () => { throw new Error('floating'); })(); return 'posted';"),
      {},
      old,
    );
    expect(state).toEqual({ type: 'returned', payload: '"posted"', exitCode: 128 });
  });

  it('in a promise that is caught later in the same turn is none', () => {
    expect(
      run(engine, handler("const p = Promise.reject(new Error('x')); p.catch(() => {}); return 1;")).state,
    ).toEqual({ type: 'returned', payload: '1' });
  });
});

describe('the end of the process', () => {
  it('by process.exit posts nothing', () => {
    expect(run(engine, handler('process.exit(0);')).state).toEqual({ type: 'exited', exitCode: 0 });
    expect(run(engine, handler('try { process.exit(3); } catch {} finally { return 1; }')).state).toEqual({
      type: 'exited',
      exitCode: 3,
    });
    expect(run(engine, 'process.exit(7);').state).toEqual({ type: 'exited', exitCode: 7 });
  });

  it('by an event loop that runs empty is Runtime.NodeJsExit', () => {
    const { body, exitCode } = failure(handler('await new Promise(() => {});'));
    expect(body.errorType).toBe('Runtime.NodeJsExit');
    expect(body.errorMessage).toMatch(/^The Lambda runtime client detected an unexpected Node\.js exit code\./);
    expect(exitCode).toBeUndefined();
  });

  it('by a top-level await that never ends has exit code 13', () => {
    expect(run(engine, 'await new Promise(() => {});').state).toEqual({ type: 'exited', exitCode: 13 });
  });
});

describe('a stack trace', () => {
  it('names functions and places as V8 does', () => {
    const { body } = failure({
      'index.js': "const { inner } = require('./lib/inner');\nexports.handler = async () => {\n  inner();\n};",
      'lib/inner.js': "exports.inner = function inner() { throw new Error('deep'); };",
    });
    expect(body.trace[0]).toBe('Error: deep');
    expect(body.trace[1]).toMatch(/^ {4}at inner \(\/var\/task\/lib\/inner\.js:1:\d+\)$/);
    expect(body.trace[2]).toMatch(/^ {4}at .*\/var\/task\/index\.js:3:\d+\)?$/);
    expect(body.trace).toHaveLength(3);
  });

  it('is what the handler reads, of its own errors and of the engine', () => {
    const { body } = failure(
      handler(
        "try { null.x; } catch (error) { throw new Error(error.stack.split('\\n')[0] + '|' + typeof error.stack); }",
      ),
    );
    expect(body.errorMessage).toMatch(/^TypeError: .*\|string$/);
  });
});

describe('the words of V8', () => {
  it.each([
    ['undefined.x', "Cannot read properties of undefined (reading 'x')"],
    ['null.y', "Cannot read properties of null (reading 'y')"],
    ['undefined.x = 1', "Cannot set properties of undefined (setting 'x')"],
    ['missing', 'missing is not defined'],
    ['const c = 1; c = 2', 'Assignment to constant variable.'],
    ['later; let later = 1', "Cannot access 'later' before initialization"],
    ['const f = () => f(); f()', 'Maximum call stack size exceeded'],
    ["'x'.repeat(2 ** 30)", undefined],
    ['new Array(-1)', 'Invalid array length'],
  ])('are used for %s', (code, message) => {
    const { body } = failure({ 'index.js': `exports.handler = async () => { ${code}; };` });
    if (message) expect(body.errorMessage).toBe(message);
    else expect(body.errorType).toBe('RangeError');
  });
});
