/**
 * When requests come by themselves: one source after another of the scenario's `traffic`, each with
 * its own random stream, giving one instant at a time.
 */
import { exponential, stream } from '../kernel/random.ts';
import { msToUs, usPerSecond } from '../kernel/units.ts';
import type { Traffic } from '../scenario.ts';

/** @returns the instant of the next request in microseconds, or -1 when no more come */
export type Arrivals = () => number;

/** @param name names the random stream, so that sources do not disturb each other */
export function arrivals(source: Traffic, seed: number, name: string): Arrivals {
  if (source.kind === 'every') return everyInterval(msToUs(source.fromMs), source.intervalMs, source.count);
  const steps =
    source.kind === 'steps' ? source.steps : [{ fromMs: source.fromMs, ratePerSecond: source.ratePerSecond }];
  return poisson(steps, msToUs(source.toMs), seed, name);
}

function everyInterval(fromUs: number, intervalMs: number, count: number): Arrivals {
  let i = 0;
  return () => (i < count ? fromUs + msToUs(i++ * intervalMs) : -1);
}

/**
 * Random arrivals whose rate changes in steps. The waits are drawn at rate 1 and stretched by the
 * rate in force, so that a change of one step moves the requests after it but not their order.
 */
function poisson(
  steps: readonly { fromMs: number; ratePerSecond: number }[],
  toUs: number,
  seed: number,
  name: string,
): Arrivals {
  const random = stream(seed, name);
  let step = 0;
  let atUs = msToUs(steps[0]?.fromMs ?? 0);
  const endOf = (i: number): number => Math.min(toUs, i + 1 < steps.length ? msToUs(steps[i + 1]!.fromMs) : toUs);
  let stepEndUs = endOf(0);
  return () => {
    let mass = exponential(random.uint32());
    for (;;) {
      const perUs = (steps[step]?.ratePerSecond ?? 0) / usPerSecond;
      const leftMass = (stepEndUs - atUs) * perUs;
      if (mass < leftMass) {
        atUs += mass / perUs;
        return Math.floor(atUs);
      }
      mass -= Math.max(0, leftMass);
      atUs = stepEndUs;
      if (++step >= steps.length) return -1;
      stepEndUs = endOf(step);
    }
  };
}
