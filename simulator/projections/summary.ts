/**
 * All that can be said of a run as one JSON object, for claims about it and for the command line. Times
 * are milliseconds, money is US dollars. The lists of requests and of log lines are there when each has at
 * most `listLimit` entries.
 */
import type { Projection, TraceHeader } from '../trace.ts';
import { billOf, type BillLine } from './bill.ts';
import { LogWriter } from './log-writer.ts';
import { percentiles, type Spread } from './percentiles.ts';
import { runCounts, type RunCounts } from './run-counts.ts';
import { summaryRequestsOf, type SummaryRequest } from './summary-requests.ts';
import { together } from './together.ts';

/** Percentiles by nearest rank, in milliseconds; all 0 when `count` is 0. */
export interface SpreadMs {
  count: number;
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  max: number;
  mean: number;
}

export interface Summary extends RunCounts {
  seed: number;
  asOf: string;
  /** As configured at the start. */
  functions: {
    FunctionName: string;
    Version: string;
    Runtime: string;
    Architecture: string;
    MemorySize: number;
    Timeout: number;
  }[];
  /** Client latency: from the request to the answer. */
  latencyMs: { all: SpreadMs; cold: SpreadMs; warm: SpreadMs };
  /** `Duration` of the REPORT lines. */
  durationMs: { all: SpreadMs; cold: SpreadMs; warm: SpreadMs };
  /** Init phases that succeeded, and restores of snapshots. */
  initMs: SpreadMs;
  restoreMs: SpreadMs;
  /** Sum of `Billed Duration`. */
  billedMs: number;
  gbSeconds: number;
  bill: { totalUsd: number; freeTierUsd: number; afterFreeTierUsd: number; lines: BillLine[] };
  /** In order of arrival. */
  requests?: SummaryRequest[];
  /** Absent for a run that is too long to keep. */
  logs?: { count: number; lines?: string[] };
}

/** Entries that the lists of a summary have at most. */
export const listLimit = 1_000;

interface Logs {
  readonly writer: LogWriter;
  readonly result: { count: number; lines?: string[] };
}

/** The messages of the log, and how many there are; nothing for a run that is too long to keep. */
const logLines: Projection<Logs | undefined, Logs['result'] | undefined> = {
  listens: LogWriter.listens,
  start(header) {
    if (!header.kept) return undefined;
    const lines: string[] = [];
    const result: Logs['result'] = { count: 0, lines };
    const writer = new LogWriter(header, (_request, _environment, make) => {
      if (++result.count <= listLimit) lines.push(make().message);
      else delete result.lines;
    });
    return { writer, result };
  },
  step: (state, event) => state?.writer.step(event),
  finish: (state) => state?.result,
};

const headerItself: Projection<TraceHeader, TraceHeader> = {
  listens: [],
  start: (header) => header,
  step: () => undefined,
  finish: (header) => header,
};

/** The summary of the run. */
export const summary = together(
  {
    header: headerItself,
    counts: runCounts,
    times: percentiles,
    bill: billOf(0),
    requests: summaryRequestsOf(listLimit),
    logs: logLines,
  },
  ({ header, counts, times, bill, requests, logs }): Summary => {
    const { totalUsd, freeTierUsd, afterFreeTierUsd, lines } = bill;
    return {
      seed: header.seed,
      asOf: header.asOf,
      functions: header.functions.map(({ FunctionName, Version, Runtime, Architectures, MemorySize, Timeout }) => ({
        FunctionName,
        Version,
        Runtime,
        Architecture: Architectures[0],
        MemorySize,
        Timeout,
      })),
      ...counts,
      latencyMs: three(times.latency),
      durationMs: three(times.duration),
      initMs: inMs(times.init),
      restoreMs: inMs(times.restore),
      billedMs: bill.billedDurationMs,
      gbSeconds: bill.gbSeconds,
      bill: { totalUsd, freeTierUsd, afterFreeTierUsd, lines },
      ...(requests ? { requests } : {}),
      ...(logs ? { logs } : {}),
    };
  },
);

const three = ({ all, cold, warm }: { all: Spread; cold: Spread; warm: Spread }): Summary['latencyMs'] => ({
  all: inMs(all),
  cold: inMs(cold),
  warm: inMs(warm),
});

const inMs = ({ count, p50Us, p90Us, p95Us, p99Us, maxUs, meanUs }: Spread): SpreadMs => ({
  count,
  p50: p50Us / 1000,
  p90: p90Us / 1000,
  p95: p95Us / 1000,
  p99: p99Us / 1000,
  max: maxUs / 1000,
  mean: meanUs / 1000,
});
