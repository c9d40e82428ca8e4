/**
 * Asynchronous invocation: the event goes to a queue of Lambda, the caller has its 202, and Lambda
 * tries until the function has served the event, or gives it up.
 *
 * Models: retries after function errors, back-off after throttles and system errors, the age of
 * events (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html), the end of
 * loops (https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html).
 * Assumed: events leave the queue after some milliseconds when there is concurrency; the back-off
 * doubles; chains through destinations count for loop detection.
 * Left out: the slower reading of a very long queue.
 */
import { pending, serviceFailure, type ServiceError } from '../facts/messages.ts';
import { ruleNumber, type RuleId } from '../facts/rules.ts';
import { uniform } from '../kernel/random.ts';
import { msToUs, secondsToUs } from '../kernel/units.ts';
import { kindOf, NONE, type conditions } from '../trace.ts';
import { admit } from './admission.ts';
import { deliver, sendRecord } from './destinations.ts';
import { drawOf, isFaulty } from './front-door.ts';
import type { Outcome } from './invoke.ts';
import { place } from './placement.ts';
import { route, routed, type Addressee } from './routing.ts';
import { isReady } from './snap-start.ts';
import { EVENT } from './tickets.ts';
import { scheduleTicket, type FunctionShared, type FunctionState, type World } from './world.ts';

const ASYNC_ATTEMPTED = kindOf('async.attempted');
const ASYNC_DROPPED = kindOf('async.dropped');
const ASYNC_DUPLICATED = kindOf('async.duplicated');
const ASYNC_QUEUED = kindOf('async.queued');
const ASYNC_RETRY_SCHEDULED = kindOf('async.retryScheduled');
const ASYNC_SUCCEEDED = kindOf('async.succeeded');
const INVOKE_RECEIVED = kindOf('invoke.received');
const INVOKE_REJECTED = kindOf('invoke.rejected');
const RECURSION_DETECTED = kindOf('recursion.detected');

const rules = {
  asynchronous: ruleNumber('request.asynchronous'),
  dispatched: ruleNumber('async.dispatched'),
  retryAfterError: ruleNumber('async.retryAfterError'),
  backOff: ruleNumber('async.backOff'),
  succeeded: ruleNumber('async.succeeded'),
  duplicated: ruleNumber('async.duplicated'),
  recursion: ruleNumber('recursion.detected'),
  next: ruleNumber('invoke.next'),
  pending: ruleNumber('snapStart.pending'),
  faulty: ruleNumber('fault.serviceError'),
};
const dropConditions: Partial<Record<RuleId, (typeof conditions)[number]>> = {
  'async.retriesExhausted': 'RetriesExhausted',
  'async.eventAgeExceeded': 'EventAgeExceeded',
  'async.zeroReserved': 'ZeroReservedConcurrency',
};

/** Source of the requests that Lambda makes itself. */
const byLambda = -1;

/** Takes in an asynchronous request that was found well formed. */
export function acceptEvent(
  world: World,
  to: Addressee & { readonly source: number; readonly body: number },
  fn: FunctionState,
  index: number,
  request: number,
  cause: number,
): void {
  enqueue(world, to, fn, to.source, index, to.body, request, 1, cause);
}

function enqueue(
  world: World,
  { shared, qualifier }: Addressee,
  fn: FunctionState,
  source: number,
  index: number,
  body: number,
  request: number,
  depth: number,
  cause: number,
): void {
  const { trace, tickets } = world;
  const ticket = tickets.open(EVENT);
  const { columns } = tickets;
  columns.function[ticket] = shared.latest;
  columns.qualifier[ticket] = qualifierNumber(world, qualifier);
  columns.version[ticket] = fn.index;
  columns.source[ticket] = source >>> 0;
  columns.index[ticket] = index;
  columns.body[ticket] = body;
  columns.request[ticket] = request;
  columns.depth[ticket] = depth;
  columns.startedAtUs[ticket] = world.nowUs;
  shared.queued++;
  const queued = trace.append(ASYNC_QUEUED, fn.index, NONE, request, cause, rules.asynchronous);
  const { pool, at } = trace;
  pool[at] = 202;
  pool[at + 1] = shared.queued;
  pool[at + 2] = maximumAgeUs(world, ticket);
  columns.lastSeq[ticket] = queued;
  scheduleTicket(world, ticket, world.nowUs + msToUs(world.facts['async.queueDelay']));
}

/** Tries to invoke the function with an event. */
export function dispatch(world: World, ticket: number): void {
  const { trace, tickets, nowUs } = world;
  const { columns } = tickets;
  const to = addressee(world, ticket);
  const attempt = (columns.attempt[ticket] as number) + 1;
  const draw = drawOf(columns.source[ticket] as number, columns.index[ticket] as number, attempt);
  const fn = route(world, to, draw);
  columns.version[ticket] = fn.index;
  const request = columns.request[ticket] as number;
  const ageUs = nowUs - (columns.startedAtUs[ticket] as number);
  if (isTooDeep(world, ticket, fn)) return drop(world, ticket, 'recursion.detected');
  if (to.shared.reserved === 0) return drop(world, ticket, 'async.zeroReserved');
  if (ageUs >= maximumAgeUs(world, ticket)) return drop(world, ticket, 'async.eventAgeExceeded');
  const attempted = trace.append(
    ASYNC_ATTEMPTED,
    fn.index,
    NONE,
    request,
    columns.lastSeq[ticket] as number,
    rules.dispatched,
  );
  trace.pool[trace.at] = attempt;
  trace.pool[trace.at + 1] = ageUs;
  columns.lastSeq[ticket] = attempted;
  const from = isRoutedAnew(to, columns.source[ticket] as number, attempt)
    ? routed(world, to, fn, request, attempted, draw)
    : attempted;
  if (!isReady(fn)) return backOff(world, ticket, rejectEvent(world, fn, request, from, rules.pending, pending()));
  if (isFaultyNow(world, ticket, attempt))
    return backOff(world, ticket, rejectEvent(world, fn, request, from, rules.faulty, serviceFailure()));
  const admitted = admit(world, fn, request, from, false);
  if (admitted === NONE) return backOff(world, ticket, trace.length - 1);
  columns.attempt[ticket] = attempt;
  columns.backOffs[ticket] = 0;
  const replayed = world.replayed[columns.source[ticket] as number];
  const givenUs = replayed ? (replayed[columns.index[ticket] as number] as number) : -1;
  place(world, fn, request, columns.body[ticket] as number, ticket, draw, givenUs, admitted);
}

/** Whether this attempt drew a version that no event has told yet: a client's first draw is told when it is received. */
const isRoutedAnew = ({ alias }: Addressee, source: number, attempt: number): boolean =>
  alias !== undefined && alias.additional >= 0 && (attempt > 1 || source === byLambda >>> 0);

/** Whether the service fails at this try: drawn anew each time, or an event that met one failure would meet no end of them. */
function isFaultyNow(world: World, ticket: number, attempt: number): boolean {
  const { source, index, backOffs } = world.tickets.columns;
  const tries = (attempt << 16) + (backOffs[ticket] as number) + 1;
  return isFaulty(world, drawOf(source[ticket] as number, index[ticket] as number, tries));
}

/** Writes that an attempt did not get to the function. @returns the event */
function rejectEvent(
  { trace }: World,
  fn: FunctionState,
  request: number,
  cause: number,
  rule: number,
  error: ServiceError,
): number {
  const rejected = trace.append(INVOKE_REJECTED, fn.index, NONE, request, cause, rule);
  const { pool, at } = trace;
  pool[at] = error.statusCode;
  pool[at + 1] = 0;
  pool[at + 2] = 0;
  trace.attach(rejected, { errorType: error.errorType, payload: error.payload });
  return rejected;
}

function backOff(world: World, ticket: number, cause: number): void {
  const { facts, policies, tickets } = world;
  const times = ++tickets.columns.backOffs[ticket]!;
  const waitUs = policies.backOffUs(facts, times);
  tickets.columns.lastSeq[ticket] = cause;
  if (waitUs < 0) return drop(world, ticket, 'misconception.lost');
  retryIn(world, ticket, waitUs, rules.backOff);
}

function retryIn(world: World, ticket: number, waitUs: number, rule: number): void {
  const { trace, tickets, nowUs } = world;
  const { columns } = tickets;
  const ageUs = nowUs - (columns.startedAtUs[ticket] as number);
  columns.environment[ticket] = NONE;
  columns.lastSeq[ticket] = trace.append(
    ASYNC_RETRY_SCHEDULED,
    columns.version[ticket] as number,
    NONE,
    columns.request[ticket] as number,
    columns.lastSeq[ticket] as number,
    rule,
  );
  const { pool, at } = trace;
  pool[at] = (columns.attempt[ticket] as number) + 1;
  pool[at + 1] = waitUs;
  pool[at + 2] = ageUs;
  // What would be too old by then is given up when it gets too old.
  const oldAtUs = (columns.startedAtUs[ticket] as number) + maximumAgeUs(world, ticket);
  scheduleTicket(world, ticket, Math.max(nowUs, Math.min(nowUs + waitUs, oldAtUs)));
}

/** An attempt at an event is over. @param completed the event of the answer */
export function eventServed(world: World, ticket: number, outcome: Outcome, completed: number): void {
  const { trace, tickets, facts, policies, nowUs } = world;
  const { columns } = tickets;
  columns.lastSeq[ticket] = completed;
  const attempts = columns.attempt[ticket] as number;
  if (outcome.failed) {
    world.lastOutcomes.set(ticket, outcome);
    const { MaximumRetryAttempts } = configOf(world, ticket);
    if (attempts > MaximumRetryAttempts) return drop(world, ticket, 'async.retriesExhausted');
    return retryIn(world, ticket, policies.retryWaitUs(facts, attempts + 1), rules.retryAfterError);
  }
  const duplicateShare = world.scenario.faults.duplicateEventShare;
  if (columns.duplicate[ticket] === 0 && duplicateShare > 0 && isDuplicated(world, ticket, duplicateShare)) {
    columns.duplicate[ticket] = 1;
    columns.environment[ticket] = NONE;
    columns.lastSeq[ticket] = trace.append(
      ASYNC_DUPLICATED,
      columns.version[ticket] as number,
      NONE,
      columns.request[ticket] as number,
      completed,
      rules.duplicated,
    );
    trace.pool[trace.at] = duplicateShare;
    sendRecord(world, ticket, 'Success', outcome);
    return scheduleTicket(world, ticket, nowUs + msToUs(facts['async.queueDelay']));
  }
  columns.lastSeq[ticket] = trace.append(
    ASYNC_SUCCEEDED,
    columns.version[ticket] as number,
    NONE,
    columns.request[ticket] as number,
    completed,
    rules.succeeded,
  );
  trace.pool[trace.at] = attempts;
  trace.pool[trace.at + 1] = nowUs - (columns.startedAtUs[ticket] as number);
  sendRecord(world, ticket, 'Success', outcome);
  leave(world, ticket);
}

/** Lambda gives an event up. */
function drop(world: World, ticket: number, rule: RuleId): void {
  const outcome = world.lastOutcomes.get(ticket);
  const { trace, tickets, nowUs } = world;
  const { columns } = tickets;
  const attempts = columns.attempt[ticket] as number;
  columns.lastSeq[ticket] = trace.append(
    ASYNC_DROPPED,
    columns.version[ticket] as number,
    NONE,
    columns.request[ticket] as number,
    columns.lastSeq[ticket] as number,
    ruleNumber(rule),
  );
  trace.pool[trace.at] = attempts;
  trace.pool[trace.at + 1] = nowUs - (columns.startedAtUs[ticket] as number);
  if (rule !== 'misconception.lost') {
    const condition = dropConditions[rule] ?? 'RetriesExhausted';
    const { DeadLetterConfig } = world.functions[columns.version[ticket] as number]!.configuration;
    if (DeadLetterConfig) deliver(world, ticket, DeadLetterConfig.TargetArn, condition, outcome, 1);
    sendRecord(world, ticket, condition, outcome);
  }
  leave(world, ticket);
}

/** Invokes a function asynchronously on behalf of another: a destination, or the end of a handler. */
export function invokeByLambda(world: World, to: Addressee, body: number, depth: number, cause: number): void {
  const { trace } = world;
  const request = world.requests++;
  const fn = route(world, to, drawOf(byLambda, request, 1));
  const received = trace.append(INVOKE_RECEIVED, fn.index, NONE, request, cause, rules.asynchronous);
  const { pool, at } = trace;
  pool[at] = world.bodies[body]!.bytes;
  pool[at + 1] = byLambda;
  pool[at + 2] = request;
  pool[at + 3] = 1;
  pool[at + 4] = to.alias ? to.alias.index : -1;
  if (fn.configuration.Code) trace.attach(received, { payload: world.bodies[body]!.text });
  enqueue(world, to, fn, byLambda, request, body, request, depth, received);
}

/** The handler of a function by profile invokes the next one as its last act. */
export function invokeNext(world: World, fn: FunctionState, body: number, ticket: number, cause: number): void {
  const next = fn.configuration.Profile?.invokes;
  if (!next) return;
  const depth =
    ticket !== NONE && world.tickets.columns.kind[ticket] === EVENT
      ? (world.tickets.columns.depth[ticket] as number)
      : 1;
  const shared = world.byName.get(next.FunctionName)!;
  invokeByLambda(
    world,
    { shared, qualifier: next.Qualifier, alias: undefined, missing: false },
    body,
    depth + 1,
    cause,
  );
}

function leave(world: World, ticket: number): void {
  sharedOf(world, ticket).queued--;
  const body = world.tickets.columns.body[ticket] as number;
  if (body >= world.clients.length) {
    // What a function invoked next carries the same body on.
    const isShared = world.functions[world.tickets.columns.version[ticket] as number]!.configuration.Profile?.invokes;
    if (!isShared) world.freeBodies.push(body);
  }
  world.lastOutcomes.delete(ticket);
  world.tickets.close(ticket);
}

function isTooDeep(world: World, ticket: number, fn: FunctionState): boolean {
  const depth = world.tickets.columns.depth[ticket] as number;
  const limit = world.facts['recursion.limit'];
  if (depth <= limit || fn.configuration.RecursiveLoop === 'Allow') return false;
  const { trace } = world;
  const { columns } = world.tickets;
  columns.lastSeq[ticket] = trace.append(
    RECURSION_DETECTED,
    fn.index,
    NONE,
    columns.request[ticket] as number,
    columns.lastSeq[ticket] as number,
    rules.recursion,
  );
  trace.pool[trace.at] = depth;
  trace.pool[trace.at + 1] = limit;
  return true;
}

function isDuplicated(world: World, ticket: number, share: number): boolean {
  return uniform(world.faultDraws.uint32(0x4000_0000 + (world.tickets.columns.request[ticket] as number))) < share;
}

const sharedOf = (world: World, ticket: number): FunctionShared =>
  world.functions[world.tickets.columns.function[ticket] as number]!.shared;

/** The settings for what the event was sent to, else those of `$LATEST`. */
export function configOf(world: World, ticket: number) {
  const { shared, qualifier } = addressee(world, ticket);
  return shared.eventInvokeConfigs.get(qualifier ?? '$LATEST') ?? world.defaultEventInvokeConfig;
}

const maximumAgeUs = (world: World, ticket: number): number =>
  secondsToUs(configOf(world, ticket).MaximumEventAgeInSeconds);

/** Qualifiers are kept as numbers; 0 is none. */
function qualifierNumber(world: World, qualifier: string | undefined): number {
  if (qualifier === undefined) return 0;
  const known = world.qualifiers.indexOf(qualifier);
  return known >= 0 ? known + 1 : world.qualifiers.push(qualifier);
}

/** Whom an event is for. */
export function addressee(world: World, ticket: number): Addressee {
  const number = world.tickets.columns.qualifier[ticket] as number;
  return { shared: sharedOf(world, ticket), qualifier: world.qualifiers[number - 1], alias: undefined, missing: false };
}
