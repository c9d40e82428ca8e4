import { describe, expect, test } from 'vitest';
import { NONE, parseScenario, project, type ScenarioInput } from '#simulator';
import { lanesOf, spanKinds, type LaneWindow } from '../../src/workers/lane-spans.ts';
import { runScenario } from '../../src/workers/run-view.ts';

const scenario: ScenarioInput = {
  functions: [
    {
      FunctionName: 'f',
      Profile: { durationMs: { kind: 'constant', value: 200 }, initMs: { kind: 'constant', value: 100 } },
    },
    { FunctionName: 'g', Profile: { durationMs: { kind: 'constant', value: 50 }, errorRate: 1 } },
  ],
  traffic: [
    { kind: 'poisson', FunctionName: 'f', ratePerSecond: 10, toMs: 20_000 },
    { kind: 'every', FunctionName: 'g', intervalMs: 1000, count: 10 },
  ],
};
const { trace, view } = runScenario(parseScenario(scenario));
const window: LaneWindow = {
  fromUs: 0,
  toUs: view.endUs,
  endUs: view.endUs,
  limit: 100_000,
  leastIdleUs: 0,
  wants: () => true,
};
const lanes = (change: Partial<LaneWindow> = {}) => project(trace, lanesOf({ ...window, ...change }));
const kindsOf = (spans: ReturnType<typeof lanes>) => Array.from(spans.kind, (kind) => spanKinds[kind]);

describe('the spans of a run', () => {
  const all = lanes();
  test('are one lane an environment, with the phases that its timeline has', () => {
    expect(all.environments).toHaveLength(view.environments);
    const drawn = view.timeline.environments.reduce((sum, { phases }) => sum + phases.length, 0);
    expect(all.lane).toHaveLength(drawn);
    expect(all.omitted).toBe(0);
  });
  test('stand in order of lane, then time, and do not overlap', () => {
    for (let i = 1; i < all.lane.length; i++) {
      expect(all.lane[i]!).toBeGreaterThanOrEqual(all.lane[i - 1]!);
      if (all.lane[i] === all.lane[i - 1]) expect(all.fromUs[i]!).toBeGreaterThanOrEqual(all.toUs[i - 1]!);
    }
  });
  test('name the request they were for, and idle ones none', () => {
    kindsOf(all).forEach((kind, i) => expect(all.id[i] === NONE).toBe(kind === 'idle'));
  });
  test('tell a function error from an invoke that went well', () => {
    expect(kindsOf(all).filter((kind) => kind === 'error')).toHaveLength(10);
  });
  test('of one function are those of its environments', () => {
    const ofG = lanes({ wants: (fn) => fn === 1 });
    expect(new Set(ofG.functions)).toEqual(new Set([1]));
    expect(kindsOf(ofG)).not.toContain('invoke');
  });
  test('of a window are those that touch it', () => {
    const part = lanes({ fromUs: 5_000_000, toUs: 6_000_000 });
    expect(part.lane.length).toBeGreaterThan(0);
    part.fromUs.forEach((from, i) => {
      expect(from).toBeLessThanOrEqual(6_000_000);
      expect(part.toUs[i]!).toBeGreaterThanOrEqual(5_000_000);
    });
  });
  test('beyond the limit are counted', () => {
    const some = lanes({ limit: 7 });
    expect(some.lane).toHaveLength(7);
    expect(some.omitted).toBe(all.lane.length - 7);
  });
  test('leave out idle times too short to be seen', () => {
    const idle = (spans: ReturnType<typeof lanes>) => kindsOf(spans).filter((kind) => kind === 'idle').length;
    const seen = lanes({ leastIdleUs: 100_000 });
    expect(idle(seen)).toBeLessThan(idle(all));
    expect(seen.lane.length - idle(seen)).toBe(all.lane.length - idle(all));
  });
});
