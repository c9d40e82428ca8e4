/**
 * What usage costs, to the last digit. Prices are whole numbers of picodollars (10^-12 dollars) a
 * GB-second or a request, usage is a whole number of MB-milliseconds, and products are whole numbers
 * of any length; each line is rounded once, half up, to a whole picodollar, and the total is the sum
 * of the lines.
 */
import type { FactId, Facts } from './index.ts';

export type Architecture = 'x86_64' | 'arm64';

/** What is charged for, summed over a month. */
export interface Usage {
  readonly requests: number;
  /** Billed milliseconds times memory size in MB, by architecture. */
  readonly mbMs: Readonly<Record<Architecture, bigint>>;
  /** Billed milliseconds times the MB of `/tmp` beyond the free part. */
  readonly tmpMbMs: bigint;
  /** The part of `mbMs` that the free tier leaves out: of functions with provisioned concurrency. */
  readonly notFreeMbMs?: Readonly<Record<Architecture, bigint>>;
  /** Provisioned concurrency: enabled milliseconds times memory size times how much of it. */
  readonly provisionedMbMs?: Readonly<Record<Architecture, bigint>>;
  /** Billed milliseconds on provisioned environments times memory size. */
  readonly provisionedDurationMbMs?: Readonly<Record<Architecture, bigint>>;
  /** Milliseconds that snapshots were kept times memory size, where SnapStart is charged. */
  readonly snapshotMbMs?: bigint;
  /** Memory size of every environment restored from such a snapshot, MB added up. */
  readonly restoredMB?: bigint;
}

export interface PriceLine {
  readonly id: string;
  readonly title: string;
  readonly quantity: number;
  readonly unit: string;
  readonly unitPriceUsd: number;
  readonly costUsd: number;
  /** The cost, exactly: whole picodollars. */
  readonly costPicoUsd: bigint;
  /** The fact that holds the price. */
  readonly factId: FactId;
}

const picoPerUsd = 1e12;
/** MB-milliseconds of a GB-second. */
const mbMsPerGbSecond = 1_024_000n;
const mbPerGb = 1024n;
/** More than any usage: the last tier has no end. */
const endless = 1n << 62n;

const pico = (usd: number): bigint => BigInt(Math.round(usd * picoPerUsd));
const roundedQuotient = (a: bigint, b: bigint): bigint => (2n * a + b) / (2n * b);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** MB-milliseconds as GB-seconds. */
export const gbSeconds = (mbMs: bigint): number => Number(mbMs) / Number(mbMsPerGbSecond);

/** Picodollars as dollars. */
export const usd = (picoUsd: bigint): number => Number(picoUsd) / picoPerUsd;

/**
 * The lines of a month's bill.
 * @param facts prices in force
 * @param freeTier whether the monthly free tier is unused; its GB-seconds go to x86_64 first. As in
 *   AWS's own example, its requests cover those on provisioned concurrency, too
 */
export function priceOf(usage: Usage, facts: Facts, freeTier: boolean): PriceLine[] {
  const lines: PriceLine[] = [];
  const freeRequests = freeTier ? facts['price.free.requests'] : 0;
  const requests = Math.max(0, usage.requests - freeRequests);
  lines.push(
    line(
      'requests',
      'Requests',
      requests,
      'request',
      'price.request',
      BigInt(requests) * pico(facts['price.request']),
      facts,
    ),
  );
  let free = freeTier ? BigInt(facts['price.free.duration']) * mbMsPerGbSecond : 0n;
  for (const architecture of ['x86_64', 'arm64'] as const) {
    const covered = least(free, usage.mbMs[architecture] - (usage.notFreeMbMs?.[architecture] ?? 0n));
    free -= covered;
    if (usage.mbMs[architecture] > 0n)
      lines.push(...durationLines(architecture, usage.mbMs[architecture] - covered, facts));
  }
  if (usage.tmpMbMs > 0n)
    lines.push(gbLine('ephemeralStorage', '/tmp beyond its free part', usage.tmpMbMs, 'price.ephemeralStorage', facts));
  lines.push(...provisionedLines(usage, facts), ...snapStartLines(usage, facts));
  return lines;
}

/** Provisioned concurrency and the duration on it, where there is any. */
function provisionedLines({ provisionedMbMs, provisionedDurationMbMs }: Usage, facts: Facts): PriceLine[] {
  return (['x86_64', 'arm64'] as const).flatMap((architecture) => {
    const kept = provisionedMbMs?.[architecture] ?? 0n;
    const ran = provisionedDurationMbMs?.[architecture] ?? 0n;
    const lines: PriceLine[] = [];
    if (kept > 0n) {
      const title = `Provisioned concurrency, ${architecture}`;
      lines.push(gbLine(`provisioned.${architecture}`, title, kept, `price.provisioned.${architecture}`, facts));
    }
    if (ran > 0n) {
      const title = `Duration on provisioned concurrency, ${architecture}`;
      const factId = `price.provisionedDuration.${architecture}` as const;
      lines.push(gbLine(`provisionedDuration.${architecture}`, title, ran, factId, facts));
    }
    return lines;
  });
}

/** Snapshots kept and restored, where SnapStart is charged. */
function snapStartLines({ snapshotMbMs = 0n, restoredMB = 0n }: Usage, facts: Facts): PriceLine[] {
  const lines: PriceLine[] = [];
  if (snapshotMbMs > 0n)
    lines.push(gbLine('snapStart.cache', 'SnapStart, snapshots kept', snapshotMbMs, 'price.snapStart.cache', facts));
  if (restoredMB > 0n) {
    const factId = 'price.snapStart.restore';
    const cost = roundedQuotient(restoredMB * pico(facts[factId]), mbPerGb);
    const quantity = Number(restoredMB) / Number(mbPerGb);
    lines.push(line('snapStart.restore', 'SnapStart, snapshots restored', quantity, 'GB', factId, cost, facts));
  }
  return lines;
}

/** Duration through the tiers of a month: one line a tier that is reached. */
function durationLines(architecture: Architecture, mbMs: bigint, facts: Facts): PriceLine[] {
  const sizes = [
    BigInt(facts[`price.tier.${architecture}.first`]) * mbMsPerGbSecond,
    BigInt(facts[`price.tier.${architecture}.second`]) * mbMsPerGbSecond,
    endless,
  ];
  let rest = mbMs;
  return sizes.flatMap((size, i) => {
    const part = least(rest, size);
    rest -= part;
    const tier = (['tier1', 'tier2', 'tier3'] as const)[i]!;
    if (part === 0n && i > 0) return [];
    const title = i === 0 ? `Duration, ${architecture}` : `Duration, ${architecture}, tier ${i + 1}`;
    return [gbLine(`duration.${architecture}.${tier}`, title, part, `price.duration.${architecture}.${tier}`, facts)];
  });
}

function gbLine(id: string, title: string, mbMs: bigint, factId: FactId, facts: Facts): PriceLine {
  const cost = roundedQuotient(mbMs * pico(facts[factId]), mbMsPerGbSecond);
  return line(id, title, gbSeconds(mbMs), 'GB-s', factId, cost, facts);
}

const line = (
  id: string,
  title: string,
  quantity: number,
  unit: string,
  factId: FactId,
  costPicoUsd: bigint,
  facts: Facts,
): PriceLine => ({
  id,
  title,
  quantity,
  unit,
  unitPriceUsd: facts[factId],
  costUsd: usd(costPicoUsd),
  costPicoUsd,
  factId,
});
