/** A long run by profile, reduced to the three quantities that the experiments measured. */
import {
  awsPolicies,
  parseScenario,
  project,
  simulate,
  type Policies,
  type Projection,
  type ScenarioInput,
} from '#simulator';

export interface LongRun {
  requests: number;
  coldProbability: number;
  throttledProbability: number;
  /** Time average of environments alive. */
  instances: number;
}

interface State {
  requests: number;
  cold: number;
  throttled: number;
  live: number;
  liveUs: number;
  atUs: number;
}

const longRun: Projection<State, LongRun> = {
  start: () => ({ requests: 0, cold: 0, throttled: 0, live: 0, liveUs: 0, atUs: 0 }),
  step(state, event) {
    state.liveUs += state.live * (event.atUs - state.atUs);
    state.atUs = event.atUs;
    if (event.type === 'invoke.received') state.requests++;
    if (event.type === 'invoke.throttled') state.throttled++;
    if (event.type === 'environment.created') {
      state.cold++;
      state.live++;
    }
    if (event.type === 'environment.shutdown') state.live--;
  },
  finish: ({ requests, cold, throttled, liveUs, atUs }) => ({
    requests,
    coldProbability: cold / requests,
    throttledProbability: throttled / requests,
    instances: liveUs / atUs,
  }),
};

/** Lambda as the experiments found it in 2020: idle environments live ten minutes, none is too old. */
export const keepFor = (idleSeconds: number): Policies => ({
  ...awsPolicies,
  idleLifeUs: () => idleSeconds * 1e6,
  maximumLifeUs: () => 1e18,
});

export const runLong = (scenario: ScenarioInput, policies?: Policies): LongRun =>
  project(simulate(parseScenario(scenario), policies ? { policies } : {}), longRun);

/** Poisson arrivals on one function whose handler takes an exponential time. */
export const poissonScenario = (
  ratePerSecond: number,
  meanMs: number,
  coldExtraMs: number,
  seconds: number,
  limit = 1000,
): ScenarioInput => ({
  account: { ConcurrentExecutions: limit },
  functions: [
    {
      FunctionName: 'f',
      Timeout: 900,
      Profile: { durationMs: { kind: 'exponential', mean: meanMs }, initMs: { kind: 'constant', value: coldExtraMs } },
    },
  ],
  traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond, toMs: seconds * 1000 }],
  untilMs: seconds * 1000,
});
