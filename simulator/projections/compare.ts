/**
 * Two runs on the same dice, request by request: the same source, index and attempt is the same request
 * in both, and whatever befell it otherwise is the doing of what was changed.
 */
import { fateNames, type Fate, type FateColumns, type Fates, type FateTotals } from './fates.ts';

/** One request that fared differently. */
export interface FateDifference {
  source: number;
  index: number;
  /** Of its client, from 1. */
  attempt: number;
  /** What became of it in each run; `undefined` where it was not made. */
  a: ComparedFate | undefined;
  b: ComparedFate | undefined;
}

export interface ComparedFate {
  fate: Fate;
  /** From the request to its answer, or to the end of an asynchronous event. */
  tookUs: number;
  /** Its number in the run, to ask "why?" about. */
  request: number;
}

export interface ComparedFates {
  /** Requests in both runs, and those in one alone, such as attempts after a throttle. */
  paired: number;
  onlyInA: number;
  onlyInB: number;
  /** Those that fared alike, and those in both that did not. */
  alike: number;
  different: number;
  /** How many went from which fate to which; `none` for a request that was not made. Most frequent first. */
  changes: { a: Fate | 'none'; b: Fate | 'none'; count: number }[];
  /** Of those with the same fate, how many took longer or shorter in B by more than the share. */
  slower: number;
  faster: number;
  /** The first of them that fared differently, by attempt, source and index. */
  requests: FateDifference[];
  totals: { name: keyof FateTotals; a: number; b: number }[];
  /** Requests that could not be compared. */
  beyond: number;
}

export interface CompareOptions {
  /** Requests that are listed at most. */
  readonly limit?: number;
  /** Share of the time of A by which B must differ to count, 0.1 for a tenth; under a millisecond nothing does. */
  readonly latencyShare?: number;
}

const leastUs = 1000;
const none = fateNames.length;

/** Holds the fates of two runs against each other. */
export function compareFates(a: Fates, b: Fates, options: CompareOptions = {}): ComparedFates {
  const { limit = 1000, latencyShare = 0.1 } = options;
  const result: ComparedFates = {
    paired: 0,
    onlyInA: 0,
    onlyInB: 0,
    alike: 0,
    different: 0,
    changes: [],
    slower: 0,
    faster: 0,
    requests: [],
    totals: (Object.keys(a.totals) as (keyof FateTotals)[]).map((name) => ({
      name,
      a: a.totals[name],
      b: b.totals[name],
    })),
    beyond: Math.max(a.beyond + a.byLambda, b.beyond + b.byLambda),
  };
  /** By fate in A times the number of fates, plus fate in B. */
  const counts = new Float64Array((none + 1) * (none + 1));
  const sources = Math.max(a.sources.length, b.sources.length);
  const attempts = [...a.sources, ...b.sources].reduce((most, of) => Math.max(most, of?.length ?? 0), 0);
  for (let attempt = 0; attempt < attempts; attempt++)
    for (let source = 0; source < sources; source++) {
      const ofA = a.sources[source]?.[attempt];
      const ofB = b.sources[source]?.[attempt];
      const length = Math.max(ofA?.fate.length ?? 0, ofB?.fate.length ?? 0);
      for (let index = 0; index < length; index++) {
        if (!differ(result, counts, ofA, ofB, index, latencyShare)) continue;
        if (result.requests.length < limit)
          result.requests.push({ source, index, attempt: attempt + 1, a: fateIn(ofA, index), b: fateIn(ofB, index) });
      }
    }
  result.changes = changesOf(counts);
  return result;
}

/** Counts one request. @returns whether it fared differently */
function differ(
  result: ComparedFates,
  counts: Float64Array,
  a: FateColumns | undefined,
  b: FateColumns | undefined,
  index: number,
  latencyShare: number,
): boolean {
  const inA = (a?.fate[index] ?? 0) - 1;
  const inB = (b?.fate[index] ?? 0) - 1;
  if (inA < 0 && inB < 0) return false;
  const cell = (inA < 0 ? none : inA) * (none + 1) + (inB < 0 ? none : inB);
  if (inA < 0 || inB < 0) {
    if (inA < 0) result.onlyInB++;
    else result.onlyInA++;
    counts[cell] = (counts[cell] as number) + 1;
    return true;
  }
  result.paired++;
  if (inA !== inB) {
    result.different++;
    counts[cell] = (counts[cell] as number) + 1;
    return true;
  }
  const before = a?.tookUs[index] ?? 0;
  const change = (b?.tookUs[index] ?? 0) - before;
  if (Math.abs(change) < leastUs || Math.abs(change) <= before * latencyShare) {
    result.alike++;
    return false;
  }
  result.different++;
  if (change > 0) result.slower++;
  else result.faster++;
  return true;
}

function fateIn(columns: FateColumns | undefined, index: number): ComparedFate | undefined {
  const fate = fateNames[(columns?.fate[index] ?? 0) - 1];
  if (!columns || !fate) return undefined;
  return { fate, tookUs: columns.tookUs[index] as number, request: columns.request[index] as number };
}

function changesOf(counts: Float64Array): ComparedFates['changes'] {
  const nameOf = (fate: number): Fate | 'none' => fateNames[fate] ?? 'none';
  return Array.from(counts)
    .map((count, cell) => ({ a: nameOf(Math.floor(cell / (none + 1))), b: nameOf(cell % (none + 1)), count }))
    .filter(({ count }) => count > 0)
    .sort((x, y) => y.count - x.count);
}
