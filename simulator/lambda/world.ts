/**
 * Everything one run changes, in one place. The stories in the other files of this folder read and
 * write it; nothing outlives the run.
 */
import type { ColdStart } from '../facts/cold-starts.ts';
import type { Facts } from '../facts/index.ts';
import type { Agenda } from '../kernel/agenda.ts';
import type { IndexedDraws } from '../kernel/random.ts';
import type { RateRing } from '../kernel/rate-ring.ts';
import type { TokenBucket } from '../kernel/token-bucket.ts';
import type { BillTerms, Claimant, Ledger, Policies } from '../policies.ts';
import type { EventInvokeConfig, LambdaFunction, Scenario } from '../scenario/index.ts';
import type { Trace } from '../trace.ts';
import type { Client } from './callers.ts';
import type { CodeRun } from './code-run.ts';
import type { Deployment } from './deployment.ts';
import type { Environments } from './environments.ts';
import type { Outcome } from './invoke.ts';
import type { Provisioned } from './provisioned.ts';
import type { RequestBody } from './request-body.ts';
import type { SandboxEngine } from './sandbox.ts';
import type { SnapStartState } from './snap-start.ts';
import type { Tickets } from './tickets.ts';

/** What the agenda's kinds mean; the target is an index of the thing named. */
export const ARRIVAL = 0;
export const ACTION = 1;
export const STEP = 2;
export const RECLAIM_TIMER = 3;
export const TICKET = 4;
/** Something to be done once, in `world.tasks`; the run goes on until it is. */
export const TASK = 5;
/** The same, but the run does not wait for it. */
export const BACKGROUND_TASK = 6;

/** An alias while the run goes on. */
export interface AliasState {
  /** Place in the trace's `header.aliases`. */
  readonly index: number;
  readonly name: string;
  /** Entries of `world.functions`; `additional` is -1 for none. */
  version: number;
  additional: number;
  /** Share of the requests that the additional version gets. */
  weight: number;
}

/** A function, with what its versions share. */
export interface FunctionShared extends Claimant {
  readonly name: string;
  /** Entry of `$LATEST`. */
  readonly latest: number;
  /** Entries of the versions published so far; version n at place n - 1. */
  readonly versions: number[];
  /** Entries kept for versions that the run will publish. */
  readonly unpublished: number[];
  /** Configuration number that the version published last was made from. */
  publishedFrom: number;
  readonly aliases: Map<string, AliasState>;
  /** Provisioned concurrency by qualifier, as asked for. */
  readonly provisionedConfigs: Map<string, number>;
  readonly eventInvokeConfigs: Map<string, EventInvokeConfig>;
  /** New environments it may still have. */
  scaling: TokenBucket;
  /** Requests a second on its reserved concurrency. */
  reservedRate: RateRing;
  /** Asynchronous events in its queue. */
  queued: number;
}

/** A version of a function, `$LATEST` included, while the run goes on. */
export interface FunctionState {
  readonly index: number;
  readonly version: string;
  readonly shared: FunctionShared;
  /** As configured now; `updateFunctionConfiguration` replaces that of `$LATEST`. */
  configuration: LambdaFunction;
  /** Counts the configurations, so that an environment knows whether its own is still in force. */
  configurationNumber: number;
  timeoutUs: number;
  /** The measured cold start of this kind of function. */
  measured: ColdStart;
  readonly billTerms: BillTerms;
  readonly initDraws: IndexedDraws;
  readonly durationDraws: IndexedDraws;
  readonly errorDraws: IndexedDraws;
  readonly restoreDraws: IndexedDraws;
  readonly provisioned: Provisioned;
  readonly snapStart: SnapStartState;
  /** Environments it had so far. */
  made: number;
  /** The environment that hosts requests in the model in which one serves many, or NONE. */
  host: number;
  /** Totals that alarms of deployments look at. */
  readonly totals: { errors: number; throttles: number; durationUs: number; ended: number };
}

/** The facts that every invocation asks for, in the units of the run. */
export interface Rates {
  readonly initLimitUs: number;
  readonly restoreLimitUs: number;
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
  /** `$LATEST` of each function in the order of the scenario, then the published versions. */
  readonly functions: readonly FunctionState[];
  readonly byName: ReadonlyMap<string, FunctionShared>;
  readonly ledger: Ledger;
  /** Requests a second of the whole account. */
  readonly accountRate: RateRing;
  /** The bodies of the sources, then, as they come, of events that Lambda itself makes. */
  readonly bodies: RequestBody[];
  /** Places of bodies that are not needed any more. */
  readonly freeBodies: number[];
  /** Durations of a replay, by source. */
  readonly replayed: readonly (Float64Array | undefined)[];
  readonly clients: readonly Client[];
  readonly tickets: Tickets;
  /** How the last failed attempt at an event ended, by ticket. */
  readonly lastOutcomes: Map<number, Outcome>;
  /** Qualifiers that events were sent to; their tickets keep the place in this list. */
  readonly qualifiers: string[];
  /** What holds where a function says nothing. */
  readonly defaultEventInvokeConfig: EventInvokeConfig;
  /** The rule that throttles when no new environment may be made. */
  readonly scalingRule: number;
  readonly tasks: (() => void)[];
  readonly deployments: Deployment[];
  /** ARNs that take no records any more. */
  readonly deleted: Set<string>;
  /** How the invocations of a function by profile end, by function. */
  readonly profileOutcomes: (ProfileOutcomes | undefined)[];
  /** The sandboxes of environments that run code, by environment. */
  readonly codeRuns: Map<number, CodeRun>;
  readonly engine: SandboxEngine | undefined;
  /** Whether the scenario asks for failures of Lambda itself. */
  readonly isFaulty: boolean;
  readonly aliasDraws: IndexedDraws;
  readonly faultDraws: IndexedDraws;
  readonly startAtMs: number;
  nowUs: number;
  requests: number;
  /** Arrivals, actions, steps, tickets and tasks on the agenda; when none is left, the run is over. */
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

/** Sets the one next instant of a ticket. */
export function scheduleTicket(world: World, ticket: number, atUs: number): void {
  world.tickets.columns.dueAtUs[ticket] = atUs;
  world.pending++;
  world.agenda.schedule(atUs, TICKET, ticket);
}

/** Has something done at an instant. @param background the run does not go on for its sake */
export function scheduleTask(world: World, atUs: number, task: () => void, background = false): void {
  if (!background) world.pending++;
  world.agenda.schedule(atUs, background ? BACKGROUND_TASK : TASK, world.tasks.push(task) - 1);
}

/** The version an environment is of. */
export const functionOf = (world: World, environment: number): FunctionState =>
  world.functions[world.environments.columns.function[environment] as number]!;
