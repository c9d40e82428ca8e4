/** What one invocation costs, as a plain number: for curves and comparisons, not for the bill. */
import type { Facts } from '../facts/index.ts';
import { placeOf, type EventView, type TraceFunction } from '../trace.ts';

const billedAt = placeOf('platform.report', 'billedDurationMs');
const memoryAt = placeOf('platform.report', 'memorySizeMB');
/** MB-milliseconds of a GB-second. */
const mbMsPerGbSecond = 1_024_000;

/**
 * The prices of a function's invocations, looked up once.
 * @returns US dollars of the invocation that a `platform.report` tells, at the price of the first tier
 */
export function invocationCost(facts: Facts, fn: TraceFunction): (report: EventView, onProvisioned: boolean) => number {
  const architecture = fn.Architectures[0];
  const ordinary = facts[`price.duration.${architecture}.tier1`];
  const provisioned = facts[`price.provisionedDuration.${architecture}`];
  const perRequest = facts['price.request'];
  const tmp = (fn.EphemeralStorage.Size - facts['price.ephemeralStorage.free']) * facts['price.ephemeralStorage'];
  return (report, onProvisioned) => {
    const duration = report.at(memoryAt) * (onProvisioned ? provisioned : ordinary);
    return perRequest + (report.at(billedAt) * (duration + tmp)) / mbMsPerGbSecond;
  };
}
