/** A rush at a known time, and provisioned concurrency asked for some minutes before it. */
import type { Scene } from '../scene.ts';

const minuteMs = 60_000;
const rushAtMs = 5 * minuteMs;
const untilMs = 7 * minuteMs;
/** Where a wait shows. */
const handlerMs = 400;
const initMs = 2500;

export const nineOClock: Scene = {
  draws: 'series',
  belief: 'provisionedIsACap',
  knobs: [
    {
      id: 'amount',
      label: 'Provisioned concurrency',
      least: 0,
      most: 60,
      step: 5,
      value: 30,
      shown: (value) => (value === 0 ? 'none' : `${value}`),
    },
    {
      id: 'ahead',
      label: 'Asked for before the rush',
      least: 0,
      most: 4,
      step: 0.5,
      value: 1,
      shown: (value) => `${value} min`,
    },
  ],
  scenario: ({ amount = 0, ahead = 0 }) => ({
    name: 'A rush at nine',
    functions: [
      {
        FunctionName: 'quotes',
        MemorySize: 1024,
        Timeout: 10,
        Profile: { durationMs: { kind: 'constant', value: handlerMs }, initMs: { kind: 'constant', value: initMs } },
        Versions: [{}],
        Aliases: [{ Name: 'live', FunctionVersion: '1' }],
      },
    ],
    traffic: [
      {
        kind: 'steps',
        FunctionName: 'quotes',
        Qualifier: 'live',
        steps: [
          { fromMs: 0, ratePerSecond: 2 },
          { fromMs: rushAtMs, ratePerSecond: 50 },
          { fromMs: rushAtMs + minuteMs, ratePerSecond: 5 },
        ],
        toMs: untilMs,
      },
    ],
    actions:
      amount === 0
        ? []
        : [
            {
              do: 'putProvisionedConcurrencyConfig',
              atMs: rushAtMs - ahead * minuteMs,
              FunctionName: 'quotes',
              Qualifier: 'live',
              ProvisionedConcurrentExecutions: amount,
            },
          ],
    untilMs,
  }),
  say: ({ cold, spillover, throttles, slowestMs }) =>
    [
      `${cold} requests start cold, and the slowest answer takes ${Math.round(slowestMs)} ms.`,
      spillover ? ` ${spillover} spill over to concurrency that is not provisioned.` : '',
      throttles ? ` ${throttles} are turned away.` : '',
    ].join(''),
};
export const nineOClockProfile = `init ${initMs} ms, handler ${handlerMs} ms`;
