/**
 * Wrong models of Lambda that many people hold, each as the one decision in which it differs. A run
 * under one of them beside a run under AWS's rules shows what it gets wrong.
 */
import { ruleNumber } from '../facts/rules.ts';
import type { Policies } from '../policies.ts';
import type { MisconceptionId } from './ids.ts';

export interface Misconception {
  /** What people believe, as they would say it. */
  readonly belief: string;
  /** What is true instead. */
  readonly truth: string;
  readonly policies: Partial<Policies>;
}

const byAccount = ruleNumber('admission.unreserved');
const byReserved = ruleNumber('admission.reserved');
const overAccount = ~ruleNumber('admission.accountLimit');
const overReserved = ~ruleNumber('admission.reservedLimit');

export const misconceptions: Readonly<Record<MisconceptionId, Misconception>> = {
  reservedKeepsWarm: {
    belief: 'Reserved concurrency keeps environments warm.',
    truth:
      'It sets concurrency aside and caps it; environments still start cold. Provisioned concurrency keeps them ready.',
    policies: { warmPool: ({ reserved }) => Math.max(0, reserved) },
  },
  provisionedIsACap: {
    belief: 'Provisioned concurrency is a cap: what goes beyond it is throttled.',
    truth: 'What goes beyond it spills over to other concurrency and may start cold. Reserved concurrency is the cap.',
    policies: { spillsOver: false },
  },
  environmentServesMany: {
    belief: 'One execution environment serves many requests at once, as a web server does.',
    truth: 'An execution environment serves one request at a time; every further request at once needs one of its own.',
    policies: { requestsPerEnvironment: 1_000_000 },
  },
  warmForEver: {
    belief: 'An environment that is warm stays warm.',
    truth:
      'Lambda takes idle environments back after a time that it does not publish, and ends every one after some hours.',
    policies: { idleLifeUs: () => Infinity, maximumLifeUs: () => Infinity },
  },
  throttledEventsAreLost: {
    belief: 'An asynchronous event that is throttled is lost.',
    truth: 'It goes back to the queue of Lambda and is tried again for hours, with growing waits.',
    policies: { backOffUs: () => -1 },
  },
  timeoutsAreRetried: {
    belief: 'Lambda tries a synchronous invocation again when it runs out of time.',
    truth: 'Lambda never repeats a synchronous invocation; the caller gets the error and must decide.',
    policies: { timeoutRetries: 2 },
  },
  memoryNeverHelps: {
    belief: 'More memory only helps a function that runs out of memory.',
    truth: 'CPU is in proportion to memory, so work that computes gets faster, up to a whole vCPU for one thread.',
    policies: { vcpu: (facts) => facts['limits.memory.default'] / facts['cpu.mbPerVcpu'] },
  },
  retriesAtOnce: {
    belief: 'An asynchronous event that failed is retried at once.',
    truth: 'Lambda waits a minute before the second attempt and two before the third.',
    policies: { retryWaitUs: () => 0 },
  },
  burstIsUnlimited: {
    belief: 'Lambda scales as fast as requests come, up to the concurrency of the account.',
    truth: 'Each function gets only so many new environments in ten seconds; beyond that it is throttled.',
    policies: {
      scaling: () => ({
        scope: 'function',
        capacity: Infinity,
        perSecond: 0,
        rule: ruleNumber('admission.scalingRate'),
      }),
    },
  },
  oneColdStart: {
    belief: 'A function starts cold once; after that it is warm.',
    truth: 'Every new environment starts cold: whenever more requests run at once than environments are idle.',
    policies: { startsCold: (made) => made === 0 },
  },
  reservingTakesNothing: {
    belief: 'Reserving concurrency for one function takes nothing from the others.',
    truth: 'What is reserved leaves the pool that all other functions share, whether it is used or not.',
    policies: {
      admit: (ledger, claimant) =>
        claimant.reserved >= 0
          ? claimant.inFlight < claimant.reserved
            ? byReserved
            : overReserved
          : ledger.unreservedInFlight < ledger.accountLimit
            ? byAccount
            : overAccount,
    },
  },
  concurrencyIsRequestsPerSecond: {
    belief: 'A concurrency of so many means so many requests a second.',
    truth: 'Concurrency counts requests that run at the same time: requests per second times seconds each.',
    policies: { countsRequests: true },
  },
};
export { misconceptionIds, type MisconceptionId } from './ids.ts';
