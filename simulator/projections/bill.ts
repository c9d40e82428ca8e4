/**
 * What the run costs, line by line, at the prices of its day in us-east-1. The run is taken as all the
 * use of a month; what the monthly free tier would take off is told beside it.
 *
 * Assumed: the init of provisioned environments is charged like duration on provisioned concurrency, and
 * the further parts of a large asynchronous event once, however often it is tried. A snapshot is
 * charged up to the end of the run, and for the shortest time at least.
 */
import { factsOn, type FactId, type Facts } from '../facts/index.ts';
import { gbSeconds, priceOf, usd, type Architecture, type PriceLine, type Usage } from '../facts/price-of.ts';
import {
  eventTypes,
  initPhases,
  NONE,
  placeOf,
  type EventView,
  type Projection,
  type TraceFunction,
  type TraceHeader,
} from '../trace.ts';
import { ExactSum } from './exact-sum.ts';
import { MemorySizes } from './memory-sizes.ts';
import { ProvisionedTime } from './provisioned-time.ts';
import { Serving } from './serving.ts';
import { SnapshotUse } from './snapshot-use.ts';

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
  /** Invocations, every attempt at an asynchronous event one, and the further parts of large events. Throttles are free. */
  requests: number;
  /** All duration, that on provisioned concurrency too. */
  gbSeconds: number;
  /** The part of `gbSeconds` that init and restore phases brought. */
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

type ByArchitecture = Record<Architecture, ExactSum>;

interface State {
  readonly functions: TraceHeader['functions'];
  readonly facts: Facts;
  readonly serving: Serving;
  readonly provisioned: ProvisionedTime;
  readonly memory: MemorySizes;
  readonly snapshots: SnapshotUse;
  invocations: number;
  furtherParts: number;
  /** Body of the request that arrived last. */
  payloadBytes: number;
  billedMs: number;
  readonly mbMs: ByArchitecture;
  readonly notFreeMbMs: ByArchitecture;
  readonly provisionedMbMs: ByArchitecture;
  readonly initMbMs: ExactSum;
  readonly tmpMbMs: ExactSum;
  readonly perRequest: RequestCost[];
  endUs: number;
}

const durationAt = placeOf('platform.report', 'durationUs');
const billedAt = placeOf('platform.report', 'billedDurationMs');
const memoryAt = placeOf('platform.report', 'memorySizeMB');
const payloadAt = placeOf('invoke.received', 'payloadBytes');
const ofSnapshot = initPhases.indexOf('snap-start');

/** Frequent events that cost nothing; the last event of a run is seldom one of them, and hardly matters. */
const free: readonly string[] = [
  'environment.reused',
  'invoke.admitted',
  'invoke.completed',
  'platform.start',
  'platform.runtimeDone',
  'platform.initStart',
  'platform.initRuntimeDone',
  'function',
];

/** The bill with costs of at most `limit` single invocations. */
export function billOf(limit = 10_000): Projection<State, Bill> {
  return {
    listens: eventTypes.filter((type) => !free.includes(type)),
    start(header) {
      const facts = factsOn(header.asOf);
      const memory = new MemorySizes(header);
      return {
        functions: header.functions,
        facts,
        serving: new Serving(),
        provisioned: new ProvisionedTime(header, facts['billing.provisioned.step']),
        memory,
        snapshots: new SnapshotUse(header, memory, facts['billing.snapStart.least']),
        invocations: 0,
        furtherParts: 0,
        payloadBytes: 0,
        billedMs: 0,
        mbMs: byArchitecture(),
        notFreeMbMs: byArchitecture(),
        provisionedMbMs: byArchitecture(),
        initMbMs: new ExactSum(),
        tmpMbMs: new ExactSum(),
        perRequest: [],
        endUs: 0,
      };
    },
    step(state, event) {
      state.endUs = event.atUs;
      switch (event.type) {
        case 'invoke.received':
          state.payloadBytes = event.at(payloadAt);
          return;
        case 'async.queued':
          state.furtherParts += furtherParts(state.payloadBytes, state.facts);
          return;
        case 'platform.report':
          reported(state, event, limit);
          return state.serving.step(event);
        case 'platform.initReport':
          return ahead(state, event);
        case 'environment.created':
          state.memory.step(event);
          return state.serving.step(event);
        default:
          state.provisioned.step(event);
          state.snapshots.step(event);
      }
    },
    finish: billFrom,
  };
}

/** The bill of the run. */
export const bill = billOf();

function reported(state: State, event: EventView, limit: number): void {
  const { facts } = state;
  const fn = state.functions[event.function]!;
  const billedMs = event.at(billedAt);
  const memoryMB = event.at(memoryAt);
  const mbMs = billedMs * memoryMB;
  const step = facts['billing.rounding'];
  const ownMs = Math.ceil(event.at(durationAt) / 1000 / step) * step;
  const tmpMbMs = billedMs * (fn.EphemeralStorage.Size - facts['price.ephemeralStorage.free']);
  const architecture = fn.Architectures[0];
  const onProvisioned = state.serving.isProvisioned(event);
  state.invocations++;
  state.billedMs += billedMs;
  duration(state, event.function, architecture, onProvisioned, mbMs);
  state.tmpMbMs.add(tmpMbMs);
  state.initMbMs.add((billedMs - ownMs) * memoryMB);
  if (state.perRequest.length >= limit) return;
  const one = { x86_64: 0n, arm64: 0n, [architecture]: BigInt(mbMs) };
  const none = { x86_64: 0n, arm64: 0n };
  const usage: Usage = {
    requests: 1,
    mbMs: onProvisioned ? none : one,
    ...(onProvisioned && { provisionedDurationMbMs: one }),
    tmpMbMs: BigInt(tmpMbMs),
  };
  state.perRequest.push({
    request: event.request === NONE ? -1 : event.request,
    billedDurationMs: billedMs,
    costUsd: usd(totalOf(priceOf(usage, facts, false))),
    seq: event.seq,
  });
}

/** An init phase that ran ahead of any request: of a provisioned environment, or for a snapshot. */
function ahead(state: State, event: EventView): void {
  if (event.request !== NONE) return;
  const onProvisioned = state.serving.isProvisioned(event);
  if (!onProvisioned && event.number('phase') !== ofSnapshot) return;
  const fn: TraceFunction = state.functions[event.function]!;
  const step = state.facts['billing.rounding'];
  const billedMs = Math.ceil(event.number('durationUs') / 1000 / step) * step;
  const mbMs = billedMs * state.memory.of(event.function);
  state.billedMs += billedMs;
  duration(state, event.function, fn.Architectures[0], onProvisioned, mbMs);
  state.initMbMs.add(mbMs);
}

function duration(state: State, entry: number, architecture: Architecture, onProvisioned: boolean, mbMs: number): void {
  if (onProvisioned) return state.provisionedMbMs[architecture].add(mbMs);
  state.mbMs[architecture].add(mbMs);
  if (state.provisioned.isEnabled(entry)) state.notFreeMbMs[architecture].add(mbMs);
}

function billFrom(state: State): Bill {
  const { facts, functions, endUs } = state;
  const enabled = { x86_64: 0n, arm64: 0n };
  state.provisioned.finish(endUs).forEach((ms, entry) => {
    enabled[functions[entry]!.Architectures[0]] += BigInt(ms) * BigInt(state.memory.of(entry));
  });
  const requests = state.invocations + state.furtherParts;
  const usage: Usage = {
    requests,
    mbMs: totals(state.mbMs),
    notFreeMbMs: totals(state.notFreeMbMs),
    provisionedMbMs: enabled,
    provisionedDurationMbMs: totals(state.provisionedMbMs),
    snapshotMbMs: state.snapshots.keptMbMs(endUs),
    restoredMB: BigInt(state.snapshots.restoredMB),
    tmpMbMs: state.tmpMbMs.total,
  };
  const lines = priceOf(usage, facts, false);
  const total = totalOf(lines);
  const afterFreeTier = totalOf(priceOf(usage, facts, true));
  const all = [state.mbMs, state.provisionedMbMs].flatMap(({ x86_64, arm64 }) => [x86_64.total, arm64.total]);
  return {
    requests,
    gbSeconds: gbSeconds(all.reduce((sum, part) => sum + part, 0n)),
    initGbSeconds: gbSeconds(state.initMbMs.total),
    billedDurationMs: state.billedMs,
    lines: lines.map(({ costPicoUsd: _, ...line }) => line),
    totalUsd: usd(total),
    freeTierUsd: usd(total - afterFreeTier),
    afterFreeTierUsd: usd(afterFreeTier),
    perRequest: state.perRequest,
    omittedRequests: state.invocations - state.perRequest.length,
  };
}

/** Requests that a large asynchronous event counts as besides its first. */
function furtherParts(bytes: number, facts: Facts): number {
  const more = bytes - facts['billing.asyncFirstPart'];
  return more <= 0 ? 0 : Math.ceil(more / facts['billing.asyncFurtherPart']);
}

const byArchitecture = (): ByArchitecture => ({ x86_64: new ExactSum(), arm64: new ExactSum() });
const totals = ({ x86_64, arm64 }: ByArchitecture) => ({ x86_64: x86_64.total, arm64: arm64.total });

/** Picodollars of all lines. */
const totalOf = (lines: readonly PriceLine[]): bigint => lines.reduce((sum, line) => sum + line.costPicoUsd, 0n);
