/**
 * What the run costs, line by line, at the prices of its day in us-east-1. The run is taken as all the
 * use of a month; what the monthly free tier would take off is told beside it.
 */
import { factsOn, type FactId, type Facts } from '../facts/index.ts';
import { gbSeconds, priceOf, usd, type Architecture, type PriceLine, type Usage } from '../facts/price-of.ts';
import { NONE, type Projection, type TraceHeader } from '../trace.ts';
import { ExactSum } from './exact-sum.ts';

export interface BillLine {
  id: string;
  title: string;
  quantity: number;
  unit: string;
  unitPriceUsd: number;
  costUsd: number;
  /** The fact that holds the price. */
  factId: FactId;
}

/** One invocation's part of the bill, without tiers and the free tier. */
export interface RequestCost {
  request: number;
  billedDurationMs: number;
  costUsd: number;
  /** Its `platform.report` event. */
  seq: number;
}

export interface Bill {
  /** Invocations, which are what is charged as requests; throttled and refused ones are free. */
  requests: number;
  gbSeconds: number;
  /** The part of `gbSeconds` that init phases brought. */
  initGbSeconds: number;
  billedDurationMs: number;
  lines: BillLine[];
  totalUsd: number;
  /** What an unused monthly free tier takes off, and what is left then. */
  freeTierUsd: number;
  afterFreeTierUsd: number;
  /** The first invocations; `omittedRequests` more are in the sums only. */
  perRequest: RequestCost[];
  omittedRequests: number;
}

interface State {
  readonly functions: TraceHeader['functions'];
  readonly facts: Facts;
  requests: number;
  billedMs: number;
  readonly mbMs: Record<Architecture, ExactSum>;
  readonly initMbMs: ExactSum;
  readonly tmpMbMs: ExactSum;
  readonly perRequest: RequestCost[];
}

/** The bill with costs of at most `limit` single invocations. */
export function billOf(limit = 10_000): Projection<State, Bill> {
  return {
    start: (header) => ({
      functions: header.functions,
      facts: factsOn(header.asOf),
      requests: 0,
      billedMs: 0,
      mbMs: { x86_64: new ExactSum(), arm64: new ExactSum() },
      initMbMs: new ExactSum(),
      tmpMbMs: new ExactSum(),
      perRequest: [],
    }),
    step(state, event) {
      if (event.type !== 'platform.report') return;
      const { facts } = state;
      const fn = state.functions[event.function]!;
      const billedMs = event.number('billedDurationMs');
      const mbMs = billedMs * event.number('memorySizeMB');
      const step = facts['billing.rounding'];
      const ownMs = Math.ceil(event.number('durationUs') / 1000 / step) * step;
      const tmpMbMs = billedMs * (fn.EphemeralStorage.Size - facts['price.ephemeralStorage.free']);
      const architecture = fn.Architectures[0];
      state.requests++;
      state.billedMs += billedMs;
      state.mbMs[architecture].add(mbMs);
      state.tmpMbMs.add(tmpMbMs);
      state.initMbMs.add((billedMs - ownMs) * event.number('memorySizeMB'));
      if (state.perRequest.length >= limit) return;
      const one = {
        requests: 1,
        mbMs: { x86_64: 0n, arm64: 0n, [architecture]: BigInt(mbMs) },
        tmpMbMs: BigInt(tmpMbMs),
      };
      const request = event.request === NONE ? -1 : event.request;
      state.perRequest.push({
        request,
        billedDurationMs: billedMs,
        costUsd: usd(totalOf(priceOf(one, facts, false))),
        seq: event.seq,
      });
    },
    finish(state) {
      const { facts } = state;
      const usage: Usage = {
        requests: state.requests,
        mbMs: { x86_64: state.mbMs.x86_64.total, arm64: state.mbMs.arm64.total },
        tmpMbMs: state.tmpMbMs.total,
      };
      const lines = priceOf(usage, facts, false);
      const total = totalOf(lines);
      const afterFreeTier = totalOf(priceOf(usage, facts, true));
      return {
        requests: state.requests,
        gbSeconds: gbSeconds(usage.mbMs.x86_64 + usage.mbMs.arm64),
        initGbSeconds: gbSeconds(state.initMbMs.total),
        billedDurationMs: state.billedMs,
        lines: lines.map(({ costPicoUsd: _, ...line }) => line),
        totalUsd: usd(total),
        freeTierUsd: usd(total - afterFreeTier),
        afterFreeTierUsd: usd(afterFreeTier),
        perRequest: state.perRequest,
        omittedRequests: state.requests - state.perRequest.length,
      };
    },
  };
}

/** The bill of the run. */
export const bill = billOf();

/** Picodollars of all lines. */
const totalOf = (lines: readonly PriceLine[]): bigint => lines.reduce((sum, line) => sum + line.costPicoUsd, 0n);
