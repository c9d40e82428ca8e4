/**
 * The least a simulator of this kind can do: arrivals, the newest idle environment or a new one,
 * departures, one re-armed expiry timer an environment, on a heap of typed arrays; it keeps the three
 * sums such a simulator is asked for. No trace, no bill, no limits. What the kernel is held beside.
 */
import { exponential, stream } from '../../simulator/kernel/random.ts';

const ARRIVE = 0;
const DEPART = 1;
const EXPIRE = 2;

export interface BareRun {
  requestsPerSecond: number;
  cold: number;
  /** Time integrals of environments alive and busy, in environment microseconds. */
  liveUs: number;
  busyUs: number;
}

export function bareLoop(requests: number, ratePerSecond: number): BareRun {
  const capacity = 1 << 16;
  const at = new Float64Array(capacity);
  const order = new Uint32Array(capacity);
  const what = new Uint32Array(capacity);
  let size = 0;
  let serial = 0;
  const push = (time: number, entry: number): void => {
    let i = size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (at[parent]! <= time) break;
      at[i] = at[parent]!;
      order[i] = order[parent]!;
      what[i] = what[parent]!;
      i = parent;
    }
    at[i] = time;
    order[i] = serial++;
    what[i] = entry;
  };
  const pop = (): void => {
    const n = --size;
    const time = at[n]!;
    const turn = order[n]!;
    const entry = what[n]!;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= n) break;
      const right = child + 1;
      if (right < n && (at[right]! < at[child]! || (at[right] === at[child] && order[right]! < order[child]!)))
        child = right;
      if (time < at[child]! || (time === at[child] && turn < order[child]!)) break;
      at[i] = at[child]!;
      order[i] = order[child]!;
      what[i] = what[child]!;
      i = child;
    }
    at[i] = time;
    order[i] = turn;
    what[i] = entry;
  };

  const busy = new Uint8Array(capacity);
  const idleSince = new Float64Array(capacity);
  const armed = new Uint8Array(capacity);
  const dead = new Uint8Array(capacity);
  const idle: number[] = [];
  let environments = 0;
  const expireUs = 640e6;
  const random = stream(1, 'bare');
  const meanGapUs = 1e6 / ratePerSecond;
  const from = performance.now();
  let left = requests;
  let cold = 0;
  let live = 0;
  let running = 0;
  let liveUs = 0;
  let busyUs = 0;
  let before = 0;
  push(exponential(random.uint32()) * meanGapUs, ARRIVE);
  while (size > 0 && (left > 0 || running > 0)) {
    const now = at[0]!;
    const entry = what[0]!;
    pop();
    liveUs += live * (now - before);
    busyUs += running * (now - before);
    before = now;
    const kind = entry & 3;
    const e = entry >>> 2;
    if (kind === ARRIVE) {
      if (--left > 0) push(now + Math.round(exponential(random.uint32()) * meanGapUs), ARRIVE);
      let next = idle.pop();
      while (next !== undefined && dead[next]) next = idle.pop();
      if (next === undefined) {
        next = environments++;
        cold++;
        live++;
      }
      running++;
      busy[next] = 1;
      push(now + Math.round(exponential(random.uint32()) * 1_991_000), (next << 2) | DEPART);
    } else if (kind === DEPART) {
      busy[e] = 0;
      running--;
      idleSince[e] = now;
      idle.push(e);
      if (!armed[e]) {
        armed[e] = 1;
        push(now + expireUs, (e << 2) | EXPIRE);
      }
    } else if (!busy[e]) {
      const due = idleSince[e]! + expireUs;
      if (due > now) push(due, (e << 2) | EXPIRE);
      else {
        dead[e] = 1;
        live--;
      }
    } else armed[e] = 0;
  }
  return { requestsPerSecond: requests / ((performance.now() - from) / 1000), cold, liveUs, busyUs };
}
