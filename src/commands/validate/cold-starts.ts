/** Whether the init times of a run are spread as the measured ones are, quantile by quantile. */
import { coldStart, eventTypes, parseScenario, simulate } from '#simulator';

/** One kind of function, drawn from very often. */
const kinds = [
  { Runtime: 'nodejs24.x', PackageType: 'Zip', Architectures: ['x86_64'] },
  { Runtime: 'nodejs24.x', PackageType: 'Image', Architectures: ['arm64'] },
  { Runtime: 'python3.14', PackageType: 'Zip', Architectures: ['x86_64'] },
  { Runtime: 'python3.14', PackageType: 'Zip', Architectures: ['arm64'] },
  { Runtime: 'java25', PackageType: 'Zip', Architectures: ['x86_64'] },
  { Runtime: 'dotnet10', PackageType: 'Zip', Architectures: ['x86_64'] },
  { Runtime: 'ruby3.4', PackageType: 'Zip', Architectures: ['x86_64'] },
  { Runtime: 'provided.al2023', PackageType: 'Zip', Architectures: ['arm64'] },
] as const satisfies readonly {
  Runtime: string;
  PackageType: 'Zip' | 'Image';
  Architectures: readonly ['x86_64' | 'arm64'];
}[];
const MemorySize = 1024;

const INIT_REPORT = eventTypes.indexOf('platform.initReport');

export interface DrawnQuantile {
  readonly kind: string;
  readonly probability: number;
  readonly measuredMs: number;
  readonly drawnMs: number;
  /** Share of the draws up to `measuredMs`: equal to `probability` but for chance. */
  readonly share: number;
  /** How far `share` is from `probability`, in standard errors of a sample of that size. */
  readonly standardErrors: number;
}

/** Inits of each kind, in the order of `kinds`, sorted: every request comes long after its predecessor's environment ended. */
function drawnMs(draws: number): Float64Array[] {
  const scenario = parseScenario({
    functions: kinds.map(({ Runtime, PackageType, Architectures: [architecture] }, i) => ({
      FunctionName: `f${i}`,
      Runtime,
      PackageType,
      Architectures: [architecture] as ['x86_64' | 'arm64'],
      MemorySize,
      Profile: { durationMs: { kind: 'constant' as const, value: 1 } },
    })),
    traffic: kinds.map((_, i) => ({ kind: 'every' as const, FunctionName: `f${i}`, intervalMs: 20_000, count: draws })),
    assumptions: { idleLifeSeconds: 1 },
  });
  const all = kinds.map(() => new Float64Array(draws));
  const counts = kinds.map(() => 0);
  simulate(scenario, {
    observe(event) {
      if (event.kind !== INIT_REPORT) return;
      const of = event.function;
      all[of]![counts[of]!++] = event.number('durationUs') / 1000;
    },
  });
  if (counts.some((count) => count !== draws)) throw new Error(`not every request began cold: ${counts.join(', ')}`);
  return all.map((values) => values.sort());
}

/** Values up to a limit, of sorted ones; a drawn time is a whole number of microseconds. */
function shareUpTo(sorted: Float64Array, limitMs: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! <= limitMs + 0.0005) from = middle + 1;
    else to = middle;
  }
  return from / sorted.length;
}

/**
 * Draws cold starts and holds them against the table.
 * @param draws of each kind of function
 */
export function drawnQuantiles(draws: number): DrawnQuantile[] {
  return drawnMs(draws).flatMap((sorted, i) => {
    const { Runtime, PackageType, Architectures } = kinds[i]!;
    const table = coldStart(Runtime, PackageType, Architectures[0], MemorySize);
    return table.initMs.map(([probability, measuredMs]) => {
      const share = shareUpTo(sorted, measuredMs);
      const error = Math.sqrt((probability * (1 - probability)) / draws);
      return {
        kind: table.measuredAs,
        probability,
        measuredMs,
        drawnMs: sorted[Math.min(draws - 1, Math.floor(probability * draws))]!,
        share,
        standardErrors: error === 0 ? 0 : (share - probability) / error,
      };
    });
  });
}
