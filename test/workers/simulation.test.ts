import { afterEach, describe, expect, test } from 'vitest';
import type { ScenarioInput } from '#simulator';
import {
  ProblemsError,
  Simulation,
  SupersededError,
  WorkerGuardError,
  type Progress,
} from '../../src/workers/simulation.ts';
import { nodeWorker } from './node-worker.ts';

const siteModule = new URL('../../src/workers/simulation.worker.ts', import.meta.url);
const silentModule = new URL('./silent.worker.ts', import.meta.url);

const open: Simulation[] = [];
function simulation(options: { silenceMs?: number; patienceMs?: number; modules?: URL[] } = {}): Simulation {
  const modules = [...(options.modules ?? [])];
  const made = new Simulation({ ...options, createWorker: () => nodeWorker(modules.shift() ?? siteModule) });
  open.push(made);
  return made;
}
afterEach(() => open.splice(0).forEach((one) => one.dispose()));

const traffic = (ratePerSecond: number, toMs: number, more: object = {}): ScenarioInput => ({
  functions: [
    {
      FunctionName: 'f',
      Profile: { durationMs: { kind: 'constant', value: 200 }, initMs: { kind: 'constant', value: 300 } },
      ...more,
    },
  ],
  traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond, toMs }],
});

const code = (text: string): ScenarioInput => ({
  functions: [{ FunctionName: 'f', Timeout: 3, Code: { files: { 'index.mjs': text } } }],
  actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', payload: { name: 'Ada' } }],
});

describe('a run in the worker', () => {
  test('brings the projections of the trace, which stays there', async () => {
    const run = await simulation().run(traffic(5, 10_000));
    expect(run.requests).toBe(run.timeline.requests.length);
    expect(run.requests).toBeGreaterThan(20);
    expect(run.whole).toBe(true);
    expect(run.narration.length).toBeGreaterThan(0);
    expect(run.bill.totalUsd).toBeGreaterThan(0);
    expect(run.logs.some(({ message }) => message.startsWith('REPORT'))).toBe(true);
  });

  test('is the same run again for the same scenario', async () => {
    const one = simulation();
    const { run: _first, tookMs: _took, ...first } = await one.run(traffic(3, 5000));
    const { run: _second, tookMs: _too, ...second } = await one.run(traffic(3, 5000));
    expect(second).toEqual(first);
  });

  test('of the learner’s code answers with what the handler returned', async () => {
    const run = await simulation().run(code('export const handler = async (event) => "Hello " + event.name;'));
    expect(run.responses[0]?.payload).toBe('"Hello Ada"');
  });

  test('is refused with every problem by its path', async () => {
    const refused = simulation().run({
      functions: [{ FunctionName: 'f', MemorySize: 1, Timeout: 0 }],
    });
    await expect(refused).rejects.toBeInstanceOf(ProblemsError);
    const paths = await refused.catch((error: ProblemsError) => error.problems.map(({ path }) => path));
    expect(paths).toEqual(expect.arrayContaining(['functions[0].MemorySize', 'functions[0].Timeout']));
  });

  test('can be asked why, and for its trace, until another run takes its place', async () => {
    const one = simulation();
    const run = await one.run(traffic(4, 3000, { ReservedConcurrentExecutions: 1 }));
    const throttled = run.timeline.requests.find(({ outcome }) => outcome === 'throttled')!;
    const chain = await one.why(throttled.decidedSeq);
    expect(chain.at(-1)?.rule?.id).toBe('admission.reservedLimit');
    expect(await one.traceText(0, 3)).toContain('invoke.received');
    expect(
      (await (await one.traceFile()).text())
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('#')),
    ).toHaveLength(run.events);
  });

  test('with too many requests to show sends windows, and densities where a window is still too full', async () => {
    const one = simulation();
    const stages = new Set<Progress['stage']>();
    const run = await one.run(traffic(1000, 60_000), ({ stage }) => stages.add(stage));
    expect(run.whole).toBe(false);
    expect(run.requests).toBeGreaterThan(50_000);
    expect(run.timeline.requests.length).toBeLessThanOrEqual(4000);
    expect(stages).toContain('running');
    const near = await one.timelineWindow(30_000_000, 30_500_000, 4000);
    expect(near.timeline!.requests.length).toBe(near.requests);
    expect(near.timeline!.requests.every(({ arrivedAtUs }) => arrivedAtUs <= 30_500_000)).toBe(true);
    const far = await one.timelineWindow(0, 60_000_000, 4000);
    expect(far.timeline).toBeUndefined();
    expect(far.bins.arrivals.reduce((sum, n) => sum + n, 0)).toBe(run.requests);
  });
});

describe('two scenarios that are compared', () => {
  const throttled = (limit: number): ScenarioInput => traffic(20, 3000, { ReservedConcurrentExecutions: limit });

  test('run on the same dice, and the requests that fared differently can be asked why in both', async () => {
    const one = simulation();
    const { a, b, fates } = await one.compare(throttled(1), throttled(3));
    expect(a.series.arrivals).toEqual(b.series.arrivals.slice(0, a.series.arrivals.length));
    expect(a.summary.counts.throttles).toBeGreaterThan(b.summary.counts.throttles);
    expect(fates.paired).toBe(a.requests);
    const saved = fates.requests.find((row) => row.a?.fate === 'throttled' && row.b?.fate !== 'throttled')!;
    const inA = await one.request(saved.a!.request, 'a');
    const inB = await one.request(saved.b!.request, 'b');
    expect(inA.row?.statusCode).toBe(429);
    expect(inB.row?.statusCode).toBe(200);
    expect((await one.why(inA.row!.decidedSeq, 'a')).at(-1)?.rule?.id).toBe('admission.reservedLimit');
    expect((await one.why(inB.row!.decidedSeq, 'b')).at(-1)?.rule?.id).toMatch(/^placement\./);
  });

  test('that are the same fare alike', async () => {
    const { fates } = await simulation().compare(throttled(2), throttled(2));
    expect(fates.requests).toEqual([]);
    expect(fates.alike).toBe(fates.paired);
  });
});

test('an event that stands for what a plot shows can be asked for, and a request by its number', async () => {
  const one = simulation();
  const run = await one.run(traffic(20, 3000, { ReservedConcurrentExecutions: 1 }));
  const mark = (await one.markIn('throttled', 0, run.endUs))!;
  const { row, response } = await one.request(mark.request);
  expect(row?.outcome).toBe('throttled');
  expect(response?.statusCode).toBe(429);
  expect(await one.markIn('failed', 0, run.endUs)).toBeUndefined();
  expect(await one.whichRequest(mark.request)).toEqual({ source: 0, index: mark.request });
});

test('lanes and finer series of a run come when they are asked for', async () => {
  const one = simulation();
  const run = await one.run(traffic(50, 5000));
  const spans = await one.lanes(0, run.endUs);
  expect(spans.environments).toHaveLength(run.environments);
  const fine = await one.series(2000, 'f');
  expect(fine.bins).toBeGreaterThan(run.series.bins);
  expect(fine.arrivals.reduce((sum, count) => sum + count, 0)).toBe(run.requests);
});

describe('a newer run', () => {
  test('takes the place of one that is waiting and of one that is running', async () => {
    const one = simulation();
    const outcomes = await Promise.allSettled([1, 2, 3].map((rate) => one.run(traffic(rate, 4000))));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect((outcomes[0] as PromiseRejectedResult).reason).toBeInstanceOf(SupersededError);
  });

  test('does not wait for a long one to end', async () => {
    const one = simulation({ patienceMs: 50, silenceMs: 60_000, modules: [silentModule] });
    const stuck = one.run(traffic(1, 1000)).catch((error: Error) => error);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const run = await one.run(traffic(2, 2000));
    expect(run.requests).toBeGreaterThan(0);
    expect(await stuck).toBeInstanceOf(SupersededError);
  });
});

describe('the guard', () => {
  test('ends a worker that falls silent, says so, and the next run works', async () => {
    const one = simulation({ silenceMs: 400, modules: [silentModule] });
    await expect(one.run(traffic(1, 1000))).rejects.toBeInstanceOf(WorkerGuardError);
    expect((await one.run(traffic(2, 2000))).requests).toBeGreaterThan(0);
  });

  test('ends code that is busy in one step nothing can interrupt, and says what happened', async () => {
    const one = simulation({ silenceMs: 1500 });
    const search = '"a".repeat(2 ** 24).indexOf("a".repeat(2 ** 20) + "b")';
    const stuck = one.run(code(`export const handler = async () => ${search};`));
    await expect(stuck).rejects.toBeInstanceOf(WorkerGuardError);
    await expect(stuck).rejects.toThrow('nothing you wrote is lost');
    expect((await one.run(code('export const handler = async () => 1;'))).responses[0]?.payload).toBe('1');
  });

  test('lets a regular expression that backtracks without end end as a timeout of the function', async () => {
    const run = await simulation().run(
      code('export const handler = async () => /^(a+)+$/.test("a".repeat(60) + "b");'),
    );
    expect(run.timeline.requests[0]?.outcome).toBe('timeout');
  });

  test('lets an endless loop end as a timeout of the function', async () => {
    const run = await simulation().run(code('export const handler = async () => { for (;;); };'));
    expect(run.timeline.requests[0]?.outcome).toBe('timeout');
  });
});
