/**
 * What a person does during a run, as the scenario's `actions` say it.
 *
 * Models: Invoke, UpdateFunctionConfiguration, and, beyond what AWS offers, ending an environment by
 * hand. A busy one loses its process first, which fails its invocation as a crash does.
 * Left out: the minute in which an update is `InProgress` and the old configuration still serves.
 */
import type { Action, LambdaFunction } from '../scenario.ts';
import { coldStart } from '../facts/cold-starts.ts';
import { ruleNumber } from '../facts/rules.ts';
import { secondsToUs } from '../kernel/units.ts';
import { kindOf, NONE } from '../trace.ts';
import { usageOf } from './code-run.ts';
import { inIdle, inInit, inInvoke, inReset, inShutdown } from './environments.ts';
import { receive } from './front-door.ts';
import { endInit } from './initialize.ts';
import { finish, recordInitAgain } from './invoke.ts';
import { killed, profileOutcomes } from './outcomes.ts';
import { end, endOutdated, lives } from './reclaim.ts';
import type { World } from './world.ts';

const CONFIGURATION_UPDATED = kindOf('configuration.updated');

/** Carries out an action now. @param body index of the body of an invoke */
export function act(world: World, action: Action, body: number): void {
  switch (action.do) {
    case 'invoke': {
      const fn = functionNamed(world, action.FunctionName);
      for (let i = 0; i < action.count; i++) receive(world, fn, body, NONE);
      return;
    }
    case 'updateFunctionConfiguration':
      return update(world, action);
    case 'killEnvironment':
      return kill(world, action.environment);
  }
}

const functionNamed = (world: World, name: string) =>
  world.functions.find(({ configuration }) => configuration.FunctionName === name)!;

function update(world: World, action: Action & { do: 'updateFunctionConfiguration' }): void {
  const fn = functionNamed(world, action.FunctionName);
  const { MemorySize, Timeout, Environment } = action;
  const change: Partial<LambdaFunction> = {
    ...(MemorySize === undefined ? {} : { MemorySize }),
    ...(Timeout === undefined ? {} : { Timeout }),
    ...(Environment === undefined ? {} : { Environment }),
  };
  fn.configuration = { ...fn.configuration, ...change };
  fn.configurationNumber++;
  fn.timeoutUs = secondsToUs(fn.configuration.Timeout);
  const { Runtime, PackageType, Architectures } = fn.configuration;
  fn.measured = coldStart(Runtime, PackageType, Architectures[0], fn.configuration.MemorySize);
  world.profileOutcomes[fn.index] = profileOutcomes(fn);
  const updated = world.trace.append(
    CONFIGURATION_UPDATED,
    fn.index,
    NONE,
    NONE,
    NONE,
    ruleNumber('configuration.updated'),
  );
  world.trace.pool[world.trace.at] = fn.configuration.MemorySize;
  world.trace.pool[world.trace.at + 1] = fn.timeoutUs;
  world.trace.attach(updated, { change: JSON.stringify(change) });
  endOutdated(world, fn.index, updated);
}

function kill(world: World, environment: number): void {
  if (!lives(world, environment)) return;
  const { columns } = world.environments;
  const state = columns.state[environment];
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
}
