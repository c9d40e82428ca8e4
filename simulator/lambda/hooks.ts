/** A function that a deployment invokes to check it, synchronously and once. */
import { kindOf, NONE } from '../trace.ts';
import { ruleNumber } from '../facts/rules.ts';
import { admit } from './admission.ts';
import { place } from './placement.ts';
import { hookAnswered } from './deployment.ts';
import { requestBody } from './request-body.ts';
import { HOOK } from './tickets.ts';
import type { FunctionShared, World } from './world.ts';

const INVOKE_RECEIVED = kindOf('invoke.received');
const synchronous = ruleNumber('request.synchronous');

/** @param deployment its place in the world's deployments */
export function invokeHook(world: World, shared: FunctionShared, deployment: number, cause: number): void {
  const { trace, tickets } = world;
  const fn = world.functions[shared.latest]!;
  const request = world.requests++;
  const body = world.bodies.push(requestBody({ payload: { DeploymentId: `d-${deployment}` } }, world.facts)) - 1;
  const received = trace.append(INVOKE_RECEIVED, fn.index, NONE, request, cause, synchronous);
  const { pool, at } = trace;
  pool[at] = world.bodies[body]!.bytes;
  pool[at + 1] = -1;
  pool[at + 2] = request;
  pool[at + 3] = 1;
  pool[at + 4] = -1;
  if (fn.configuration.Code) trace.attach(received, { payload: world.bodies[body]!.text });
  const admitted = admit(world, fn, request, received, true);
  if (admitted === NONE) return hookAnswered(world, deployment, true, trace.length - 1);
  const ticket = tickets.open(HOOK);
  tickets.columns.owner[ticket] = deployment;
  tickets.columns.request[ticket] = request;
  place(world, fn, request, body, ticket, request, -1, admitted);
}
