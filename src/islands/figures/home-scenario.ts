/** The run on the home page: 24 seconds, a rush in the middle, a function with a limit. */
import type { ScenarioInput } from '#simulator';
import type { RateStep } from '../../charts/rate-steps.ts';

export const homeSeconds = 24;
export const homeSeed = 73;
export const homeLimit = 6;

/** The limit the bet asks about. */
export const betLimit = 3;

/** What is assumed of the function, milliseconds. */
export const homeHandlerMs = { from: 570, to: 1150 } as const;
export const homeInitMs = { from: 530, to: 710 } as const;

/** Requests a second, from an instant on. */
export const homeSteps: readonly RateStep[] = [
  { fromMs: 0, ratePerSecond: 1.6 },
  { fromMs: 7500, ratePerSecond: 6.2 },
  { fromMs: 12_000, ratePerSecond: 2.4 },
  { fromMs: 17_000, ratePerSecond: 1 },
];

export interface HomeChoice {
  readonly steps: readonly RateStep[];
  readonly limit: number;
}

/** The scenario for a choice of traffic and limit; everything else stays, the seed too. */
export const homeScenario = ({ steps, limit }: HomeChoice): ScenarioInput => ({
  name: 'A rush',
  seed: homeSeed,
  functions: [
    {
      FunctionName: 'orders',
      MemorySize: 512,
      Timeout: 3,
      ReservedConcurrentExecutions: limit,
      Profile: {
        durationMs: { kind: 'uniform', ...homeHandlerMs },
        initMs: { kind: 'uniform', ...homeInitMs },
      },
    },
  ],
  traffic: [
    {
      kind: 'steps',
      FunctionName: 'orders',
      steps: steps.map((step) => ({ ...step })),
      toMs: homeSeconds * 1000 - 400,
    },
  ],
  untilMs: homeSeconds * 1000,
});
