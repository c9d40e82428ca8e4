/**
 * Clients: how long they wait for an answer and whether they try again.
 *
 * Models: the standard and adaptive retry modes of the AWS SDKs: a random share of a wait that doubles
 * with each attempt, a retry quota that failures use up and successes refill, and in adaptive mode a
 * rate of sending that throttles bring down
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html). A throttle, a server
 * error and a time-out of the client are tried again; an error of the function is an answer.
 * Assumed: one client for all requests of a source; answers take no time on the way.
 * Left out: the legacy mode, which differs between SDKs.
 */
import { ruleNumber } from '../facts/rules.ts';
import { exponential, type IndexedDraws, uniform } from '../kernel/random.ts';
import { msToUs } from '../kernel/units.ts';
import type { Caller, Distribution } from '../scenario/index.ts';
import { kindOf, NONE } from '../trace.ts';
import type { AdaptiveRate } from './adaptive-rate.ts';
import { drawMs } from './distribution.ts';
import { receive } from './front-door.ts';
import type { Outcome } from './invoke.ts';
import type { Addressee } from './routing.ts';
import { CALL } from './tickets.ts';
import { scheduleTicket, type World } from './world.ts';

const CALLER_GAVE_UP = kindOf('caller.gaveUp');
const CALLER_HELD = kindOf('caller.held');
const CALLER_RETRY_SCHEDULED = kindOf('caller.retryScheduled');
const CALLER_TIMED_OUT = kindOf('caller.timedOut');

const timedOutRule = ruleNumber('caller.timeout');
const retryRule = ruleNumber('caller.retry');
const attemptsUsedUp = ruleNumber('caller.attemptsUsedUp');
const quotaUsedUp = ruleNumber('caller.quotaUsedUp');
const heldRule = ruleNumber('caller.held');
const retriedByLambda = ruleNumber('misconception.retried');

/** Users who each send their next request after the answer to their last. */
export interface ClosedLoop {
  readonly users: number;
  readonly thinkMs: Distribution;
  readonly toUs: number;
  readonly draws: IndexedDraws;
}

/** What sends the requests of one source. */
export interface Client extends Addressee {
  /** Place of the source in the scenario; actions count on after the traffic. */
  readonly source: number;
  readonly asynchronous: boolean;
  /** Index into `world.bodies`. */
  readonly body: number;
  readonly caller: Caller | undefined;
  readonly closedLoop: ClosedLoop | undefined;
  readonly adaptive: AdaptiveRate | undefined;
  readonly waitDraws: IndexedDraws;
  /** Whether somebody has to be told how its requests end. */
  readonly waits: boolean;
  /** Tokens left of the retry quota. */
  quota: number;
  /** Requests sent so far. */
  sent: number;
}

/** Sends the next request of a client. @param index which of its requests; the next in order when left out */
export function send(world: World, client: Client, index = client.sent, cause = NONE): void {
  client.sent++;
  if (!client.waits) return receive(world, client, index, 1, NONE, cause);
  const { columns } = world.tickets;
  const ticket = world.tickets.open(CALL);
  columns.owner[ticket] = client.source;
  columns.index[ticket] = index;
  world.tickets.columns.startedAtUs[ticket] = world.nowUs;
  attempt(world, ticket);
}

/** Sends the request of a ticket, for the first time or again. */
function attempt(world: World, ticket: number): void {
  const { columns } = world.tickets;
  const client = clientOf(world, ticket);
  const wait = client.adaptive?.hold(world.nowUs) ?? 0;
  if (wait > 0) return hold(world, ticket, client, wait);
  const number = ++columns.attempt[ticket]!;
  columns.environment[ticket] = NONE;
  if (client.caller?.timeoutMs !== undefined)
    scheduleTicket(world, ticket, world.nowUs + msToUs(client.caller.timeoutMs));
  receive(world, client, columns.index[ticket] as number, number, ticket, columns.lastSeq[ticket] as number);
}

/** A client in adaptive mode sends later, because it was throttled lately. */
function hold(world: World, ticket: number, client: Client, waitUs: number): void {
  const { trace, tickets, nowUs } = world;
  const { columns } = tickets;
  columns.lastSeq[ticket] = trace.append(
    CALLER_HELD,
    client.shared.latest,
    NONE,
    NONE,
    columns.lastSeq[ticket] as number,
    heldRule,
  );
  const { pool, at } = trace;
  pool[at] = client.source;
  pool[at + 1] = columns.index[ticket] as number;
  pool[at + 2] = waitUs;
  scheduleTicket(world, ticket, nowUs + waitUs);
}

/** The ticket's instant has come: the client hangs up, or sends again. */
export function callDue(world: World, ticket: number): void {
  const { columns } = world.tickets;
  const environment = columns.environment[ticket] as number;
  const client = clientOf(world, ticket);
  if (environment === NONE) {
    if (client.closedLoop && columns.attempt[ticket] === 0xffff_ffff) return nextOfUser(world, ticket, client);
    return attempt(world, ticket);
  }
  world.environments.columns.ticket[environment] = NONE;
  const { trace, nowUs } = world;
  columns.lastSeq[ticket] = trace.append(
    CALLER_TIMED_OUT,
    world.environments.columns.function[environment] as number,
    NONE,
    columns.request[ticket] as number,
    world.environments.columns.lastSeq[environment] as number,
    timedOutRule,
  );
  trace.pool[trace.at] = msToUs(client.caller!.timeoutMs!);
  trace.pool[trace.at + 1] = columns.attempt[ticket] as number;
  client.adaptive?.answered(nowUs, false);
  retryOrGiveUp(world, ticket, client, 'timeout');
}

/** The request of a ticket was throttled. @param seq the event that says so */
export function throttledCall(world: World, ticket: number, seq: number): void {
  const client = clientOf(world, ticket);
  cancel(world, ticket);
  world.tickets.columns.lastSeq[ticket] = seq;
  client.adaptive?.answered(world.nowUs, true);
  retryOrGiveUp(world, ticket, client, 'throttled');
}

/** The request of a ticket was refused; only a server error is tried again. */
export function refused(world: World, ticket: number, seq: number, statusCode: number): void {
  const client = clientOf(world, ticket);
  cancel(world, ticket);
  world.tickets.columns.lastSeq[ticket] = seq;
  client.adaptive?.answered(world.nowUs, false);
  if (statusCode >= 500) return retryOrGiveUp(world, ticket, client, 'transient');
  ended(world, ticket, client);
}

/** The request of a ticket was answered by the function, well or not. @param seq the event of the answer */
export function answered(world: World, ticket: number, outcome: Outcome, seq: number): void {
  const { columns } = world.tickets;
  const client = clientOf(world, ticket);
  cancel(world, ticket);
  columns.lastSeq[ticket] = seq;
  const attempts = columns.attempt[ticket] as number;
  client.adaptive?.answered(world.nowUs, false);
  if (outcome.status === 'timeout' && attempts <= world.policies.timeoutRetries)
    return again(world, ticket, client, 0, attempts, world.policies.timeoutRetries + 1, retriedByLambda);
  // A success gives back what its own retry took, or a little when it needed none.
  const refund = attempts === 1 ? world.facts['sdk.quota.refund'] : (columns.cost[ticket] as number);
  client.quota = Math.min(world.facts['sdk.quota'], client.quota + refund);
  ended(world, ticket, client);
}

/** The asynchronous request of a ticket was accepted: 202 is the whole answer. @param seq the event that says so */
export function accepted(world: World, ticket: number, seq: number): void {
  const client = clientOf(world, ticket);
  cancel(world, ticket);
  world.tickets.columns.lastSeq[ticket] = seq;
  client.adaptive?.answered(world.nowUs, false);
  ended(world, ticket, client);
}

type Failure = 'throttled' | 'transient' | 'timeout';

function retryOrGiveUp(world: World, ticket: number, client: Client, failure: Failure): void {
  const { facts, tickets } = world;
  const attempts = tickets.columns.attempt[ticket] as number;
  const { caller } = client;
  if (!caller || caller.retryMode === 'none') return giveUp(world, ticket, client, attemptsUsedUp);
  if (attempts >= caller.maxAttempts) return giveUp(world, ticket, client, attemptsUsedUp);
  const cost = facts[`sdk.quota.${failure}`];
  if (client.quota < cost) return giveUp(world, ticket, client, quotaUsedUp);
  client.quota -= cost;
  tickets.columns.cost[ticket] = cost;
  const base = facts[failure === 'throttled' ? 'sdk.backOff.throttled' : 'sdk.backOff.transient'];
  const draw = client.waitDraws.uint32((tickets.columns.index[ticket] as number) * 32 + attempts);
  const longestMs = Math.min(facts['sdk.backOff.longest'], base * (1 << (attempts - 1)));
  again(world, ticket, client, msToUs(longestMs * uniform(draw)), attempts, caller.maxAttempts, retryRule);
}

function again(
  world: World,
  ticket: number,
  client: Client,
  waitUs: number,
  attempts: number,
  maxAttempts: number,
  rule: number,
): void {
  const { trace, tickets, nowUs } = world;
  const { columns } = tickets;
  columns.environment[ticket] = NONE;
  columns.lastSeq[ticket] = trace.append(
    CALLER_RETRY_SCHEDULED,
    client.shared.latest,
    NONE,
    columns.request[ticket] as number,
    columns.lastSeq[ticket] as number,
    rule,
  );
  const { pool, at } = trace;
  pool[at] = attempts + 1;
  pool[at + 1] = waitUs;
  pool[at + 2] = maxAttempts;
  pool[at + 3] = client.quota;
  scheduleTicket(world, ticket, nowUs + waitUs);
}

function giveUp(world: World, ticket: number, client: Client, rule: number): void {
  const { trace, tickets, nowUs } = world;
  const { columns } = tickets;
  // Who never meant to try again does not give up either.
  if (client.caller && client.caller.retryMode !== 'none') {
    trace.append(
      CALLER_GAVE_UP,
      client.shared.latest,
      NONE,
      columns.request[ticket] as number,
      columns.lastSeq[ticket] as number,
      rule,
    );
    trace.pool[trace.at] = columns.attempt[ticket] as number;
    trace.pool[trace.at + 1] = nowUs - (columns.startedAtUs[ticket] as number);
  }
  ended(world, ticket, client);
}

/** The client is done with a request; a user of a closed loop thinks and sends the next. */
function ended(world: World, ticket: number, client: Client): void {
  if (!client.closedLoop) return world.tickets.close(ticket);
  const { columns } = world.tickets;
  const { draws, thinkMs, toUs } = client.closedLoop;
  const thinkUs = msToUs(drawMs(thinkMs, draws.uint32(columns.index[ticket] as number)));
  // A user without a thought would send for ever within one instant when it is turned away.
  const atUs = world.nowUs + Math.max(1000, thinkUs);
  if (atUs >= toUs) return world.tickets.close(ticket);
  columns.environment[ticket] = NONE;
  columns.attempt[ticket] = 0xffff_ffff;
  scheduleTicket(world, ticket, atUs);
}

function nextOfUser(world: World, ticket: number, client: Client): void {
  const { columns } = world.tickets;
  client.sent++;
  columns.index[ticket] = (columns.index[ticket] as number) + client.closedLoop!.users;
  columns.attempt[ticket] = 0;
  columns.lastSeq[ticket] = NONE;
  columns.startedAtUs[ticket] = world.nowUs;
  attempt(world, ticket);
}

/** Takes the ticket's entry off the agenda, if it has one. */
function cancel(world: World, ticket: number): void {
  const { columns } = world.tickets;
  columns.environment[ticket] = NONE;
  if (columns.dueAtUs[ticket] === -1) return;
  columns.dueAtUs[ticket] = -1;
  world.pending--;
}

const clientOf = (world: World, ticket: number): Client =>
  world.clients[world.tickets.columns.owner[ticket] as number]!;

/** Time between the arrivals of users at the start of a closed loop: each begins with a thought. */
export const firstThoughtUs = ({ thinkMs, draws }: ClosedLoop, user: number): number =>
  thinkMs.kind === 'exponential'
    ? msToUs(thinkMs.mean * exponential(draws.uint32(0x8000_0000 + user)))
    : msToUs(drawMs(thinkMs, draws.uint32(0x8000_0000 + user)));
