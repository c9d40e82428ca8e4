/**
 * The managed runtimes: what they run on and until when. After `deprecated` a runtime gets no more
 * patches; after `createBlocked` no function can be created with it, after `updateBlocked` none updated.
 * Invoking never stops. AWS moves the two last days often, so they carry dates of their own.
 */
import { factTable, since, valueOn, type FactEntry } from './fact.ts';
import { sources } from './sources.ts';

export type Language = 'Node.js' | 'Python' | 'Java' | '.NET' | 'Ruby' | 'Go' | 'custom';

export interface Runtime {
  readonly language: Language;
  readonly operatingSystem: 'Amazon Linux 2023' | 'Amazon Linux 2' | 'Amazon Linux';
  /** Days, `YYYY-MM-DD`; '' when none is set. */
  readonly deprecated: string;
  readonly createBlocked: string;
  readonly updateBlocked: string;
}

const AL2023 = 'Amazon Linux 2023';
const AL2 = 'Amazon Linux 2';
const AL1 = 'Amazon Linux';

/** Earlier days of blocking, as a copy of the page of early 2026 had them. */
const earlierBlocks = { createBlocked: '2026-08-31', updateBlocked: '2026-09-30' };
const laterBlocks = { createBlocked: '2027-02-01', updateBlocked: '2027-03-03' };
/** Somewhere between that copy and the one of August 2026. */
const blocksMoved = '2026-07-01';

const launch = '2015-04-09';

const runtime = (
  title: string,
  language: Language,
  operatingSystem: Runtime['operatingSystem'],
  [deprecated = '', createBlocked = '', updateBlocked = '']: readonly string[],
  note?: string,
): FactEntry<Runtime> => ({
  title,
  unit: 'runtime',
  source: sources.runtimes,
  values: since([launch, { language, operatingSystem, deprecated, createBlocked, updateBlocked }]),
  ...(note ? { note } : {}),
});

/** One of those whose blocking was put off in 2026. */
const putOff = (
  title: string,
  language: Language,
  operatingSystem: Runtime['operatingSystem'],
  deprecated: string,
): FactEntry<Runtime> => ({
  title,
  unit: 'runtime',
  source: sources.runtimes,
  values: since(
    [launch, { language, operatingSystem, deprecated, ...earlierBlocks }],
    [blocksMoved, { language, operatingSystem, deprecated, ...laterBlocks }, 'The day of the change is a guess.'],
  ),
});

const justReleased = 'On the page of its language as supported; the page of all runtimes still had a planned month.';

/** By Lambda's identifier. */
export const runtimes = factTable({
  'nodejs26.x': runtime('Node.js 26', 'Node.js', AL2023, [], justReleased),
  'nodejs24.x': runtime('Node.js 24', 'Node.js', AL2023, ['2028-04-30', '2028-06-01', '2028-07-01']),
  'nodejs22.x': runtime('Node.js 22', 'Node.js', AL2023, ['2027-04-30', '2027-06-01', '2027-07-01']),
  'nodejs20.x': putOff('Node.js 20', 'Node.js', AL2023, '2026-04-30'),
  'nodejs18.x': putOff('Node.js 18', 'Node.js', AL2, '2025-09-01'),
  'nodejs16.x': putOff('Node.js 16', 'Node.js', AL2, '2024-06-12'),
  'nodejs14.x': runtime('Node.js 14', 'Node.js', AL2, ['2023-12-04', '2024-01-09', '2027-03-03']),
  'nodejs12.x': runtime('Node.js 12', 'Node.js', AL2, ['2023-03-31', '2023-03-31', '2023-04-30']),
  'python3.15': runtime('Python 3.15', 'Python', AL2023, [], justReleased),
  'python3.14': runtime('Python 3.14', 'Python', AL2023, ['2029-06-30', '2029-07-31', '2029-08-31']),
  'python3.13': runtime('Python 3.13', 'Python', AL2023, ['2029-06-30', '2029-07-31', '2029-08-31']),
  'python3.12': runtime('Python 3.12', 'Python', AL2023, ['2028-10-31', '2028-11-30', '2029-01-10']),
  'python3.11': runtime('Python 3.11', 'Python', AL2, ['2027-06-30', '2027-07-31', '2027-08-31']),
  'python3.10': runtime('Python 3.10', 'Python', AL2, [
    '2026-10-31',
    laterBlocks.createBlocked,
    laterBlocks.updateBlocked,
  ]),
  'python3.9': putOff('Python 3.9', 'Python', AL2, '2025-12-15'),
  'python3.8': putOff('Python 3.8', 'Python', AL2, '2024-10-14'),
  'python3.7': runtime('Python 3.7', 'Python', AL1, ['2023-12-04', '2024-01-09', '2027-03-03']),
  'python3.6': runtime('Python 3.6', 'Python', AL1, ['2022-07-18', '2022-07-18', '2022-08-29']),
  java25: runtime('Java 25', 'Java', AL2023, ['2029-06-30', '2029-07-31', '2029-08-31']),
  java21: runtime('Java 21', 'Java', AL2023, ['2029-06-30', '2029-07-31', '2029-08-31']),
  'java17.al2023': runtime('Java 17', 'Java', AL2023, []),
  'java11.al2023': runtime('Java 11', 'Java', AL2023, []),
  'java8.al2023': runtime('Java 8', 'Java', AL2023, []),
  java17: runtime('Java 17', 'Java', AL2, ['2027-06-30', '2027-07-31', '2027-08-31']),
  java11: runtime('Java 11', 'Java', AL2, ['2027-06-30', '2027-07-31', '2027-08-31']),
  'java8.al2': runtime('Java 8', 'Java', AL2, ['2027-06-30', '2027-07-31', '2027-08-31']),
  java8: runtime('Java 8', 'Java', AL1, ['2024-01-08', '2024-02-08', '2027-03-03']),
  dotnet10: runtime('.NET 10', '.NET', AL2023, ['2028-11-14', '2028-12-14', '2029-01-15']),
  dotnet9: runtime('.NET 9', '.NET', AL2023, ['2026-11-10'], 'As a container image only.'),
  dotnet8: runtime('.NET 8', '.NET', AL2023, ['2026-11-10', laterBlocks.createBlocked, laterBlocks.updateBlocked]),
  dotnet6: putOff('.NET 6', '.NET', AL2, '2024-12-20'),
  'dotnetcore3.1': runtime('.NET Core 3.1', '.NET', AL2, ['2023-04-03', '2023-04-03', '2023-05-03']),
  'ruby4.0': runtime('Ruby 4.0', 'Ruby', AL2023, ['2029-03-31', '2029-04-30', '2029-05-31']),
  'ruby3.4': runtime('Ruby 3.4', 'Ruby', AL2023, ['2028-03-31', '2028-04-30', '2028-05-31']),
  'ruby3.3': runtime('Ruby 3.3', 'Ruby', AL2023, ['2027-03-31', '2027-04-30', '2027-05-31']),
  'ruby3.2': putOff('Ruby 3.2', 'Ruby', AL2, '2026-03-31'),
  'ruby2.7': runtime('Ruby 2.7', 'Ruby', AL2, ['2023-12-07', '2024-01-09', '2027-03-03']),
  'go1.x': runtime('Go 1', 'Go', AL1, ['2024-01-08', '2024-02-08', '2027-03-03']),
  'provided.al2023': runtime('OS-only, Amazon Linux 2023', 'custom', AL2023, [
    '2029-06-30',
    '2029-07-31',
    '2029-08-31',
  ]),
  'provided.al2': putOff('OS-only, Amazon Linux 2', 'custom', AL2, '2026-07-31'),
  provided: runtime('OS-only, Amazon Linux', 'custom', AL1, ['2024-01-08', '2024-02-08', '2027-03-03']),
});

export type RuntimeId = keyof typeof runtimes;

/** A runtime as it stands on a day. */
export interface RuntimeStanding {
  readonly state: 'supported' | 'deprecated' | 'createBlocked' | 'updateBlocked';
  readonly runtime: Runtime;
}

/**
 * Where a runtime stands on a day; undefined for an identifier that this table does not have.
 * @param asOf `YYYY-MM-DD`
 */
export function runtimeOn(identifier: string, asOf: string): RuntimeStanding | undefined {
  if (!Object.hasOwn(runtimes, identifier)) return undefined;
  const known = valueOn<Runtime>(runtimes[identifier as RuntimeId], asOf);
  const passed = (day: string): boolean => day !== '' && day <= asOf;
  const state = passed(known.updateBlocked)
    ? 'updateBlocked'
    : passed(known.createBlocked)
      ? 'createBlocked'
      : passed(known.deprecated)
        ? 'deprecated'
        : 'supported';
  return { state, runtime: known };
}

/** The newest major version of Node.js whose runtime takes handlers with a callback. */
const lastWithCallbacks = 22;

/** Major version of a Node.js runtime: 24 for `nodejs24.x`; undefined for other languages. */
export function nodeVersion(identifier: string): number | undefined {
  const found = /^nodejs(\d+)\.x$/.exec(identifier);
  return found ? Number(found[1]) : undefined;
}

/** Whether a handler may answer through a callback: Node.js up to 22. */
export const supportsCallbacks = (identifier: string): boolean =>
  (nodeVersion(identifier) ?? Infinity) <= lastWithCallbacks;

/** Whether SnapStart is offered for a runtime: Java from 11, Python from 3.12, .NET from 8. */
export function hasSnapStart(identifier: string): boolean {
  const [, language = '', major = '0', minor = '0'] = /^(java|python|dotnet)(\d+)(?:\.(\d+))?/.exec(identifier) ?? [];
  switch (language) {
    case 'java':
      return Number(major) >= 11;
    case 'python':
      return Number(major) > 3 || Number(minor) >= 12;
    case 'dotnet':
      return Number(major) >= 8;
    default:
      return false;
  }
}
