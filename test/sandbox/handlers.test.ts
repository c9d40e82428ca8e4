import { describe, expect, it } from 'vitest';
import { answer, finish, handler, input, openEngine, pace, program, requestId, run, startEpochUs } from './programs.ts';

const engine = await openEngine();
const old = { runtime: 'nodejs22.x' };

describe('a handler', () => {
  it('gets the event and answers with JSON', () => {
    expect(answer(engine, handler('return { got: event.x, more: [1, null] };'), { x: 'y' })).toEqual({
      got: 'y',
      more: [1, null],
    });
  });

  it('answers null when it returns nothing', () => {
    expect(run(engine, handler('')).state).toEqual({ type: 'returned', payload: 'null' });
  });

  it('may be a CommonJS function that returns a promise', () => {
    expect(answer(engine, { 'index.js': 'exports.handler = (event) => Promise.resolve(event.n + 1);' }, { n: 1 })).toBe(
      2,
    );
  });

  it('may return a value without a promise from Node.js 24, and is ignored before', () => {
    const file = { 'index.js': 'exports.handler = () => 5;' };
    expect(run(engine, file).state).toEqual({ type: 'returned', payload: '5' });
    expect(run(engine, file, {}, old).state).toEqual({ type: 'returned', payload: 'null' });
  });

  it('waits for a timer on the virtual clock', () => {
    const { slice } = run(engine, handler('await new Promise((done) => setTimeout(done, 1500)); return Date.now();'));
    expect(slice.state.type).toBe('returned');
    expect(slice.endEpochUs - startEpochUs).toBeGreaterThanOrEqual(1_500_000);
    expect(slice.endEpochUs - startEpochUs).toBeLessThan(1_502_000);
  });

  it('keeps its globals from one invocation to the next', () => {
    const sandbox = engine.create(program('let n = 0; export const handler = async () => ++n;'));
    sandbox.load(pace());
    const payloads = [1, 2, 3].map(() => sandbox.invoke(input(), pace()).state);
    expect(payloads.map((state) => state.type === 'returned' && state.payload)).toEqual(['1', '2', '3']);
  });

  it('loses its globals and keeps /tmp when the process is reset', () => {
    const sandbox = engine.create(
      program(`import fs from 'node:fs'; let n = 0;
        export const handler = async () => { fs.appendFileSync('/tmp/kept', 'x'); return [++n, fs.readFileSync('/tmp/kept', 'utf8')]; };`),
    );
    sandbox.load(pace());
    sandbox.invoke(input(), pace());
    sandbox.reset();
    sandbox.load(pace());
    expect(sandbox.invoke(input(), pace()).state).toEqual({ type: 'returned', payload: '[1,"xx"]' });
  });
});

describe('the context object', () => {
  it('holds what Lambda says about the invocation', () => {
    const context = answer(
      engine,
      handler('return { ...context, left: context.getRemainingTimeInMillis() };'),
    ) as Record<string, unknown>;
    expect(context).toMatchObject({
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
      awsRequestId: requestId,
      functionName: 'f',
      functionVersion: '$LATEST',
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/f',
    });
    expect(context['left']).toBeGreaterThan(2990);
  });

  it('serialises up to Node.js 22 with callbackWaitsForEmptyEventLoop first', () => {
    const { state } = run(
      engine,
      { 'index.js': 'exports.handler = (event, context, callback) => callback(null, { context });' },
      {},
      old,
    );
    expect(state.type === 'returned' && state.payload).toMatch(
      /^\{"context":\{"callbackWaitsForEmptyEventLoop":true,"functionVersion":"\$LATEST"/,
    );
  });
});

describe('a callback handler up to Node.js 22', () => {
  const callback = (body: string) =>
    run(engine, { 'index.js': `exports.handler = (event, context, callback) => { ${body} };` }, {}, old);

  it('answers when the event loop is empty', () => {
    const { slice } = callback('setTimeout(() => {}, 700); callback(null, 1);');
    expect(slice.state).toEqual({ type: 'returned', payload: '1' });
    expect(slice.endEpochUs - startEpochUs).toBeGreaterThanOrEqual(700_000);
  });

  it('answers at once when callbackWaitsForEmptyEventLoop is false', () => {
    const { slice } = callback(
      'context.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 700); callback(null, 1);',
    );
    expect(slice.state).toEqual({ type: 'returned', payload: '1' });
    expect(slice.endEpochUs).toBe(startEpochUs);
  });

  it('fails with the error it hands over', () => {
    const { state } = callback('callback(new TypeError("no"));');
    expect(state.type === 'failed' && JSON.parse(state.error.payload)).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'no',
    });
  });

  it('may use context.succeed, context.fail and context.done', () => {
    expect(callback('context.succeed(3);').state).toEqual({ type: 'returned', payload: '3' });
    expect(callback('context.done(null, 4);').state).toEqual({ type: 'returned', payload: '4' });
    expect(callback('context.fail();').state).toMatchObject({
      type: 'failed',
      error: { payload: '{"errorType":"string","errorMessage":"handled","trace":[]}' },
    });
  });

  it('succeeds with null when it never answers', () => {
    expect(callback('').state).toEqual({ type: 'returned', payload: 'null' });
  });

  it('is refused from Node.js 24', () => {
    const { state } = run(engine, { 'index.js': 'exports.handler = (event, context, callback) => callback(null, 1);' });
    expect(state).toMatchObject({
      type: 'failed',
      error: { errorType: 'Runtime.CallbackHandlerDeprecated' },
      exitCode: 1,
    });
  });
});

describe('timers that a handler leaves behind', () => {
  const file = `exports.handler = async (event) => {
    if (event.start) setTimeout(() => { globalThis.fired = Date.now(); }, 100);
    return globalThis.fired ?? null;
  };`;

  it('freeze with the environment and fire first when it thaws', () => {
    const sandbox = engine.create(program({ 'index.js': file }));
    sandbox.load(pace());
    const first = sandbox.invoke(input({ start: true }), pace());
    expect(first.state).toEqual({ type: 'returned', payload: 'null' });
    const laterUs = startEpochUs + 5_000_000;
    const second = finish(sandbox, sandbox.invoke(input({}), pace({ nowEpochUs: laterUs })), { nowEpochUs: laterUs });
    expect(second.state.type === 'returned' && Number(second.state.payload)).toBe(laterUs / 1000);
  });

  it('do not fire before they are due', () => {
    const sandbox = engine.create(program({ 'index.js': file }));
    sandbox.load(pace());
    sandbox.invoke(input({ start: true }), pace());
    expect(sandbox.invoke(input({}), pace({ nowEpochUs: startEpochUs + 50_000 })).state).toEqual({
      type: 'returned',
      payload: 'null',
    });
  });
});

describe('the event loop', () => {
  it('runs ticks, promise jobs, timers and immediates in the order of Node.js', () => {
    const { slice } = run(
      engine,
      handler(`const order = [];
        setImmediate(() => order.push('immediate'));
        setTimeout(() => order.push('timeout'), 0);
        Promise.resolve().then(() => { order.push('promise'); process.nextTick(() => order.push('tick in promise')); });
        queueMicrotask(() => order.push('microtask'));
        process.nextTick(() => order.push('tick'));
        order.push('sync');
        await new Promise((done) => setTimeout(done, 5));
        return order;`),
    );
    expect(slice.state.type === 'returned' && JSON.parse(slice.state.payload)).toEqual([
      'sync',
      'promise',
      'microtask',
      'tick',
      'tick in promise',
      'immediate',
      'timeout',
    ]);
  });

  it('fires timers by their due time and repeats intervals until they are cleared', () => {
    const { slice } = run(
      engine,
      handler(`const order = [];
        setTimeout(() => order.push('b'), 25); setTimeout(() => order.push('a'), 20); clearTimeout(setTimeout(() => order.push('never'), 10));
        let n = 0; await new Promise((done) => { const i = setInterval(() => { order.push(n); if (++n === 3) { clearInterval(i); done(); } }, 15); });
        return order;`),
    );
    expect(slice.state.type === 'returned' && JSON.parse(slice.state.payload)).toEqual([0, 'a', 'b', 1, 2]);
  });

  it('does not wait for a timer that is unreferenced', () => {
    const { state } = run(engine, handler('await new Promise((done) => setTimeout(done, 100).unref());'));
    expect(state).toMatchObject({ type: 'failed', error: { errorType: 'Runtime.NodeJsExit' } });
  });
});
