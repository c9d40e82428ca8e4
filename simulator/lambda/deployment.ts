/**
 * A deployment with CodeDeploy: the weight of an alias moves to a new version, step by step, watched
 * by hooks and alarms.
 *
 * Models: the predefined canary and linear configurations
 * (https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html), the two
 * hooks of Lambda deployments, the roll-back when a hook fails or an alarm goes off.
 * Assumed: CodeDeploy itself takes no time; a hook succeeds when its function ends without an error;
 * an alarm looks at whole minutes from the start, at the requests that ended in them.
 */
import { deploymentConfigs } from '../facts/deployments.ts';
import { ruleNumber, type RuleId } from '../facts/rules.ts';
import { invariant } from '../kernel/invariant.ts';
import { secondsToUs } from '../kernel/units.ts';
import type { Action } from '../scenario/index.ts';
import { deploymentSteps, kindOf, NONE } from '../trace.ts';
import { invokeHook } from './hooks.ts';
import { versionEntry } from './routing.ts';
import { pointAlias } from './versions.ts';
import { scheduleTask, type AliasState, type FunctionShared, type World } from './world.ts';

const DEPLOYMENT_CHANGED = kindOf('deployment.changed');
const minuteUs = secondsToUs(60);

type Request = Action & { readonly do: 'createDeployment' };

/** A deployment under way. */
export interface Deployment {
  readonly request: Request;
  readonly shared: FunctionShared;
  readonly alias: AliasState;
  readonly from: number;
  readonly to: number;
  /** What its end waits for. */
  stage: 'before' | 'shifting' | 'after' | 'over';
  lastSeq: number;
  /** Minutes in a row that each alarm was over its threshold. */
  readonly breaches: number[];
  /** Totals of both versions when the last minute began. */
  seen: Totals;
}

interface Totals {
  errors: number;
  throttles: number;
  durationUs: number;
  ended: number;
}

/** Starts a deployment to a published version. */
export function createDeployment(world: World, shared: FunctionShared, request: Request): void {
  const alias = shared.aliases.get(request.Alias);
  invariant(alias, 'a deployment needs its alias');
  const to = versionEntry(shared, request.FunctionVersion);
  const deployment: Deployment = {
    request,
    shared,
    alias,
    from: alias.version,
    to,
    stage: 'before',
    lastSeq: NONE,
    breaches: request.Alarms.map(() => 0),
    seen: { errors: 0, throttles: 0, durationUs: 0, ended: 0 },
  };
  const place = world.deployments.push(deployment) - 1;
  deployment.seen = totals(world, deployment);
  record(world, deployment, 'started', 'deployment.started', 0);
  if (request.Alarms.length > 0) watch(world, deployment);
  if (request.BeforeAllowTraffic) hook(world, deployment, place, request.BeforeAllowTraffic);
  else shift(world, deployment, place);
}

/** The function of a hook has answered; one that is not even let in has failed. */
export function hookAnswered(world: World, place: number, failed: boolean, seq: number): void {
  const deployment = world.deployments[place]!;
  if (deployment.stage === 'over') return;
  deployment.lastSeq = seq;
  if (failed) return rollBack(world, deployment, 'deployment.hookFailed');
  if (deployment.stage === 'before') shift(world, deployment, place);
  else succeed(world, deployment);
}

function hook(world: World, deployment: Deployment, place: number, name: string): void {
  record(world, deployment, 'hookInvoked', 'deployment.hookInvoked', deployment.alias.weight);
  invokeHook(world, world.byName.get(name)!, place, deployment.lastSeq);
}

function shift(world: World, deployment: Deployment, place: number): void {
  deployment.stage = 'shifting';
  const { kind, percent, minutes } = deploymentConfigs[deployment.request.DeploymentConfigName];
  const step = (weight: number): void => {
    if (deployment.stage !== 'shifting') return;
    if (weight >= 100) return shifted(world, deployment, place);
    move(world, deployment, weight / 100);
    const next = kind === 'canary' ? 100 : weight + percent;
    scheduleTask(world, world.nowUs + minutes * minuteUs, () => step(next));
  };
  step(percent);
}

function shifted(world: World, deployment: Deployment, place: number): void {
  const { shared, alias, to, request } = deployment;
  record(world, deployment, 'shifted', 'deployment.shifted', 1);
  deployment.lastSeq = pointAlias(world, shared, alias, { version: to, additional: -1, weight: 0 }, deployment.lastSeq);
  deployment.stage = 'after';
  if (request.AfterAllowTraffic) hook(world, deployment, place, request.AfterAllowTraffic);
  else succeed(world, deployment);
}

function move(world: World, deployment: Deployment, weight: number): void {
  const { shared, alias, from, to } = deployment;
  record(world, deployment, 'shifted', 'deployment.shifted', weight);
  deployment.lastSeq = pointAlias(world, shared, alias, { version: from, additional: to, weight }, deployment.lastSeq);
}

function succeed(world: World, deployment: Deployment): void {
  deployment.stage = 'over';
  record(world, deployment, 'succeeded', 'deployment.succeeded', 1);
}

function rollBack(world: World, deployment: Deployment, rule: RuleId): void {
  deployment.stage = 'over';
  record(world, deployment, 'rolledBack', rule, 0);
  const { shared, alias, from } = deployment;
  pointAlias(world, shared, alias, { version: from, additional: -1, weight: 0 }, deployment.lastSeq);
}

/** Looks at the alarms at the end of each minute. */
function watch(world: World, deployment: Deployment): void {
  scheduleTask(
    world,
    world.nowUs + minuteUs,
    () => {
      if (deployment.stage === 'over') return;
      const now = totals(world, deployment);
      const { seen, request, breaches } = deployment;
      deployment.seen = now;
      const ended = now.ended - seen.ended;
      const values = {
        Errors: now.errors - seen.errors,
        Throttles: now.throttles - seen.throttles,
        Duration: ended === 0 ? 0 : (now.durationUs - seen.durationUs) / ended / 1000,
      };
      const isOff = request.Alarms.some((alarm, i) => {
        breaches[i] = values[alarm.MetricName] > alarm.Threshold ? breaches[i]! + 1 : 0;
        return breaches[i] >= alarm.EvaluationPeriods;
      });
      if (isOff) return rollBack(world, deployment, 'deployment.alarm');
      watch(world, deployment);
    },
    true,
  );
}

/** Totals of the two versions together. */
function totals(world: World, { from, to }: Deployment): Totals {
  const [a, b] = [world.functions[from]!.totals, world.functions[to]!.totals];
  return {
    errors: a.errors + b.errors,
    throttles: a.throttles + b.throttles,
    durationUs: a.durationUs + b.durationUs,
    ended: a.ended + b.ended,
  };
}

function record(
  world: World,
  deployment: Deployment,
  step: (typeof deploymentSteps)[number],
  rule: RuleId,
  weight: number,
): void {
  const { trace } = world;
  const { to, alias } = deployment;
  deployment.lastSeq = trace.append(DEPLOYMENT_CHANGED, to, NONE, NONE, deployment.lastSeq, ruleNumber(rule));
  const { pool, at } = trace;
  pool[at] = deploymentSteps.indexOf(step);
  pool[at + 1] = weight;
  pool[at + 2] = to;
  pool[at + 3] = alias.index;
}
