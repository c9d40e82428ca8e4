/**
 * What leaves the queue of asynchronous events besides the answer: records for destinations, events
 * for dead-letter queues.
 *
 * Models: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html.
 * Assumed: the record of a loop that was stopped invokes nothing.
 */
import { destinationRecord } from '../destination-record.ts';
import { timeoutError } from '../facts/messages.ts';
import { ruleNumber } from '../facts/rules.ts';
import { functionArn, requestId } from '../identity.ts';
import { conditions, kindOf, NONE } from '../trace.ts';
import { addressee, configOf, invokeByLambda } from './asynchronous.ts';
import type { Outcome } from './invoke.ts';
import { profileError } from './outcomes.ts';
import { requestBody } from './request-body.ts';
import type { World } from './world.ts';

const DESTINATION_DELIVERED = kindOf('destination.delivered');
const DESTINATION_FAILED = kindOf('destination.failed');
const rules = {
  deadLetter: ruleNumber('async.deadLetter'),
  gone: ruleNumber('destination.gone'),
  delivered: ruleNumber('destination.delivered'),
};

/** Sends the record to the destination for this end, if there is one. */
export function sendRecord(
  world: World,
  ticket: number,
  condition: (typeof conditions)[number],
  outcome: Outcome | undefined,
): void {
  const { OnSuccess, OnFailure } = configOf(world, ticket).DestinationConfig;
  const target = (condition === 'Success' ? OnSuccess : OnFailure)?.Destination;
  if (target) deliver(world, ticket, target, condition, outcome, 0);
}

/** Sends the record, or for a dead-letter queue the event, to one target. */
export function deliver(
  world: World,
  ticket: number,
  target: string,
  condition: (typeof conditions)[number],
  outcome: Outcome | undefined,
  deadLetter: number,
): void {
  const { trace, tickets } = world;
  const { columns } = tickets;
  const isGone = world.deleted.has(target);
  const sent = trace.append(
    isGone ? DESTINATION_FAILED : DESTINATION_DELIVERED,
    columns.version[ticket] as number,
    NONE,
    columns.request[ticket] as number,
    columns.lastSeq[ticket] as number,
    isGone ? rules.gone : deadLetter ? rules.deadLetter : rules.delivered,
  );
  const { pool, at } = trace;
  pool[at] = trace.header.targets.indexOf(target);
  pool[at + 1] = conditions.indexOf(condition);
  pool[at + 2] = columns.attempt[ticket] as number;
  pool[at + 3] = deadLetter;
  // A loop that was stopped is not set going again by its own record.
  const isStopped = (columns.depth[ticket] as number) > world.facts['recursion.limit'];
  if (isGone || isStopped || !target.startsWith('arn:aws:lambda:')) return;
  const [, , , , , , name = '', qualifier] = target.split(':');
  const shared = world.byName.get(name)!;
  const text = recordOf(world, ticket, condition, outcome);
  const body = world.freeBodies.pop() ?? world.bodies.length;
  world.bodies[body] = requestBody({ payloadText: text }, world.facts, true);
  const depth = (columns.depth[ticket] as number) + 1;
  invokeByLambda(world, { shared, qualifier, alias: undefined, missing: false }, body, depth, sent);
}

/** What a destination reads. */
function recordOf(world: World, ticket: number, condition: string, outcome: Outcome | undefined): string {
  const { region, accountId, seed } = world.scenario;
  const { columns } = world.tickets;
  const fn = world.functions[columns.version[ticket] as number]!;
  const qualifier = addressee(world, ticket).qualifier ?? '$LATEST';
  return destinationRecord({
    atMs: world.startAtMs + Math.floor(world.nowUs / 1000),
    requestId: requestId(seed, columns.request[ticket] as number),
    functionArn: functionArn(region, accountId, `${fn.shared.name}:${qualifier}`),
    condition,
    approximateInvokeCount: columns.attempt[ticket] as number,
    requestPayload: world.bodies[columns.body[ticket] as number]!.text,
    ...(outcome && {
      response: { executedVersion: fn.version, failed: outcome.failed, payload: answerOf(world, ticket, outcome) },
    }),
  });
}

/** What the function answered; a profile says only how it ended. */
function answerOf(world: World, ticket: number, { detail, failed, status }: Outcome): string {
  if (detail?.payload !== undefined) return detail.payload;
  if (!failed) return 'null';
  if (status !== 'timeout') return profileError;
  const { columns } = world.tickets;
  return timeoutError({
    requestId: requestId(world.scenario.seed, columns.request[ticket] as number),
    timeoutSeconds: world.functions[columns.version[ticket] as number]!.configuration.Timeout,
    asOf: world.scenario.asOf,
    atEpochMs: world.startAtMs + Math.floor(world.nowUs / 1000),
  }).payload;
}
