/**
 * The wrong model in which one environment serves many requests at once. A request that joins gets a
 * place of its own in the columns, and the trace shows it in the environment that hosts it.
 */
import { ruleNumber } from '../facts/rules.ts';
import { kindOf, NONE, Trace } from '../trace.ts';
import { inInit, inShutdown, INVOKE, READY, RECLAIM } from './environments.ts';
import { beginInvoke } from './invoke.ts';
import { scheduleTask, type FunctionState, type World } from './world.ts';

const ENVIRONMENT_REUSED = kindOf('environment.reused');
const shared = ruleNumber('misconception.shared');

/** A trace that shows guests in their hosts. */
export class HostedTrace extends Trace {
  readonly hosts = new Map<number, number>();

  override append(
    kind: number,
    fn: number,
    environment: number,
    request: number,
    cause: number,
    rule?: number,
  ): number {
    return super.append(kind, fn, this.hosts.get(environment) ?? environment, request, cause, rule);
  }
}

const hostsOf = (world: World): Map<number, number> => (world.trace as HostedTrace).hosts;

/** The living environment that hosts the next request of a version, or NONE. */
export function hostFor(world: World, fn: FunctionState): number {
  const { host } = fn;
  return host !== NONE && world.environments.columns.state[host] !== inShutdown ? host : NONE;
}

/** A request joins the others in an environment. */
export function shareHost(world: World, guest: number, host: number, request: number, admitted: number): void {
  const { trace, environments, nowUs } = world;
  const { columns } = environments;
  hostsOf(world).set(guest, host);
  environments.live--;
  columns.lastSeq[guest] = trace.append(
    ENVIRONMENT_REUSED,
    columns.function[guest] as number,
    guest,
    request,
    admitted,
    shared,
  );
  environments.go(guest, READY);
  environments.go(guest, INVOKE);
  const readyAtUs = columns.state[host] === inInit ? (columns.stepAtUs[host] as number) : nowUs;
  if (readyAtUs > nowUs) scheduleTask(world, readyAtUs, () => beginInvoke(world, guest, false));
  else beginInvoke(world, guest, false);
}

/** Whether an environment is only a place in another; when it has nothing to do it vanishes. */
export function vanish(world: World, environment: number): boolean {
  if (world.policies.requestsPerEnvironment === 1) return false;
  const host = hostsOf(world).get(environment);
  if (host === undefined) return false;
  world.environments.columns.idleSinceUs[host] = world.nowUs;
  world.environments.go(environment, RECLAIM);
  world.environments.free(environment);
  return true;
}
