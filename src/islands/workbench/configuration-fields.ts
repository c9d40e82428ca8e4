/** What the fields of the configuration may hold on a day, and what was different then: from the facts. */
import { facts, factsOn, formatFact, valueOn, type FactId } from '#simulator';

/** Memory sizes the slider stops at: doublings, and the size that buys one whole vCPU. */
export function memorySteps(asOf: string): number[] {
  const { 'limits.memory.min': least, 'limits.memory.max': most, 'cpu.mbPerVcpu': oneVcpu } = factsOn(asOf);
  const steps = new Set<number>([oneVcpu, most].filter((size) => size <= most));
  for (let size: number = least; size <= most; size *= 2) steps.add(size);
  return [...steps].sort((a, b) => a - b);
}

/** The step nearest to a memory size. */
export function nearestStep(steps: readonly number[], memorySizeMB: number): number {
  return steps.reduce(
    (nearest, size, i) =>
      Math.abs(size - memorySizeMB) < Math.abs((steps[nearest] as number) - memorySizeMB) ? i : nearest,
    0,
  );
}

/** Facts that change what a run of one function shows or costs. */
const relevant: readonly FactId[] = [
  'billing.initBilled',
  'billing.rounding',
  'limits.memory.max',
  'limits.timeout.max',
  'limits.tmp.max',
  'limits.concurrency.account',
  'price.duration.x86_64.tier1',
];

export interface Difference {
  readonly id: FactId;
  /** "Longest timeout: 300 seconds then, 900 seconds since 2018-10-10." */
  readonly sentence: string;
}

/** What was not yet as it is today. */
export function differencesOn(asOf: string): Difference[] {
  return relevant.flatMap((id) => {
    const fact = facts[id];
    const newest = fact.values.at(-1);
    if (!newest || valueOn(fact, asOf) === newest.value) return [];
    return [
      {
        id,
        sentence: `${fact.title}: ${formatFact(id, asOf)} then, ${formatFact(id, newest.from)} since ${newest.from}.`,
      },
    ];
  });
}
