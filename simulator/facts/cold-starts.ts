/**
 * How long a cold start takes, by runtime, package and architecture: the distributions that
 * maxday/lambda-perf measured on AWS with hello-world functions. A larger module takes longer; for
 * real code the time of its own module is added by the sandbox.
 */
import { measuredColdStarts, probabilities } from './cold-starts.generated.ts';

export interface ColdStart {
  /** Inverse distribution function of the init time: `[probability, ms]`, from 0 to 1. */
  readonly initMs: [probability: number, ms: number][];
  /** Mean duration of the first invocation. */
  readonly firstInvokeMs: number;
  readonly memoryUsedMB: number;
  /** What was really measured, when it is not exactly what was asked for. */
  readonly measuredAs: string;
}

/** The nearest runtime that was measured, for those that were not. */
const standIns = new Map(
  Object.entries({
    'nodejs26.x': 'nodejs24.x',
    'nodejs18.x': 'nodejs20.x',
    'nodejs16.x': 'nodejs20.x',
    'nodejs14.x': 'nodejs20.x',
    'nodejs12.x': 'nodejs20.x',
    'python3.15': 'python3.14',
    'python3.8': 'python3.9',
    'python3.7': 'python3.9',
    'python3.6': 'python3.9',
    'java17.al2023': 'java17',
    'java11.al2023': 'java11',
    'java8.al2023': 'java8.al2',
    java8: 'java8.al2',
    dotnet9: 'dotnet10',
    dotnet6: 'dotnet8',
    'dotnetcore3.1': 'dotnet8',
    'ruby4.0': 'ruby3.4',
    'ruby2.7': 'ruby3.2',
    'go1.x': 'provided.al2',
    provided: 'provided.al2',
  }),
);

/** For an identifier nobody knows: the newest measured runtime of its language. */
const families: readonly (readonly [prefix: string, runtime: string])[] = [
  ['python', 'python3.14'],
  ['java', 'java25'],
  ['dotnet', 'dotnet10'],
  ['ruby', 'ruby3.4'],
  ['go', 'provided.al2023'],
  ['provided', 'provided.al2023'],
];

const byKind = new Map<string, (typeof measuredColdStarts)[number][]>();
for (const row of measuredColdStarts) {
  const kind = `${row[0]} ${row[1]} ${row[2]}`;
  byKind.set(
    kind,
    [...(byKind.get(kind) ?? []), row].sort((a, b) => a[3] - b[3]),
  );
}

const measuredRuntime = (runtime: string): string =>
  byKind.has(`${runtime} Zip x86_64`)
    ? runtime
    : (standIns.get(runtime) ?? families.find(([prefix]) => runtime.startsWith(prefix))?.[1] ?? 'nodejs24.x');

const nth = (row: (typeof measuredColdStarts)[number], i: number): number => row[4 + i] as number;

/**
 * The measured cold start of a kind of function.
 *
 * Init time is the one measured at the nearest memory size, since it hardly depends on it. The first
 * invocation does: between two measured sizes it lies on the straight line over 1 / memory.
 * @param runtime Lambda's identifier; one that was not measured gets its nearest relative
 * @param memoryMB memory size; beyond what was measured the outermost size holds
 */
export function coldStart(
  runtime: string,
  packageType: 'Zip' | 'Image',
  architecture: 'x86_64' | 'arm64',
  memoryMB: number,
): ColdStart {
  const measured = measuredRuntime(runtime);
  const rows = byKind.get(`${measured} ${packageType} ${architecture}`);
  if (!rows?.[0]) throw new RangeError(`no measured cold start of ${measured} ${packageType} ${architecture}`);
  let below = rows[0];
  let above = rows[0];
  for (const row of rows) {
    if (row[3] <= memoryMB) below = row;
    above = row;
    if (row[3] >= memoryMB) break;
  }
  const nearest = memoryMB - below[3] <= above[3] - memoryMB ? below : above;
  const firstInvoke = probabilities.length;
  const share = below === above ? 0 : (1 / below[3] - 1 / memoryMB) / (1 / below[3] - 1 / above[3]);
  return {
    initMs: probabilities.map((probability, i) => [probability, nth(nearest, i)]),
    firstInvokeMs: nth(below, firstInvoke) + (nth(above, firstInvoke) - nth(below, firstInvoke)) * share,
    memoryUsedMB: nth(nearest, firstInvoke + 1),
    measuredAs: `${measured.startsWith('provided') ? `Go on ${measured}` : measured}, ${packageType}, ${architecture}, ${nearest[3]} MB`,
  };
}
