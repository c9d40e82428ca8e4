/** The runtimes a function can have, with what is to know of each on a day. */
import { hasSnapStart, nodeVersion, runtimeOn, runtimes } from '#simulator';

export interface RuntimeChoice {
  readonly id: string;
  readonly deprecated: boolean;
  /** A sentence for below the field. */
  readonly note: string;
}

/**
 * The runtimes to choose from: all for a function by profile; for code, those of Node.js, and those
 * with SnapStart, for which JavaScript stands in.
 * @param asOf `YYYY-MM-DD`
 */
export function runtimesFor(runs: 'code' | 'profile', asOf: string): RuntimeChoice[] {
  return Object.keys(runtimes)
    .filter((id) => runs === 'profile' || nodeVersion(id) !== undefined || hasSnapStart(id))
    .map((id) => {
      const standing = runtimeOn(id, asOf);
      const day = standing?.runtime.deprecated ?? '';
      const deprecated = standing !== undefined && standing.state !== 'supported';
      return {
        id,
        deprecated,
        note: noteOf(day, deprecated, standing?.state === 'createBlocked' || standing?.state === 'updateBlocked'),
      };
    });
}

function noteOf(day: string, deprecated: boolean, blocked: boolean): string {
  if (day === '') return 'no day of deprecation is set';
  if (!deprecated) return `deprecated from ${day} on`;
  return `deprecated since ${day}${blocked ? '; no new functions with it' : ''}; invoking never stops`;
}
