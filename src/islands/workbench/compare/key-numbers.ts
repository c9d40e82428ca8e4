/** The key numbers of two runs, side by side. */
import { groupedNumber } from '#simulator';
import type { Comparison } from '../../../workers/simulation.ts';
import { dollarsText, durationText, percentText } from '../quantities.ts';

export interface KeyNumber {
  readonly name: string;
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
}

/** What a reader compares first: how much, how often, how long, how dear. */
export function keyNumbers({ a, b }: Comparison): KeyNumber[] {
  const row = (name: string, of: (run: Comparison['a']) => string): KeyNumber => {
    const [inA, inB] = [of(a), of(b)];
    return { name, a: inA, b: inB, same: inA === inB };
  };
  const ms = (value: number): string => durationText(value * 1000);
  return [
    row('requests', ({ summary }) => groupedNumber(summary.counts.requests)),
    row('served', ({ summary }) => groupedNumber(summary.counts.served)),
    row('throttled', ({ summary }) => groupedNumber(summary.counts.throttles)),
    row('cold starts', ({ summary }) => groupedNumber(summary.counts.cold)),
    row('cold starts, share', ({ summary }) => percentText(summary.coldShare)),
    row('function errors', ({ summary }) => groupedNumber(summary.counts.functionErrors)),
    row('environments, most at once', ({ summary }) => groupedNumber(summary.environments.peak)),
    row('in use at once, most', ({ summary }) => groupedNumber(summary.concurrency.peak)),
    row('latency, p50', ({ summary }) => ms(summary.latencyMs.all.p50)),
    row('latency, p99', ({ summary }) => ms(summary.latencyMs.all.p99)),
    row('cost', ({ bill }) => dollarsText(bill.totalUsd)),
  ];
}
