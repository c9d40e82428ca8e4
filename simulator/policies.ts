/**
 * What Lambda decides, as pure functions in one replaceable record. AWS's way is the default; a
 * named wrong model overrides one of them, so that it can be run beside the right one.
 */
import type { Facts } from './facts/index.ts';
import { ruleNumber } from './facts/rules.ts';
import { secondsToUs, usPerMs } from './kernel/units.ts';

/** The account's concurrency as an admission sees it. */
export interface Ledger {
  readonly accountLimit: number;
  /** Sum of all reserved concurrency. */
  readonly reservedTotal: number;
  /** Invocations running now on functions without reserved concurrency. */
  unreservedInFlight: number;
}

/** The function a request is for, as an admission sees it. */
export interface Claimant {
  /** `ReservedConcurrentExecutions`, or -1 for none. */
  readonly reserved: number;
  inFlight: number;
}

export interface Policies {
  /** Rule number that lets the request in, or, negative minus one (`~rule`), the one that throttles it. */
  admit(ledger: Ledger, claimant: Claimant): number;
  /** Which of the idle environments serves the next request. */
  readonly reuse: 'mostRecent' | 'leastRecent';
  /** Microseconds an idle environment is kept. */
  idleLifeUs(facts: Facts, environment: number): number;
  /** Microseconds from creation after which an environment is not used again. */
  maximumLifeUs(facts: Facts, environment: number): number;
  /** Milliseconds billed for an invocation. */
  billedDurationMs(terms: BillTerms, durationUs: number, initDurationUs: number): number;
  /** The rule number behind it. */
  billRule(terms: BillTerms): number;
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

/** As AWS documents it. */
export const awsPolicies: Policies = {
  admit(ledger, claimant) {
    if (claimant.reserved >= 0) return claimant.inFlight < claimant.reserved ? byReserved : overReserved;
    return ledger.unreservedInFlight < ledger.accountLimit - ledger.reservedTotal ? byAccount : overAccount;
  },
  reuse: 'mostRecent',
  idleLifeUs: (facts) => secondsToUs(facts['environment.idleLife']),
  maximumLifeUs: (facts) => secondsToUs(facts['environment.maximumLife']),
  billedDurationMs(terms, durationUs, initDurationUs) {
    const billedUs = durationUs + (paysInit(terms) ? initDurationUs : 0);
    return Math.ceil(billedUs / (terms.roundingMs * usPerMs)) * terms.roundingMs;
  },
  billRule(terms) {
    const coarse = terms.roundingMs > 1;
    if (paysInit(terms)) return coarse ? billed.sum100 : billed.sum;
    return coarse ? billed.duration100 : billed.duration;
  },
};

const paysInit = (terms: BillTerms): boolean => terms.initBilled || !terms.managedZip;
