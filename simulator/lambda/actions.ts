/**
 * What a person, or a pipeline, does during the run.
 *
 * Models: the API calls of the same names, as far as they change what happens next.
 * Assumed: a change is in force at once, except provisioned concurrency and SnapStart, which take
 * their time; the settings of reserved concurrency that AWS would refuse are refused here.
 */
import { ruleNumber } from '../facts/rules.ts';
import type { Action, LambdaFunction } from '../scenario/index.ts';
import { kindOf, NONE } from '../trace.ts';
import { send, type Client } from './callers.ts';
import { usageOf } from './code-run.ts';
import { createDeployment } from './deployment.ts';
import { inIdle, inInit, inInvoke, inReset, inShutdown } from './environments.ts';
import { endInit } from './initialize.ts';
import { finish, recordInitAgain } from './invoke.ts';
import { killed } from './outcomes.ts';
import { putProvisioned, recycle } from './provisioned.ts';
import { end, endOutdated, lives } from './reclaim.ts';
import { entriesOf, versionEntry } from './routing.ts';
import { configure, pointAlias, publishVersion, routingOf } from './versions.ts';
import type { AliasState, FunctionShared, World } from './world.ts';

const ACTION_REFUSED = kindOf('action.refused');
const CONCURRENCY_RESERVED = kindOf('concurrency.reserved');
const CONFIGURATION_UPDATED = kindOf('configuration.updated');
const RESOURCE_DELETED = kindOf('resource.deleted');

/** Carries out an action now. @param client sends the requests of an invoke */
export function act(world: World, action: Action, client: Client): void {
  switch (action.do) {
    case 'invoke':
      for (let i = 0; i < action.count; i++) send(world, client);
      return;
    case 'killEnvironment':
      return kill(world, action.environment);
    case 'deleteResource':
      return deleteResource(world, action.Arn);
    default:
      return change(world, world.byName.get(action.FunctionName)!, action);
  }
}

type Change = Exclude<Action, { do: 'invoke' | 'killEnvironment' | 'deleteResource' }>;

function change(world: World, shared: FunctionShared, action: Change): void {
  switch (action.do) {
    case 'updateFunctionConfiguration': {
      const { MemorySize, Timeout, Environment } = action;
      return update(world, shared, {
        ...(MemorySize === undefined ? {} : { MemorySize }),
        ...(Timeout === undefined ? {} : { Timeout }),
        ...(Environment === undefined ? {} : { Environment }),
      });
    }
    case 'updateFunctionCode': {
      const { Code, Profile } = action;
      return update(world, shared, { Code, Profile });
    }
    case 'publishVersion':
      return publishVersion(world, shared);
    case 'updateAlias': {
      const to = routingOf(shared, action.FunctionVersion, action.RoutingConfig?.AdditionalVersionWeights);
      if (to.version < 0) return refuse(world, shared, `version ${action.FunctionVersion} is not published`);
      pointAlias(world, shared, aliasNamed(world, shared, action.Name), to, NONE);
      return;
    }
    case 'putFunctionConcurrency':
      return reserve(world, shared, action.ReservedConcurrentExecutions);
    case 'deleteFunctionConcurrency':
      return reserve(world, shared, -1);
    case 'putProvisionedConcurrencyConfig':
      if (entriesOf(shared, action.Qualifier).length === 0)
        return refuse(world, shared, `${action.Qualifier} is neither a version nor an alias`);
      return putProvisioned(world, shared, action.Qualifier, action.ProvisionedConcurrentExecutions, NONE);
    case 'deleteProvisionedConcurrencyConfig':
      return putProvisioned(world, shared, action.Qualifier, 0, NONE);
    case 'putFunctionEventInvokeConfig': {
      shared.eventInvokeConfigs.set(action.Qualifier, action);
      record(world, shared, {
        MaximumRetryAttempts: action.MaximumRetryAttempts,
        MaximumEventAgeInSeconds: action.MaximumEventAgeInSeconds,
        DestinationConfig: action.DestinationConfig,
      });
      return;
    }
    case 'createDeployment':
      if (!shared.aliases.has(action.Alias)) return refuse(world, shared, `there is no alias ${action.Alias}`);
      if (versionEntry(shared, action.FunctionVersion) < 0)
        return refuse(world, shared, `version ${action.FunctionVersion} is not published`);
      return createDeployment(world, shared, action);
  }
}

/** The alias of that name, made when there is none. */
function aliasNamed({ trace }: World, shared: FunctionShared, name: string): AliasState {
  const known = shared.aliases.get(name);
  if (known) return known;
  const { aliases } = trace.header;
  const index = aliases.findIndex((alias) => alias.FunctionName === shared.name && alias.Name === name);
  const made: AliasState = { index, name, version: -1, additional: -1, weight: 0 };
  shared.aliases.set(name, made);
  return made;
}

/** A call that names what is not there changes nothing. */
function refuse({ trace }: World, shared: FunctionShared, statusReason: string): void {
  const rule = ruleNumber('action.notFound');
  const refused = trace.append(ACTION_REFUSED, shared.latest, NONE, NONE, NONE, rule);
  trace.pool[trace.at] = 404;
  trace.attach(refused, { statusReason });
}

/** A new configuration of `$LATEST`: its idle environments end, versions are not touched. */
function update(world: World, shared: FunctionShared, change: Partial<LambdaFunction>): void {
  const fn = world.functions[shared.latest]!;
  fn.configurationNumber++;
  configure(world, fn, { ...fn.configuration, ...change });
  const { Code, Profile, ...told } = change;
  const code = Code ? { Code: 'changed' } : {};
  const updated = record(world, shared, { ...told, ...code, ...(Profile ? { Profile } : {}) });
  endOutdated(world, fn.index, updated);
}

function record(world: World, shared: FunctionShared, change: object): number {
  const { trace } = world;
  const fn = world.functions[shared.latest]!;
  const rule = ruleNumber('configuration.updated');
  const updated = trace.append(CONFIGURATION_UPDATED, fn.index, NONE, NONE, NONE, rule);
  trace.pool[trace.at] = fn.configuration.MemorySize;
  trace.pool[trace.at + 1] = fn.timeoutUs;
  trace.attach(updated, { change: JSON.stringify(change) });
  return updated;
}

/** Sets reserved concurrency, unless too little would stay unreserved. @param reserved -1 for none */
function reserve(world: World, shared: FunctionShared, reserved: number): void {
  const { trace, ledger, facts } = world;
  const claim = (n: number): number => (n >= 0 ? n : shared.provisioned);
  const others = ledger.claimed - claim(shared.reserved);
  const keptUnreserved = Math.min(facts['limits.concurrency.unreservedMin'], ledger.accountLimit);
  const refused =
    reserved >= 0 && (reserved > ledger.accountLimit - others - keptUnreserved || reserved < shared.provisioned);
  if (!refused) {
    // What runs now moves to the pool it belongs to from now on.
    if (shared.reserved < 0) ledger.unreservedInFlight -= shared.inFlight;
    if (reserved < 0) ledger.unreservedInFlight += shared.inFlight;
    shared.reserved = reserved;
    ledger.claimed = others + claim(reserved);
    // A wrong model takes concurrency for requests a second.
    const each = world.policies.countsRequests ? 1 : facts['limits.requestsPerConcurrency'];
    shared.reservedRate.resize(Math.max(0, reserved) * each);
  }
  const rule = refused ? 'concurrency.refused' : reserved < 0 ? 'concurrency.unreserved' : 'concurrency.reserved';
  trace.append(CONCURRENCY_RESERVED, shared.latest, NONE, NONE, NONE, ruleNumber(rule));
  const { pool, at } = trace;
  pool[at] = reserved;
  pool[at + 1] = ledger.accountLimit - ledger.claimed;
  pool[at + 2] = refused ? 1 : 0;
}

function deleteResource(world: World, arn: string): void {
  const { trace } = world;
  world.deleted.add(arn);
  trace.append(RESOURCE_DELETED, 0, NONE, NONE, NONE, ruleNumber('resource.deleted'));
  trace.pool[trace.at] = trace.header.targets.indexOf(arn);
}

const provisionedType = 1;

function kill(world: World, environment: number): void {
  if (!lives(world, environment)) return;
  const { columns } = world.environments;
  const state = columns.state[environment];
  const isProvisioned = columns.initializationType[environment] === provisionedType;
  columns.stepAtUs[environment] = -1;
  if (state === inInit) return endInit(world, environment, 'error', 'Runtime.ExitError');
  if (state !== inIdle && state !== inReset) {
    const run = world.codeRuns.get(environment);
    const outcome = killed(world, environment, run && usageOf(world, environment, run));
    if (state !== inInvoke) recordInitAgain(world, environment, 'error', outcome.detail?.errorType);
    finish(world, environment, outcome);
  }
  if (columns.state[environment] === inShutdown) return;
  world.environments.unpark(environment);
  end(world, environment, 'reclaim.killed', NONE);
  if (isProvisioned) recycle(world, environment);
}
