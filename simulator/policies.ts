/**
 * What Lambda decides, as pure functions in one replaceable record. AWS's way is the default; a
 * named wrong model (`misconceptions/`) overrides one of them, so that it can be run beside the right one.
 */
import type { Facts } from './facts/index.ts';
import { ruleNumber } from './facts/rules.ts';
import { secondsToUs, usPerMs } from './kernel/units.ts';

/** The account's concurrency as an admission sees it. */
export interface Ledger {
  readonly accountLimit: number;
  /** Sum of all reserved concurrency, and of the provisioned concurrency of functions that have none reserved. */
  claimed: number;
  /** Invocations running now on concurrency that is neither reserved nor provisioned. */
  unreservedInFlight: number;
}

/** The function a request is for, all its versions together, as an admission sees it. */
export interface Claimant {
  /** `ReservedConcurrentExecutions`, or -1 for none. */
  reserved: number;
  /** Provisioned concurrency of all its versions, as requested. */
  provisioned: number;
  /** Invocations running now outside of provisioned environments. */
  inFlight: number;
}

/** How many new environments may be made, and how fast the allowance refills. */
export interface ScalingAllowance {
  readonly scope: 'function' | 'account';
  readonly capacity: number;
  readonly perSecond: number;
  /** The rule that throttles when it is used up. */
  readonly rule: number;
}

export interface Policies {
  /** Rule number that lets the request in, or, negative minus one (`~rule`), the one that throttles it. */
  admit(ledger: Ledger, claimant: Claimant): number;
  /** Whether a request goes on to other concurrency when no provisioned environment is free. */
  readonly spillsOver: boolean;
  /** Whether the limits on concurrency are taken for limits on requests a second. */
  readonly countsRequests: boolean;
  /** New environments in force on a day in a Region. */
  scaling(facts: Facts, region: string): ScalingAllowance;
  /** Environments kept ready for a function without provisioned concurrency. */
  warmPool(claimant: Claimant): number;
  /** Whether the next environment of a version starts with an init phase. @param made environments it had so far */
  startsCold(made: number): boolean;
  /** Requests one environment serves at once. */
  readonly requestsPerEnvironment: number;
  /** Which of the idle environments serves the next request. */
  readonly reuse: 'mostRecent' | 'leastRecent';
  /** Microseconds an idle environment is kept. */
  idleLifeUs(facts: Facts, environment: number): number;
  /** Microseconds from creation after which an environment is not used again. */
  maximumLifeUs(facts: Facts, environment: number): number;
  /** vCPU of the handler's one thread. */
  vcpu(facts: Facts, memorySizeMB: number): number;
  /** Milliseconds billed for an invocation. */
  billedDurationMs(terms: BillTerms, durationUs: number, initDurationUs: number): number;
  /** The rule number behind it. */
  billRule(terms: BillTerms): number;
  /** Wait before attempt `next` (2 or 3) of an asynchronous event that ended in a function error. */
  retryWaitUs(facts: Facts, next: number): number;
  /** Wait of an asynchronous event that was throttled `times` times in a row; negative: it is lost. */
  backOffUs(facts: Facts, times: number): number;
  /** Times that Lambda itself repeats a synchronous invocation that ran out of time. */
  readonly timeoutRetries: number;
}

export interface BillTerms {
  /** Zip package on a managed runtime: the kind whose init was once free. */
  readonly managedZip: boolean;
  readonly roundingMs: number;
  readonly initBilled: boolean;
}

const byAccount = ruleNumber('admission.unreserved');
const byReserved = ruleNumber('admission.reserved');
const overAccount = ~ruleNumber('admission.accountLimit');
const overReserved = ~ruleNumber('admission.reservedLimit');
const billed = {
  sum: ruleNumber('bill.initIncluded'),
  sum100: ruleNumber('bill.init100ms'),
  duration: ruleNumber('bill.initFree'),
  duration100: ruleNumber('bill.initFree100ms'),
};
const bursts: Readonly<Record<string, 'large' | 'medium'>> = {
  'us-east-1': 'large',
  'us-west-2': 'large',
  'eu-west-1': 'large',
  'ap-northeast-1': 'medium',
  'eu-central-1': 'medium',
  'us-east-2': 'medium',
};
const secondsPerMinute = 60;

/** Concurrency left for what is neither reserved nor provisioned. */
export const unreservedLimit = (ledger: Ledger): number => ledger.accountLimit - ledger.claimed;
/** Concurrency of a function with reserved concurrency outside of its provisioned environments. */
export const reservedLimit = (claimant: Claimant): number => claimant.reserved - claimant.provisioned;

/** As AWS documents it. */
export const awsPolicies: Policies = {
  admit(ledger, claimant) {
    if (claimant.reserved >= 0)
      return claimant.inFlight < claimant.reserved - claimant.provisioned ? byReserved : overReserved;
    return ledger.unreservedInFlight < ledger.accountLimit - ledger.claimed ? byAccount : overAccount;
  },
  spillsOver: true,
  countsRequests: false,
  scaling(facts, region) {
    if (facts['scaling.perFunction'] === 1) {
      const capacity = facts['limits.scaling.environments'];
      const perSecond = capacity / facts['scaling.window'];
      return { scope: 'function', capacity, perSecond, rule: ruleNumber('admission.scalingRate') };
    }
    return {
      scope: 'account',
      capacity: facts[`scaling.burst.${bursts[region] ?? 'small'}`],
      perSecond: facts['scaling.burst.perMinute'] / secondsPerMinute,
      rule: ruleNumber('admission.burst'),
    };
  },
  warmPool: () => 0,
  startsCold: () => true,
  requestsPerEnvironment: 1,
  reuse: 'mostRecent',
  idleLifeUs: (facts) => secondsToUs(facts['environment.idleLife']),
  maximumLifeUs: (facts) => secondsToUs(facts['environment.maximumLife']),
  vcpu: (facts, memorySizeMB) => Math.min(1, memorySizeMB / facts['cpu.mbPerVcpu']),
  billedDurationMs(terms, durationUs, initDurationUs) {
    const billedUs = durationUs + (paysInit(terms) ? initDurationUs : 0);
    return Math.ceil(billedUs / (terms.roundingMs * usPerMs)) * terms.roundingMs;
  },
  billRule(terms) {
    const coarse = terms.roundingMs > 1;
    if (paysInit(terms)) return coarse ? billed.sum100 : billed.sum;
    return coarse ? billed.duration100 : billed.duration;
  },
  retryWaitUs: (facts, next) => secondsToUs(facts[next === 2 ? 'async.retryWait.second' : 'async.retryWait.third']),
  backOffUs(facts, times) {
    let seconds = facts['async.backOff.first'];
    for (let i = 1; i < times && seconds < facts['async.backOff.last']; i++) seconds *= facts['async.backOff.factor'];
    return secondsToUs(Math.min(seconds, facts['async.backOff.last']));
  },
  timeoutRetries: 0,
};

const paysInit = (terms: BillTerms): boolean => terms.initBilled || !terms.managedZip;

/** What a scenario assumes otherwise than the facts. */
export interface Assumptions {
  readonly idleLifeSeconds?: number | undefined;
  readonly maximumLifeSeconds?: number | undefined;
  readonly reuse?: 'mostRecent' | 'leastRecent' | undefined;
}

/** Policies with a scenario's own assumptions in them. */
export function assuming(policies: Policies, { idleLifeSeconds, maximumLifeSeconds, reuse }: Assumptions): Policies {
  return {
    ...policies,
    ...(idleLifeSeconds === undefined ? {} : { idleLifeUs: () => secondsToUs(idleLifeSeconds) }),
    ...(maximumLifeSeconds === undefined ? {} : { maximumLifeUs: () => secondsToUs(maximumLifeSeconds) }),
    ...(reuse === undefined ? {} : { reuse }),
  };
}
