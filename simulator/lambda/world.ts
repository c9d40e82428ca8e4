/**
 * Everything one run changes, in one place. The stories in the other files of this folder read and
 * write it; nothing outlives the run.
 */
import type { ColdStart } from '../facts/cold-starts.ts';
import type { Facts } from '../facts/index.ts';
import type { Agenda } from '../kernel/agenda.ts';
import type { IndexedDraws } from '../kernel/random.ts';
import type { BillTerms, Ledger, Policies } from '../policies.ts';
import type { LambdaFunction, Scenario } from '../scenario.ts';
import type { Trace } from '../trace.ts';
import type { CodeRun } from './code-run.ts';
import type { Environments } from './environments.ts';
import type { RequestBody } from './request-body.ts';
import type { SandboxEngine } from './sandbox.ts';
import type { Outcome } from './invoke.ts';

/** What the agenda's kinds mean; the target is an index of the thing named. */
export const ARRIVAL = 0;
export const ACTION = 1;
export const STEP = 2;
export const RECLAIM_TIMER = 3;

/** A function while the run goes on. */
export interface FunctionState {
  readonly index: number;
  /** As configured now; `updateFunctionConfiguration` replaces it. */
  configuration: LambdaFunction;
  /** Counts the configurations, so that an environment knows whether its own is still in force. */
  configurationNumber: number;
  readonly reserved: number;
  inFlight: number;
  timeoutUs: number;
  /** The measured cold start of this kind of function. */
  measured: ColdStart;
  readonly billTerms: BillTerms;
  readonly initDraws: IndexedDraws;
  readonly durationDraws: IndexedDraws;
  readonly errorDraws: IndexedDraws;
}

/** The facts that every invocation asks for, in the units of the run. */
export interface Rates {
  readonly initLimitUs: number;
  readonly warmOverheadUs: number;
  readonly responseLimitBytes: number;
}

export interface World {
  readonly scenario: Scenario;
  readonly facts: Facts;
  readonly rates: Rates;
  readonly policies: Policies;
  readonly trace: Trace;
  readonly agenda: Agenda;
  readonly environments: Environments;
  readonly functions: readonly FunctionState[];
  readonly ledger: Ledger;
  readonly bodies: readonly RequestBody[];
  /** How the invocations of a function by profile end, by function. */
  readonly profileOutcomes: (ProfileOutcomes | undefined)[];
  /** The sandboxes of environments that run code, by environment. */
  readonly codeRuns: Map<number, CodeRun>;
  readonly engine: SandboxEngine | undefined;
  readonly startAtMs: number;
  nowUs: number;
  requests: number;
  /** Arrivals, actions and steps on the agenda; when none is left, the run is over. */
  pending: number;
}

export interface ProfileOutcomes {
  readonly returned: Outcome;
  readonly failed: Outcome;
  readonly timedOut: Outcome;
}

/** Sets the one next step of an environment. */
export function scheduleStep(world: World, environment: number, atUs: number): void {
  world.environments.columns.stepAtUs[environment] = atUs;
  world.pending++;
  world.agenda.schedule(atUs, STEP, environment);
}
