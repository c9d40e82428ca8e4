/** Why requests are turned away: each reason from a run that provokes it. For pages as they are built. */
import { parseScenario, simulate, type FactStatus, type ScenarioInput } from '#simulator';

export interface ThrottleReason {
  /** `Reason` in the answer, as the run gave it. */
  readonly reason: string;
  readonly usedUp: string;
  readonly helps: string;
  /** How well it is founded that this reason means this. */
  readonly status: FactStatus;
}

interface Provoked extends Omit<ThrottleReason, 'reason'> {
  readonly scenario: ScenarioInput;
}

const quotes = (durationMs: number, reserved?: number): ScenarioInput['functions'][number] => ({
  FunctionName: 'quotes',
  ...(reserved !== undefined && { ReservedConcurrentExecutions: reserved }),
  Profile: { durationMs: { kind: 'constant', value: durationMs }, initMs: { kind: 'constant', value: 0 } },
});
const burst = (count: number): ScenarioInput['traffic'] => [{ kind: 'burst', FunctionName: 'quotes', count }];

const provoked: readonly Provoked[] = [
  {
    usedUp: 'the concurrency of the account',
    helps: 'a higher quota, shorter requests',
    status: 'documented',
    scenario: { account: { ConcurrentExecutions: 3 }, functions: [quotes(200)], traffic: burst(4) },
  },
  {
    usedUp: 'the reserved concurrency of the function, also when it is zero',
    helps: 'more of it, or no reservation at all',
    status: 'documented',
    scenario: { functions: [quotes(200, 3)], traffic: burst(4) },
  },
  {
    usedUp: 'requests a second, for so much reserved concurrency',
    helps: 'more of it; fewer requests that do more each',
    status: 'assumed',
    scenario: {
      functions: [quotes(5, 2)],
      traffic: [{ kind: 'every', FunctionName: 'quotes', intervalMs: 25, count: 30 }],
    },
  },
  {
    usedUp: 'new environments of the function; or requests a second, for so large an account',
    helps: 'a slower rise; environments that are ready beforehand',
    status: 'assumed',
    scenario: { account: { ConcurrentExecutions: 5000 }, functions: [quotes(200)], traffic: burst(1001) },
  },
];

/** @throws RangeError when a run turned nobody away, or not for one reason alone */
function reasonOf(scenario: ScenarioInput): string {
  const reasons = new Set<string | undefined>();
  for (const event of simulate(parseScenario(scenario)))
    if (event.type === 'invoke.throttled') reasons.add(event.detail?.reason);
  const [reason] = reasons;
  if (reasons.size !== 1 || reason === undefined) throw new RangeError(`reasons of the run: ${[...reasons].join()}`);
  return reason;
}

export const throttleReasons: readonly ThrottleReason[] = provoked.map(({ scenario, ...words }) => ({
  ...words,
  reason: reasonOf(scenario),
}));
