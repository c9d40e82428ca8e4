/**
 * The whole run: a scenario goes in, a trace comes out. Pure: the same scenario gives the same trace,
 * byte for byte, wherever it runs.
 */
import { coldStart } from './facts/cold-starts.ts';
import { factsOn, type Facts } from './facts/index.ts';
import { Agenda } from './kernel/agenda.ts';
import { invariant, InvariantError } from './kernel/invariant.ts';
import { IndexedDraws } from './kernel/random.ts';
import { msToUs, secondsToUs } from './kernel/units.ts';
import { act } from './lambda/actions.ts';
import { stepCode } from './lambda/code-run.ts';
import { Environments, inInit, inInitAgain } from './lambda/environments.ts';
import { receive } from './lambda/front-door.ts';
import { stepInit } from './lambda/initialize.ts';
import { stepInitAgain, stepInvoke } from './lambda/invoke.ts';
import { profileOutcomes, shareTexts } from './lambda/outcomes.ts';
import { ring } from './lambda/reclaim.ts';
import { requestBody, type RequestBody } from './lambda/request-body.ts';
import type { SandboxEngine } from './lambda/sandbox.ts';
import { arrivals, type Arrivals } from './lambda/traffic.ts';
import { ACTION, ARRIVAL, RECLAIM_TIMER, STEP, type FunctionState, type World } from './lambda/world.ts';
import { awsPolicies, type Policies } from './policies.ts';
import type { LambdaFunction, Scenario } from './scenario.ts';
import { NONE, Trace, type TraceHeader } from './trace.ts';

export interface Progress {
  readonly atUs: number;
  readonly requests: number;
  readonly events: number;
}

export interface SimulateOptions {
  /** Runs the learner's code; needed when a function has `Code`. From `#simulator/sandbox`. */
  readonly engine?: SandboxEngine;
  /** What Lambda decides; AWS's way when left out. */
  readonly policies?: Policies;
  /** Called now and then while the run goes on, for progress and signs of life. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Agenda entries between two calls of `onProgress`. */
const progressEvery = 4096;

/**
 * Runs a scenario.
 * @param scenario from `parseScenario`
 * @returns the trace of everything that happened
 * @throws InvariantError when the simulator is wrong, never because of the learner's code
 */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): Trace {
  const world = createWorld(scenario, options);
  const sources = scenario.traffic.map((source, i) => arrivals(source, scenario.seed, `arrivals/${i}`));
  const trafficFunctions = scenario.traffic.map(({ FunctionName }) => indexOf(scenario, FunctionName));
  sources.forEach((source, i) => scheduleArrival(world, source, i));
  scenario.actions.forEach(({ atMs }, i) => {
    world.pending++;
    world.agenda.schedule(msToUs(atMs), ACTION, i);
  });
  const { agenda } = world;
  const untilUs = scenario.untilMs === undefined ? Infinity : msToUs(scenario.untilMs);
  const toTheEnd = scenario.untilMs !== undefined;
  let steps = 0;
  while ((toTheEnd || world.pending > 0) && agenda.nextAtUs <= untilUs && agenda.take()) {
    if (agenda.atUs < world.nowUs) throw new InvariantError(`time went back from ${world.nowUs} to ${agenda.atUs}`);
    world.nowUs = agenda.atUs;
    world.trace.atUs = agenda.atUs;
    const { target } = agenda;
    switch (agenda.kind) {
      case ARRIVAL:
        world.pending--;
        scheduleArrival(world, sources[target]!, target);
        receive(world, world.functions[trafficFunctions[target]!]!, target, NONE);
        break;
      case ACTION:
        world.pending--;
        act(world, scenario.actions[target]!, sources.length + target);
        break;
      case STEP:
        world.pending--;
        step(world, target);
        break;
      case RECLAIM_TIMER:
        ring(world, target);
    }
    if (++steps % progressEvery === 0)
      options.onProgress?.({ atUs: world.nowUs, requests: world.requests, events: world.trace.length });
  }
  for (const run of world.codeRuns.values()) run.sandbox.dispose();
  return world.trace;
}

function scheduleArrival(world: World, source: Arrivals, index: number): void {
  const atUs = source();
  if (atUs < 0) return;
  world.pending++;
  world.agenda.schedule(atUs, ARRIVAL, index);
}

function step(world: World, environment: number): void {
  const { columns } = world.environments;
  if (columns.stepAtUs[environment] !== world.nowUs) return; // it was killed meanwhile
  const run = world.codeRuns.get(environment);
  if (run) return stepCode(world, environment, run);
  const state = columns.state[environment];
  if (state === inInit) stepInit(world, environment);
  else if (state === inInitAgain) stepInitAgain(world, environment);
  else stepInvoke(world, environment);
}

function createWorld(scenario: Scenario, options: SimulateOptions): World {
  const facts = factsOn(scenario.asOf);
  const startAtMs = Date.parse(scenario.startAt ?? `${scenario.asOf}T09:00:00.000Z`);
  const functions = scenario.functions.map((fn, index) => functionState(fn, index, scenario.seed, facts));
  const trace = new Trace(header(scenario, startAtMs));
  shareTexts(trace);
  invariant(options.engine || functions.every(({ configuration }) => !configuration.Code), 'code needs an engine');
  return {
    scenario,
    facts,
    rates: {
      initLimitUs: secondsToUs(facts['limits.init.onDemand']),
      warmOverheadUs: msToUs(facts['runtime.warmOverhead']),
      responseLimitBytes: facts['limits.payload.syncResponse'],
    },
    policies: options.policies ?? awsPolicies,
    trace,
    agenda: new Agenda(),
    environments: new Environments(functions.length),
    functions,
    ledger: {
      accountLimit: scenario.account.ConcurrentExecutions,
      reservedTotal: functions.reduce((sum, { reserved }) => sum + Math.max(0, reserved), 0),
      unreservedInFlight: 0,
    },
    bodies: bodies(scenario, facts),
    profileOutcomes: functions.map(profileOutcomes),
    codeRuns: new Map(),
    engine: options.engine,
    startAtMs,
    nowUs: 0,
    requests: 0,
    pending: 0,
  };
}

function functionState(configuration: LambdaFunction, index: number, seed: number, facts: Facts): FunctionState {
  const { Runtime, PackageType, Architectures, MemorySize, FunctionName } = configuration;
  return {
    index,
    configuration,
    configurationNumber: 0,
    reserved: configuration.ReservedConcurrentExecutions ?? -1,
    inFlight: 0,
    timeoutUs: secondsToUs(configuration.Timeout),
    measured: coldStart(Runtime, PackageType, Architectures[0], MemorySize),
    billTerms: {
      // Custom runtimes and images always paid for their init.
      managedZip: PackageType === 'Zip' && !Runtime.startsWith('provided'),
      roundingMs: facts['billing.rounding'],
      initBilled: facts['billing.initBilled'] === 1,
    },
    initDraws: new IndexedDraws(seed, `init/${FunctionName}`),
    durationDraws: new IndexedDraws(seed, `duration/${FunctionName}`),
    errorDraws: new IndexedDraws(seed, `error/${FunctionName}`),
  };
}

/** The body of every traffic source, then of every action, by place. */
function bodies(scenario: Scenario, facts: Facts): RequestBody[] {
  return [...scenario.traffic, ...scenario.actions].map((item) =>
    requestBody('do' in item && item.do !== 'invoke' ? {} : item, facts),
  );
}

const indexOf = (scenario: Scenario, name: string): number =>
  scenario.functions.findIndex(({ FunctionName }) => FunctionName === name);

function header(scenario: Scenario, startAtMs: number): TraceHeader {
  return {
    seed: scenario.seed,
    asOf: scenario.asOf,
    startAtMs,
    region: scenario.region,
    accountId: scenario.accountId,
    accountConcurrency: scenario.account.ConcurrentExecutions,
    functions: scenario.functions.map((fn) => ({
      FunctionName: fn.FunctionName,
      Runtime: fn.Runtime,
      Architectures: fn.Architectures,
      PackageType: fn.PackageType,
      MemorySize: fn.MemorySize,
      Timeout: fn.Timeout,
      EphemeralStorage: fn.EphemeralStorage,
      LoggingConfig: fn.LoggingConfig as TraceHeader['functions'][number]['LoggingConfig'],
      runs: fn.Code ? 'code' : 'profile',
    })),
  };
}
