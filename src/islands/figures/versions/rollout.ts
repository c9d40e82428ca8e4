/** A deployment that moves an alias to a new version step by step, and an alarm that takes it back. */
import { count } from '../../../charts/words.ts';
import type { Scene } from '../scene.ts';

const everyMs = 8000;
const minuteMs = 60_000;
/** When the deployment begins, and where the figure ends. */
export const rolloutFromMs = minuteMs;
export const rolloutUntilMs = 13 * minuteMs;

const durationMs = { kind: 'constant' as const, value: 200 };
const initMs = { kind: 'constant' as const, value: 150 };

/** CodeDeploy's ways, by the place of the knob. */
export const rolloutWays = [
  { name: 'CodeDeployDefault.LambdaAllAtOnce', said: 'all at once' },
  { name: 'CodeDeployDefault.LambdaCanary10Percent5Minutes', said: 'canary' },
  { name: 'CodeDeployDefault.LambdaLinear10PercentEvery1Minute', said: 'linear' },
] as const;

const allAtOnce = 0;

export const rollout: Scene = {
  draws: 'lanes',
  knobs: [
    {
      id: 'way',
      label: 'Deployment',
      least: 0,
      most: rolloutWays.length - 1,
      step: 1,
      value: 1,
      shown: (value) => rolloutWays[value]!.said,
    },
    {
      id: 'failing',
      label: 'Version 2 fails in',
      least: 0,
      most: 100,
      step: 25,
      value: 50,
      shown: (value) => `${value} %`,
    },
    { id: 'alarm', label: 'Alarm', least: 0, most: 1, step: 1, value: 0, shown: (value) => (value ? 'on' : 'off') },
  ],
  scenario: ({ way = 0, failing = 0, alarm = 0 }) => ({
    name: 'A deployment',
    seed: 4,
    functions: [
      {
        FunctionName: 'menu',
        MemorySize: 512,
        Timeout: 3,
        Profile: { durationMs, initMs },
        Versions: [{}, { Description: 'new', Profile: { durationMs, initMs, errorRate: failing / 100 } }],
        Aliases: [{ Name: 'live', FunctionVersion: '1' }],
      },
    ],
    traffic: [
      {
        kind: 'every',
        FunctionName: 'menu',
        Qualifier: 'live',
        fromMs: 2000,
        intervalMs: everyMs,
        count: Math.floor((rolloutUntilMs - minuteMs / 2) / everyMs),
      },
    ],
    actions: [
      {
        do: 'createDeployment',
        atMs: rolloutFromMs,
        FunctionName: 'menu',
        Alias: 'live',
        FunctionVersion: '2',
        DeploymentConfigName: rolloutWays[way]!.name,
        Alarms: alarm ? [{ MetricName: 'Errors', Threshold: 0 }] : [],
      },
    ],
    untilMs: rolloutUntilMs,
  }),
  say({ requests, functionErrors }, { way = 0, failing = 0, alarm = 0 }) {
    const met = functionErrors
      ? `${count(functionErrors, 'caller')} of ${requests} met an error.`
      : `None of ${requests} callers met an error.`;
    if (functionErrors === 0 || !alarm) return failing ? met : `${met} Version 2 takes over.`;
    return way === allAtOnce
      ? `${met} The deployment was over before the alarm could look, so nothing takes it back.`
      : `${met} Then the alarm went off, and version 1 has all the traffic again.`;
  },
};
