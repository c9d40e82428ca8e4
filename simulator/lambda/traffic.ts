/**
 * When requests come by themselves: one source after another of the scenario's `traffic`, each with
 * its own random stream, giving one instant at a time.
 */
import { exponential, stream, uniform } from '../kernel/random.ts';
import { msToUs, usPerSecond } from '../kernel/units.ts';
import type { Traffic } from '../scenario/index.ts';
import type { RandomStream } from '../kernel/random.ts';

/** @returns the instant of the next request in microseconds, or -1 when no more come */
export type Arrivals = () => number;

const none: Arrivals = () => -1;

/**
 * The arrivals of a source; none for a closed loop, whose users send by themselves.
 * @param name names the random stream, so that sources do not disturb each other
 * @param startAtMs instant of time 0, milliseconds since 1970: the day has its hours
 */
export function arrivals(source: Traffic, seed: number, name: string, startAtMs: number): Arrivals {
  switch (source.kind) {
    case 'every':
      return spread(msToUs(source.fromMs), source.intervalMs, source.count);
    case 'burst':
      return spread(msToUs(source.atMs), source.count > 1 ? source.overMs / source.count : 0, source.count);
    case 'replay': {
      let i = 0;
      return () => (i < source.requests.length ? msToUs(source.requests[i++]![0]) : -1);
    }
    case 'closedLoop':
      return none;
    case 'poisson':
      return poisson(
        [{ fromMs: source.fromMs, ratePerSecond: source.ratePerSecond }],
        msToUs(source.toMs),
        stream(seed, name),
      );
    case 'steps':
      return poisson(source.steps, msToUs(source.toMs), stream(seed, name));
    case 'ramp': {
      const { fromMs, toMs, fromRatePerSecond, toRatePerSecond } = source;
      const most = Math.max(fromRatePerSecond, toRatePerSecond);
      const rate = (ms: number): number =>
        fromRatePerSecond + ((toRatePerSecond - fromRatePerSecond) * (ms - fromMs)) / (toMs - fromMs);
      return thinned(fromMs, toMs, most, rate, seed, name);
    }
    case 'daily': {
      const { fromMs, toMs, hourlyRatePerSecond } = source;
      return thinned(
        fromMs,
        toMs,
        Math.max(...hourlyRatePerSecond),
        dailyRate(hourlyRatePerSecond, startAtMs),
        seed,
        name,
      );
    }
  }
}

function spread(fromUs: number, intervalMs: number, count: number): Arrivals {
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
  random: RandomStream,
): Arrivals {
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

/** Random arrivals at a rate that moves: those of the highest rate, of which each is kept with its share. */
function thinned(
  fromMs: number,
  toMs: number,
  most: number,
  rate: (ms: number) => number,
  seed: number,
  name: string,
): Arrivals {
  const all = poisson([{ fromMs, ratePerSecond: most }], msToUs(toMs), stream(seed, name));
  const keep = stream(seed, `${name}/kept`);
  return () => {
    for (;;) {
      const atUs = all();
      if (atUs < 0 || uniform(keep.uint32()) * most < rate(atUs / 1000)) return atUs;
    }
  };
}

const msPerHour = 3_600_000;
const hoursPerDay = 24;

/** The rate through the day, straight lines between the full hours UTC. */
function dailyRate(hourly: readonly number[], startAtMs: number): (ms: number) => number {
  return (ms) => {
    const hours = ((startAtMs + ms) / msPerHour) % hoursPerDay;
    const hour = Math.floor(hours);
    const from = hourly[hour]!;
    return from + (hourly[(hour + 1) % hoursPerDay]! - from) * (hours - hour);
  };
}
