/** Provisioned concurrency that follows the load by target tracking. */
import type { Scene } from '../scene.ts';

const minuteMs = 60_000;
const untilMs = 50 * minuteMs;
const least = 5;
const most = 60;

export const targetTracking: Scene = {
  draws: 'series',
  knobs: [
    {
      id: 'percent',
      label: 'Target utilization',
      least: 30,
      most: 90,
      step: 10,
      value: 70,
      shown: (value) => `${value} %`,
    },
    {
      id: 'rate',
      label: 'Requests a second in the busy hour',
      least: 10,
      most: 60,
      step: 5,
      value: 30,
      shown: (value) => `${value} a second`,
    },
  ],
  scenario: ({ percent = 70, rate = 30 }) => ({
    name: 'Target tracking',
    functions: [
      {
        FunctionName: 'quotes',
        MemorySize: 1024,
        Timeout: 10,
        Profile: { durationMs: { kind: 'constant', value: 500 }, initMs: { kind: 'constant', value: 2500 } },
        Versions: [{}],
        Aliases: [{ Name: 'live', FunctionVersion: '1' }],
        ProvisionedConcurrencyConfigs: [{ Qualifier: 'live', ProvisionedConcurrentExecutions: least }],
      },
    ],
    scalableTargets: [
      {
        FunctionName: 'quotes',
        Qualifier: 'live',
        MinCapacity: least,
        MaxCapacity: most,
        TargetTracking: { TargetValue: percent / 100 },
      },
    ],
    traffic: [
      {
        kind: 'steps',
        FunctionName: 'quotes',
        Qualifier: 'live',
        steps: [
          { fromMs: 0, ratePerSecond: 4 },
          { fromMs: 5 * minuteMs, ratePerSecond: rate },
          { fromMs: 25 * minuteMs, ratePerSecond: 6 },
        ],
        toMs: untilMs,
      },
    ],
    untilMs,
  }),
  say: ({ requests, cold, spillover }) =>
    `Of ${requests.toLocaleString('en')} requests ${spillover.toLocaleString('en')} found no provisioned environment free, and ${cold} of those started cold.`,
};
export const targetBounds = { least, most };
