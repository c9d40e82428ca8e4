/** What a scenario may ask for at most, so that no file or link can freeze a page. */
import { factsOn } from '../facts/index.ts';

export const scenarioLimits = {
  /** Characters of a scenario's JSON text. */
  textLength: 16 * 1024 * 1024,
  /** Requests of a run by profile, of one whose whole trace can be kept, and of a run of real code. */
  profileRequests: 12_000_000,
  keptRequests: 2_000_000,
  codeRequests: 100_000,
  /** Length of a run, 400 days. */
  durationMs: 400 * 24 * 3_600_000,
  codeBytes: 4 * 1024 * 1024,
  files: 200,
  actions: 10_000,
  /** Versions of all functions together, `$LATEST` among them. */
  versions: 200,
} as const;

/** The newest limits: an `asOf` in the past changes what happens, not what can be written. */
export const awsLimits = factsOn('9999-12-31');
