/**
 * The whole run: a scenario goes in, a trace comes out. Pure: the same scenario gives the same trace,
 * byte for byte, wherever it runs.
 */
import { ruleNumber } from './facts/rules.ts';
import { InvariantError } from './kernel/invariant.ts';
import { msToUs } from './kernel/units.ts';
import { act } from './lambda/actions.ts';
import { dispatch } from './lambda/asynchronous.ts';
import { startScaling } from './lambda/auto-scaling.ts';
import { callDue, firstThoughtUs, send } from './lambda/callers.ts';
import { stepCode } from './lambda/code-run.ts';
import { createWorld } from './lambda/create-world.ts';
import { inInit, inInitAgain } from './lambda/environments.ts';
import { stepInit } from './lambda/initialize.ts';
import { stepInitAgain, stepInvoke } from './lambda/invoke.ts';
import { allocateBefore } from './lambda/provisioned.ts';
import { ring } from './lambda/reclaim.ts';
import type { SandboxEngine } from './lambda/sandbox.ts';
import { RESTORING, snapshotBefore, stepRestore } from './lambda/snap-start.ts';
import { EVENT } from './lambda/tickets.ts';
import { arrivals, type Arrivals } from './lambda/traffic.ts';
import { fillWarmPools } from './lambda/warm-pool.ts';
import {
  ACTION,
  ARRIVAL,
  BACKGROUND_TASK,
  RECLAIM_TIMER,
  scheduleTask,
  STEP,
  TASK,
  TICKET,
  type World,
} from './lambda/world.ts';
import type { Policies } from './policies.ts';
import { scenarioLimits, type Scenario } from './scenario/index.ts';
import { kindOf, NONE, wantedKinds, type EventType, type EventView, type Trace, type TraceHeader } from './trace.ts';

export interface Progress {
  readonly atUs: number;
  readonly requests: number;
  readonly events: number;
}

export interface SimulateOptions {
  /** Runs the learner's code; needed when a function has `Code`. From `#simulator/sandbox`. */
  readonly engine?: SandboxEngine;
  /** What Lambda decides; AWS's way, or the scenario's misconception, when left out. */
  readonly policies?: Policies;
  /** Called now and then while the run goes on, for progress and signs of life. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Called with every event in order, soon after it happened; no event is kept then, and the trace
   * that is returned holds its header alone. For runs of many millions of requests.
   */
  readonly observe?: (event: EventView) => void;
  /** The types of events that `observe` gets; all when left out. */
  readonly listens?: readonly EventType[];
  /** Called once before the first event, for projections that run along. */
  readonly onHeader?: (header: TraceHeader) => void;
}

const RUN_CUT = kindOf('run.cut');

/** Agenda entries between two calls of `onProgress`. */
const progressEvery = 4096;
/** Events kept at most before an observer gets them. */
const observeEvery = 65_536;

/**
 * Runs a scenario.
 * @param scenario from `parseScenario`
 * @returns the trace of everything that happened
 * @throws InvariantError when the simulator is wrong, never because of the learner's code
 */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): Trace {
  const { observe, onProgress } = options;
  const world = createWorld(scenario, options.engine, options.policies, observe === undefined);
  options.onHeader?.(world.trace.header);
  const { agenda, trace } = world;
  const sources = scenario.traffic.map((source, i) =>
    arrivals(source, scenario.seed, `arrivals/${i}`, world.startAtMs),
  );
  begin(world, sources);
  const untilUs = scenario.untilMs === undefined ? Infinity : msToUs(scenario.untilMs);
  const toTheEnd = scenario.untilMs !== undefined;
  const wanted = wantedKinds(options.listens);
  const mostRequests = requestLimit(scenario, observe !== undefined);
  let steps = 0;
  let observed = 0;
  while ((toTheEnd || world.pending > 0) && agenda.nextAtUs <= untilUs && agenda.take()) {
    if (agenda.atUs < world.nowUs) throw new InvariantError(`time went back from ${world.nowUs} to ${agenda.atUs}`);
    world.nowUs = agenda.atUs;
    trace.atUs = agenda.atUs;
    const { target } = agenda;
    switch (agenda.kind) {
      case ARRIVAL:
        world.pending--;
        scheduleArrival(world, sources[target]!, target);
        send(world, world.clients[target]!);
        break;
      case STEP:
        world.pending--;
        step(world, target);
        break;
      case RECLAIM_TIMER:
        ring(world, target);
        break;
      case TICKET:
        ticketDue(world, target);
        break;
      case ACTION:
        world.pending--;
        act(world, scenario.actions[target]!, world.clients[sources.length + target]!);
        break;
      case TASK:
        world.pending--;
        world.tasks[target]!();
        break;
      case BACKGROUND_TASK:
        world.tasks[target]!();
    }
    if (world.requests > mostRequests) {
      trace.append(RUN_CUT, 0, NONE, NONE, NONE, ruleNumber('run.cut'));
      trace.pool[trace.at] = world.requests;
      trace.pool[trace.at + 1] = mostRequests;
      break;
    }
    if (observe && trace.length - observed >= observeEvery) {
      trace.drain(observe, wanted);
      observed = trace.length;
    }
    if (++steps % progressEvery === 0)
      onProgress?.({ atUs: world.nowUs, requests: world.requests, events: trace.length });
  }
  if (observe) trace.drain(observe, wanted);
  for (const run of world.codeRuns.values()) run.sandbox.dispose();
  return trace;
}

/** Clients that try again, closed loops and loops of functions can bring more than a scenario names. */
function requestLimit({ functions }: Scenario, isObserved: boolean): number {
  if (functions.some(({ Code }) => Code)) return 2 * scenarioLimits.codeRequests;
  return 2 * (isObserved ? scenarioLimits.profileRequests : scenarioLimits.keptRequests);
}

/** Sets up what a scenario has before its time 0, and everything that begins by itself. */
function begin(world: World, sources: readonly Arrivals[]): void {
  const { scenario } = world;
  for (const fn of world.functions)
    if (
      fn.version !== '$LATEST' &&
      fn.configuration.SnapStart.ApplyOn === 'PublishedVersions' &&
      fn.snapStart.state === 'off'
    )
      if (fn.shared.versions.includes(fn.index)) snapshotBefore(world, fn);
  for (const shared of world.byName.values()) allocateBefore(world, shared);
  fillWarmPools(world);
  for (const target of scenario.scalableTargets) startScaling(world, target);
  sources.forEach((source, i) => scheduleArrival(world, source, i));
  scenario.traffic.forEach((source, i) => {
    if (source.kind !== 'closedLoop') return;
    const client = world.clients[i]!;
    const loop = client.closedLoop!;
    for (let user = 0; user < loop.users; user++) {
      const atUs = msToUs(source.fromMs) + firstThoughtUs(loop, user);
      if (atUs < loop.toUs) scheduleTask(world, atUs, () => send(world, client, user));
    }
  });
  scenario.actions.forEach(({ atMs }, i) => {
    world.pending++;
    world.agenda.schedule(msToUs(atMs), ACTION, i);
  });
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
  const state = columns.state[environment];
  if (state === inInit && columns.initUs[environment] === RESTORING && (!run || run.next === 'load'))
    return stepRestore(world, environment);
  if (run) return stepCode(world, environment, run);
  if (state === inInit) stepInit(world, environment);
  else if (state === inInitAgain) stepInitAgain(world, environment);
  else stepInvoke(world, environment);
}

function ticketDue(world: World, ticket: number): void {
  const { columns } = world.tickets;
  if (columns.dueAtUs[ticket] !== world.nowUs) return; // it was cancelled, and counted then
  world.pending--;
  columns.dueAtUs[ticket] = -1;
  if (columns.kind[ticket] === EVENT) dispatch(world, ticket);
  else callDue(world, ticket);
}
