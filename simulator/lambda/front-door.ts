/**
 * A request arrives: is it well formed, and which version is it for?
 *
 * Models: the order of the checks of an Invoke: the request itself, then capacity, then an idle
 * environment or a new one (https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html).
 * Left out: permissions, the rate of the API itself.
 */
import { functionNotFound, pending, serviceFailure } from '../facts/messages.ts';
import { ruleNumber } from '../facts/rules.ts';
import { uniform } from '../kernel/random.ts';
import { functionArn } from '../identity.ts';
import { kindOf, NONE } from '../trace.ts';
import { admit } from './admission.ts';
import { acceptEvent } from './asynchronous.ts';
import { accepted, refused, throttledCall, type Client } from './callers.ts';
import { place } from './placement.ts';
import { routed, route } from './routing.ts';
import { isReady } from './snap-start.ts';
import type { FunctionState, World } from './world.ts';

const INVOKE_RECEIVED = kindOf('invoke.received');
const INVOKE_REJECTED = kindOf('invoke.rejected');

const synchronous = ruleNumber('request.synchronous');
const asynchronous = ruleNumber('request.asynchronous');
const pendingVersion = ruleNumber('snapStart.pending');
const notFound = ruleNumber('request.notFound');
const faulty = ruleNumber('fault.serviceError');

/** The draws of a request: the same for the same attempt at the same request of the same source. */
export const drawOf = (source: number, index: number, attempt: number): number =>
  (index + Math.imul(source, 0x9e37_79b1) + Math.imul(attempt - 1, 0x85eb_ca6b)) >>> 0;

/**
 * Takes in one request of a client.
 * @param index which of its source's requests
 * @param attempt of the client, from 1
 * @param ticket what waits for the answer, or NONE
 * @param cause the event that brought it, or NONE
 */
export function receive(
  world: World,
  client: Client,
  index: number,
  attempt: number,
  ticket: number,
  cause: number,
): void {
  const { trace } = world;
  const request = world.requests++;
  const { bytes, refusal, text } = world.bodies[client.body]!;
  const draw = drawOf(client.source, index, attempt);
  const fn = route(world, client, draw);
  const rule = client.asynchronous ? asynchronous : synchronous;
  const received = trace.append(INVOKE_RECEIVED, fn.index, NONE, request, cause, rule);
  const { pool, at } = trace;
  pool[at] = bytes;
  pool[at + 1] = client.source;
  pool[at + 2] = index;
  pool[at + 3] = attempt;
  pool[at + 4] = client.alias === undefined ? -1 : client.alias.index;
  if (fn.configuration.Code) trace.attach(received, { payload: text });
  if (ticket !== NONE) world.tickets.columns.request[ticket] = request;
  if (refusal)
    return reject(world, fn, request, ticket, received, refusal.rule, refusal.error, bytes, refusal.limitBytes);
  if (client.missing) {
    const { region, accountId } = world.scenario;
    const arn = functionArn(region, accountId, `${client.shared.name}:${client.qualifier}`);
    return reject(world, fn, request, ticket, received, notFound, functionNotFound({ arn }), bytes, 0);
  }
  const from =
    client.alias && client.alias.additional >= 0 ? routed(world, client, fn, request, received, draw) : received;
  if (!isReady(fn)) return reject(world, fn, request, ticket, from, pendingVersion, pending(), bytes, 0);
  if (client.asynchronous) {
    acceptEvent(world, client, fn, index, request, from);
    if (ticket !== NONE) accepted(world, ticket, from);
    return;
  }
  if (isFaulty(world, draw)) return reject(world, fn, request, ticket, from, faulty, serviceFailure(), bytes, 0);
  const admitted = admit(world, fn, request, from, true);
  if (admitted === NONE) {
    if (ticket !== NONE) throttledCall(world, ticket, trace.length - 1);
    return;
  }
  const replayed = world.replayed[client.source];
  place(world, fn, request, client.body, ticket, draw, replayed ? (replayed[index] as number) : -1, admitted);
}

/** Whether the service itself fails at this attempt, as the scenario asked for. */
export const isFaulty = (world: World, draw: number): boolean =>
  world.isFaulty && uniform(world.faultDraws.uint32(draw)) < world.scenario.faults.serviceErrorShare;

function reject(
  world: World,
  fn: FunctionState,
  request: number,
  ticket: number,
  cause: number,
  rule: number,
  error: { statusCode: number; errorType: string; payload: string },
  bytes: number,
  limitBytes: number,
): void {
  const { trace } = world;
  const rejected = trace.append(INVOKE_REJECTED, fn.index, NONE, request, cause, rule);
  const { pool, at } = trace;
  pool[at] = error.statusCode;
  pool[at + 1] = bytes;
  pool[at + 2] = limitBytes;
  trace.attach(rejected, { errorType: error.errorType, payload: error.payload });
  if (ticket !== NONE) refused(world, ticket, rejected, error.statusCode);
}
