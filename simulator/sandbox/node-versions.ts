/**
 * The version of Node.js behind each runtime identifier.
 *
 * Assumed: AWS patches its runtimes without notice, so `process.version` here names a release of
 * the right major version and no more.
 */
const versions: Readonly<Record<number, string>> = {
  16: 'v16.20.2',
  18: 'v18.20.8',
  20: 'v20.19.5',
  22: 'v22.21.1',
  24: 'v24.11.1',
  26: 'v26.3.0',
};

/** @param runtime `nodejs24.x` */
export function nodeVersionOf(runtime: string): { major: number; version: string } {
  const major = Number(/^nodejs(\d+)/.exec(runtime)?.[1] ?? 24);
  return { major, version: versions[major] ?? `v${major}.0.0` };
}
