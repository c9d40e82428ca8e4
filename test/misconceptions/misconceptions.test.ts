/** Every wrong model differs from AWS where its belief says so; run beside the truth on the same dice. */
import { describe, expect, test } from 'vitest';
import {
  misconceptionIds,
  misconceptions,
  parseScenario,
  simulate,
  type MisconceptionId,
  type ScenarioInput,
  type Trace,
} from '#simulator';
import { loadSandbox } from '#simulator/sandbox';
import { quickjsWasm } from '../../src/commands/quickjs-wasm.ts';
import { count, each, taking } from '../lambda/runs.ts';

interface Case {
  readonly scenario: ScenarioInput;
  /** What is counted. */
  readonly of: (trace: Trace) => number;
  readonly truth: number;
  readonly belief: number;
}

const invoke = (requests: number, atMs = 0, more: object = {}) => ({
  do: 'invoke' as const,
  atMs,
  FunctionName: 'f',
  count: requests,
  ...more,
});
const event = (atMs: number) => invoke(1, atMs, { InvocationType: 'Event' });
const cold = (trace: Trace): number => count(trace, 'platform.initStart');
const throttles = (trace: Trace): number => count(trace, 'invoke.throttled');
const f = (more: object) => [{ FunctionName: 'f', Profile: taking(500, 200), ...more }];
const handler = 'export const handler = () => { let n = 0; while (n < 1e5) n++; return n; };';

const cases: Record<MisconceptionId, Case> = {
  reservedKeepsWarm: {
    scenario: { functions: f({ ReservedConcurrentExecutions: 5 }), actions: [invoke(3)] },
    of: cold,
    truth: 3,
    belief: 0,
  },
  provisionedIsACap: {
    scenario: {
      functions: f({
        Versions: [{}],
        ProvisionedConcurrencyConfigs: [{ Qualifier: '1', ProvisionedConcurrentExecutions: 2 }],
      }),
      actions: [invoke(5, 0, { Qualifier: '1' })],
    },
    of: throttles,
    truth: 0,
    belief: 3,
  },
  environmentServesMany: {
    scenario: { functions: f({}), actions: [invoke(4)] },
    of: (trace) => count(trace, 'environment.created'),
    truth: 4,
    belief: 1,
  },
  warmForEver: {
    scenario: { functions: f({}), actions: [invoke(1), invoke(1, 3_600_000), invoke(1, 86_400_000)] },
    of: cold,
    truth: 3,
    belief: 1,
  },
  throttledEventsAreLost: {
    scenario: { functions: f({ ReservedConcurrentExecutions: 1 }), actions: [invoke(1), event(10)] },
    of: (trace) => count(trace, 'async.succeeded'),
    truth: 1,
    belief: 0,
  },
  timeoutsAreRetried: {
    scenario: { functions: f({ Timeout: 1, Profile: taking(5000) }), actions: [invoke(1)] },
    of: (trace) => count(trace, 'platform.report'),
    truth: 1,
    belief: 3,
  },
  memoryNeverHelps: {
    scenario: {
      functions: [{ FunctionName: 'f', MemorySize: 1769, Code: { files: { 'index.mjs': handler } } }],
      actions: [invoke(1)],
    },
    of: (trace) => Math.round(each(trace, 'platform.runtimeDone', (e) => e.number('cpuUs') / 1000)[0]!),
    truth: 2,
    belief: 28,
  },
  retriesAtOnce: {
    scenario: { functions: f({ Profile: { ...taking(0), errorRate: 1 } }), actions: [event(0)] },
    of: (trace) => Math.round(each(trace, 'async.dropped', (e) => e.number('ageUs') / 1e6)[0]!),
    truth: 180,
    belief: 0,
  },
  burstIsUnlimited: {
    scenario: { account: { ConcurrentExecutions: 5000 }, functions: f({}), actions: [invoke(4000)] },
    of: throttles,
    truth: 3000,
    belief: 0,
  },
  oneColdStart: {
    scenario: { functions: f({}), actions: [invoke(1), invoke(5, 5000)] },
    of: cold,
    truth: 5,
    belief: 1,
  },
  reservingTakesNothing: {
    scenario: {
      functions: [...f({}), { FunctionName: 'g', ReservedConcurrentExecutions: 800, Profile: taking(10) }],
      actions: [invoke(300)],
    },
    of: throttles,
    truth: 100,
    belief: 0,
  },
  concurrencyIsRequestsPerSecond: {
    scenario: {
      functions: f({ ReservedConcurrentExecutions: 10, Profile: taking(20) }),
      traffic: [{ kind: 'every', FunctionName: 'f', intervalMs: 25, count: 40 }],
    },
    of: throttles,
    truth: 0,
    belief: 30,
  },
};

describe.each(misconceptionIds)('%s', (id) => {
  const { scenario, of, truth, belief } = cases[id];
  const run = async (misconception?: MisconceptionId): Promise<number> => {
    const parsed = parseScenario({ ...scenario, ...(misconception && { misconception }) });
    const engine = await loadSandbox(parsed, { wasm: quickjsWasm });
    return of(simulate(parsed, { engine }));
  };

  test(`who believes it expects ${belief}; in truth it is ${truth}`, async () => {
    expect(await run()).toBe(truth);
    expect(await run(id)).toBe(belief);
  });

  test('is told as a belief with its truth', () => {
    expect(misconceptions[id].belief).toMatch(/\.$/);
    expect(misconceptions[id].truth).toMatch(/\.$/);
  });
});
