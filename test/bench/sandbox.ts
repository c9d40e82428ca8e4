/**
 * What the sandbox costs beside the engine it is built on. Times of two things are taken in turns
 * in one run, because the speed of a machine drifts.
 */
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, type QuickJSContext } from 'quickjs-emscripten-core';
import type { Sandbox } from '../../simulator/lambda/sandbox.ts';
import { input, openEngine, pace, program } from '../sandbox/programs.ts';

type Bench = () => Promise<{ value: number; unit: string }>;

/** Small, but what handlers do: read a field, look something up, count, answer an HTTP request. */
const body = `
  const name = event.queryStringParameters?.name ?? 'world';
  const items = event.items.filter((item) => item.price > 10).map((item) => ({ ...item, total: item.price * item.count }));
  const total = items.reduce((sum, item) => sum + item.total, 0);
  seen.set(name, (seen.get(name) ?? 0) + 1);
  return { statusCode: 200, headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ greeting: 'Hello, ' + name + '!', visits: seen.get(name), total, items }) };`;
/** A module with such a handler. */
export const file = `const seen = new Map();\nexport const handler = async (event) => {${body}\n};`;

export const event = {
  queryStringParameters: { name: 'Ada' },
  items: Array.from({ length: 10 }, (_, i) => ({ id: `item-${i}`, price: i * 5, count: i % 4 })),
};

export const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
export const round = (value: number, digits = 3): number => Number(value.toFixed(digits));

/** Microseconds an act takes, over `times` of them. */
export function usEach(times: number, act: () => void): number {
  const start = performance.now();
  for (let i = 0; i < times; i++) act();
  return ((performance.now() - start) / times) * 1000;
}

/** The same handler called through quickjs-emscripten: JSON in, promise jobs, JSON out. */
async function rawCall(): Promise<() => string> {
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  const context: QuickJSContext = quickjs.newContext();
  context
    .unwrapResult(
      context.evalCode(`const seen = new Map(); const handler = async (event) => {${body}\n};
        globalThis.call = async (text) => JSON.stringify(await handler(JSON.parse(text)));`),
    )
    .dispose();
  const call = context.getProp(context.global, 'call');
  const payload = JSON.stringify(event);
  return () => {
    const argument = context.newString(payload);
    const promise = context.unwrapResult(context.callFunction(call, context.undefined, argument));
    argument.dispose();
    context.runtime.executePendingJobs();
    const state = context.getPromiseState(promise);
    if (state.type !== 'fulfilled') throw new Error(`the raw call is ${state.type}`);
    const text = context.getString(state.value);
    state.value.dispose();
    promise.dispose();
    return text;
  };
}

async function loadedSandbox(): Promise<Sandbox> {
  const sandbox = (await openEngine()).create(program(file));
  if (sandbox.load(pace()).state.type !== 'loaded') throw new Error('the program does not load');
  return sandbox;
}

function sandboxCall(sandbox: Sandbox): () => string {
  const call = input(event);
  const callPace = pace();
  return () => {
    const { state } = sandbox.invoke(call, callPace);
    if (state.type !== 'returned') throw new Error(`the call ended as ${state.type}`);
    return state.payload;
  };
}

const calls = 1000;
const rounds = 15;

const callRatio: Bench = async () => {
  const raw = await rawCall();
  const ours = sandboxCall(await loadedSandbox());
  if (raw().length !== ours().length) throw new Error('the two calls answer differently');
  usEach(calls, raw);
  usEach(calls, ours);
  const ratios = Array.from({ length: rounds }, () => {
    const before = usEach(calls, raw);
    const between = usEach(calls, ours);
    return between / ((before + usEach(calls, raw)) / 2);
  });
  return { value: round(median(ratios)), unit: 'ratio' };
};

const callUs: Bench = async () => {
  const ours = sandboxCall(await loadedSandbox());
  usEach(calls, ours);
  return { value: round(median(Array.from({ length: rounds }, () => usEach(calls, ours)))), unit: 'us' };
};

const newEnvironmentMs: Bench = async () => {
  const engine = await openEngine();
  const make = () => engine.create(program(file)).load(pace());
  usEach(50, make);
  return { value: round(median(Array.from({ length: rounds }, () => usEach(50, make))) / 1000), unit: 'ms' };
};

/** Sandboxes that take turns in one engine. */
async function many(count: number): Promise<Sandbox[]> {
  const engine = await openEngine();
  return Array.from({ length: count }, () => {
    const sandbox = engine.create(program(file));
    sandbox.load(pace());
    return sandbox;
  });
}

const swapUs: Bench = async () => {
  const sandboxes = (await many(100)).map(sandboxCall);
  const [first] = sandboxes as [() => string];
  const all = () => sandboxes.forEach((call) => call());
  usEach(3, all);
  const swaps = Array.from({ length: rounds }, () => usEach(10, all) / sandboxes.length - usEach(calls, first));
  return { value: round(median(swaps)), unit: 'us' };
};

export const benches: Record<string, Bench> = {
  'sandbox.call_ratio': callRatio,
  'sandbox.call_us': callUs,
  'sandbox.new_environment_ms': newEnvironmentMs,
  'sandbox.swap_us': swapUs,
};
