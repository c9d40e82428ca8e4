/** Latency: one mark a request above its arrival. Where they are too many, the slowest of each column stays. */
import { arrivalsInView } from './arrivals.ts';
import { isFault, type RequestRow } from './run.ts';
import type { TimeScale } from './time-scale.ts';

export type StemKind = 'cold' | 'warm' | 'error' | 'fault' | 'throttled';

export interface Stem {
  readonly kind: StemKind;
  readonly request: number;
  readonly x: number;
  /** Time from arrival to answer; 0 for those turned away. */
  readonly latencyUs: number;
}

/** How a request is marked among the latencies; undefined while it has no answer. */
export function stemKind(row: RequestRow): StemKind | undefined {
  if (row.outcome === 'throttled') return 'throttled';
  if (row.answeredAtUs < 0) return undefined;
  if (isFault(row.outcome)) return 'fault';
  if (row.outcome === 'functionError' || row.outcome === 'rejected') return 'error';
  return row.start === 'cold' ? 'cold' : 'warm';
}

/** @param most marks to return; beyond it each kind keeps the slowest of every column */
export function stems(requests: readonly RequestRow[], scale: TimeScale, most = 400): Stem[] {
  const all: Stem[] = [];
  for (const row of arrivalsInView(requests, scale)) {
    const kind = stemKind(row);
    if (!kind) continue;
    const latencyUs = kind === 'throttled' ? 0 : row.answeredAtUs - row.arrivedAtUs;
    all.push({ kind, request: row.request, x: scale.x(row.arrivedAtUs), latencyUs });
  }
  if (all.length <= most) return all;
  const columnWidth = (scale.width * 3) / most;
  const slowest = new Map<string, Stem>();
  for (const stem of all) {
    const key = `${stem.kind} ${Math.floor((stem.x - scale.left) / columnWidth)}`;
    const best = slowest.get(key);
    if (!best || stem.latencyUs > best.latencyUs) slowest.set(key, stem);
  }
  return [...slowest.values()];
}

/** A round upper end for latencies and the step of its marks, in microseconds. */
export function latencyAxis(mostUs: number): { topUs: number; stepUs: number } {
  const least = Math.max(mostUs, 1000) / 3;
  const power = 10 ** Math.floor(Math.log10(least));
  const stepUs = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= least)!;
  return { topUs: Math.max(stepUs, Math.ceil(mostUs / stepUs) * stepUs), stepUs };
}
