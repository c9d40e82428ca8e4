/**
 * The event loop of Node.js: `process.nextTick`, promise jobs, timers, immediates, in its order.
 *
 * The host runs the promise jobs and then asks for a turn; a turn runs one callback. Due times are
 * microseconds since 1970 on the virtual clock. While an environment is frozen its timers wait and
 * the clock goes on, so those that are due fire first when it thaws (assumed: AWS does not say).
 */
import { Queue, create } from './primordials.js';
import { host } from './host.js';

const ticks = new Queue();
const immediates = new Queue();
/** A binary heap by due time, then by order of starting. */
const heap = create(null);
let heapSize = 0;
let order = 0;
/** When the round of timers began; negative between rounds. */
let roundUs = -1;
/** Timers and immediates that keep the process alive. */
let alive = 0;
/** Immediates that the current round of the loop still runs. */
let round = 0;
let immediateCount = 0;

const isBefore = (a, b) => a.dueUs < b.dueUs || (a.dueUs === b.dueUs && a.order < b.order);

function place(timer, at) {
  heap[at] = timer;
  timer.at = at;
}

function up(timer, at) {
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(timer, heap[parent])) break;
    place(heap[parent], at);
    at = parent;
  }
  place(timer, at);
}

function down(timer, at) {
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heapSize) break;
    if (child + 1 < heapSize && isBefore(heap[child + 1], heap[child])) child++;
    if (!isBefore(heap[child], timer)) break;
    place(heap[child], at);
    at = child;
  }
  place(timer, at);
}

function insert(timer) {
  timer.order = order++;
  up(timer, heapSize++);
  if (timer.isRef) alive++;
}

/** Place of an interval whose callback runs. */
const running = -2;

function remove(timer) {
  if (timer.at < 0) {
    timer.at = -1;
    return;
  }
  const last = heap[--heapSize];
  delete heap[heapSize];
  if (last !== timer) {
    down(last, timer.at);
    up(last, last.at);
  }
  timer.at = -1;
  if (timer.isRef) alive--;
}

let ids = 0;
const byId = create(null);

const entryOf = (callback, args, context) => ({
  callback,
  args,
  context,
  isRef: true,
  isWaiting: true,
  isInterval: false,
  at: -1,
  order: 0,
  dueUs: 0,
  delayUs: 0,
  id: 0,
});

function hold(entry, isRef) {
  const isCounted = entry.at >= 0 || entry.isImmediate === true;
  if (isCounted && entry.isWaiting && entry.isRef !== isRef) alive += isRef ? 1 : -1;
  entry.isRef = isRef;
}

export class Timeout {
  #entry;
  constructor(callback, delay, args, isInterval, context) {
    const ms = +delay;
    const entry = (this.#entry = entryOf(callback, args, context));
    entry.delayUs = (ms >= 1 && ms <= 0x7fffffff ? ms : 1) * 1000;
    entry.isInterval = isInterval;
    entry.dueUs = host.now() + entry.delayUs;
    insert(entry);
  }
  static stop(timer) {
    if (typeof timer === 'object' && timer !== null && #entry in timer) remove(timer.#entry);
    else if (timer !== undefined && byId[timer]) remove(byId[timer]);
  }
  ref() {
    hold(this.#entry, true);
    return this;
  }
  unref() {
    hold(this.#entry, false);
    return this;
  }
  hasRef() {
    return this.#entry.isRef;
  }
  refresh() {
    remove(this.#entry);
    this.#entry.dueUs = host.now() + this.#entry.delayUs;
    insert(this.#entry);
    return this;
  }
  close() {
    remove(this.#entry);
    return this;
  }
  [Symbol.toPrimitive]() {
    const entry = this.#entry;
    if (!entry.id) byId[(entry.id = ++ids)] = entry;
    return entry.id;
  }
  [Symbol.dispose ?? Symbol.for('dispose')]() {
    remove(this.#entry);
  }
}

export const stopTimer = Timeout.stop;

function addImmediate(entry) {
  entry.isImmediate = true;
  immediates.push(entry);
  immediateCount++;
  alive++;
}

export class Immediate {
  #entry;
  constructor(callback, args, context) {
    addImmediate((this.#entry = entryOf(callback, args, context)));
  }
  static stop(immediate) {
    if (typeof immediate !== 'object' || immediate === null || !(#entry in immediate)) return;
    hold(immediate.#entry, false);
    immediate.#entry.isWaiting = false;
  }
  ref() {
    hold(this.#entry, true);
    return this;
  }
  unref() {
    hold(this.#entry, false);
    return this;
  }
  hasRef() {
    return this.#entry.isRef;
  }
}

export const stopImmediate = Immediate.stop;

/** Runs `callback` of the runtime itself in the next round of immediates. */
export const soon = (callback) =>
  addImmediate({ callback, args: undefined, context: undefined, isRef: true, isWaiting: true });

/** `context` is what `AsyncLocalStorage` carries along. */
export function nextTick(callback, args, context) {
  ticks.push({ callback, args, context });
}

/** @returns whether a tick ran: then promise jobs come before anything else */
export function runTicks(run) {
  if (ticks.isEmpty) return false;
  while (!ticks.isEmpty) run(ticks.shift());
  return true;
}

/** Whether an immediate or a referenced timer is left. */
export const isAlive = () => alive > 0;

/** When the next timer is due, whether or not it keeps the process alive; undefined for none. */
export const nextDueUs = () => (heapSize > 0 ? heap[0].dueUs : undefined);

/** Whether a timer is due. */
export const isTimerDue = () => heapSize > 0 && heap[0].dueUs <= host.now();

/**
 * Runs one timer that is due.
 * @param run runs an entry and deals with what it throws
 */
export function runTimer(run) {
  // A round runs the timers that were due when it began; then it is the immediates' turn.
  if (roundUs < 0 && heapSize > 0) roundUs = host.now();
  if (heapSize === 0 || heap[0].dueUs > roundUs) {
    roundUs = -1;
    return false;
  }
  const timer = heap[0];
  remove(timer);
  if (timer.id) delete byId[timer.id];
  // The next interval starts when the callback has run: its CPU time counts.
  if (timer.isInterval) timer.at = running;
  run(timer);
  if (timer.at === running) {
    timer.at = -1;
    timer.dueUs = host.now() + timer.delayUs;
    insert(timer);
  }
  return true;
}

/** Runs one immediate. Those that are made meanwhile wait for the next round. */
export function runImmediate(run) {
  if (round === 0) round = immediateCount;
  while (round > 0) {
    round--;
    immediateCount--;
    const immediate = immediates.shift();
    if (!immediate.isWaiting) continue;
    immediate.isWaiting = false;
    if (immediate.isRef) alive--;
    run(immediate);
    return true;
  }
  return false;
}

/** Whether a round of immediates has been begun and is not over. */
export const isInRound = () => round > 0;
