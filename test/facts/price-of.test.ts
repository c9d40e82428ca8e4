/** The worked examples that AWS gives on its pricing page and in its posts, recomputed. */
import { describe, expect, it } from 'vitest';
import { factsOn } from '../../simulator/facts/index.ts';
import { gbSeconds, priceOf, usd, type Usage } from '../../simulator/facts/price-of.ts';

const today = factsOn('2026-11-21');
const in2019 = factsOn('2019-06-01');

/** Equal invocations on x86_64. */
const usage = (requests: number, billedMs: number, memoryMB: number): Usage => ({
  requests,
  mbMs: { x86_64: BigInt(requests) * BigInt(billedMs) * BigInt(memoryMB), arm64: 0n },
  tmpMbMs: 0n,
});
const total = (...given: Parameters<typeof priceOf>): number =>
  usd(priceOf(...given).reduce((sum, { costPicoUsd }) => sum + costPicoUsd, 0n));

describe('AWS’s own example', () => {
  it('of a mobile backend costs $2.73 a month: 3 million requests of 120 ms at 1,536 MB, free tier unused', () => {
    const asked = usage(3_000_000, 120, 1536);
    expect(gbSeconds(asked.mbMs.x86_64)).toBe(540_000);
    const [requests, duration] = priceOf(asked, today, true);
    expect(requests).toMatchObject({ quantity: 2_000_000, costUsd: 0.4 });
    expect(duration).toMatchObject({ quantity: 140_000, costUsd: 2.333338 });
    expect(total(asked, today, true)).toBe(2.733338);
  });

  it('of telemetry costs $249.49 a month: 7.44 million requests of 2 s at 1,024 MB, free tier used up', () => {
    expect(total(usage(7_440_000, 2000, 1024), today, false)).toBe(249.488496);
  });

  it('of 2014 to 2020 costs $18.74 a month: 3 million requests of 1 s at 512 MB, free tier unused', () => {
    expect(total(usage(3_000_000, 1000, 512), in2019, true)).toBe(18.737);
    expect(total(usage(3_000_000, 1000, 512), today, true)).toBe(18.73337);
  });
});

describe('a bill', () => {
  it('charges nothing within the free tier', () => {
    expect(total(usage(1_000_000, 100, 128), today, true)).toBe(0);
  });

  it('has a line for each tier of duration that is reached', () => {
    const gb = 1_024_000n;
    const lines = priceOf(
      { requests: 0, mbMs: { x86_64: 16_000_000_000n * gb, arm64: 0n }, tmpMbMs: 0n },
      today,
      false,
    );
    expect(lines.slice(1).map(({ quantity, costUsd }) => [quantity, costUsd])).toEqual([
      [6_000_000_000, 100_000.2],
      [9_000_000_000, 135_000],
      [1_000_000_000, 13_333.4],
    ]);
  });

  it('takes the tiers of each architecture apart, and arm64 has its own price', () => {
    const lines = priceOf({ requests: 0, mbMs: { x86_64: 1_024_000n, arm64: 1_024_000n }, tmpMbMs: 0n }, today, false);
    expect(lines.map(({ id, costUsd }) => [id, costUsd])).toEqual([
      ['requests', 0],
      ['duration.x86_64.tier1', 0.0000166667],
      ['duration.arm64.tier1', 0.0000133334],
    ]);
  });

  it('shares the free GB-seconds between the architectures', () => {
    const half = 300_000n * 1_024_000n;
    const [, x86, arm] = priceOf({ requests: 0, mbMs: { x86_64: half, arm64: half }, tmpMbMs: 0n }, today, true);
    expect([x86?.quantity, arm?.quantity]).toEqual([0, 200_000]);
  });

  it('charges for /tmp beyond its free part', () => {
    const [, , tmp] = priceOf({ ...usage(1, 1000, 1024), tmpMbMs: 512n * 1000n }, today, false);
    expect(tmp).toMatchObject({
      id: 'ephemeralStorage',
      quantity: 0.5,
      unitPriceUsd: 0.0000000309,
      costUsd: 0.00000001545,
    });
  });

  it('does not depend on the order in which millions of parts are added', () => {
    const parts = Array.from({ length: 1000 }, (_, i) => BigInt(i) * 10_240n * 900_000n);
    const sum = (values: bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
    const cost = (mbMs: bigint): number =>
      total({ requests: 0, mbMs: { x86_64: mbMs, arm64: 0n }, tmpMbMs: 0n }, today, false);
    expect(cost(sum(parts))).toBe(cost(sum(parts.toReversed())));
  });
});
