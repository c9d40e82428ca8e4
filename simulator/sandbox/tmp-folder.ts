/**
 * `/tmp` of an execution environment: it lives with the environment, survives a reset of the
 * process, and holds at most its `EphemeralStorage`. Times are milliseconds since 1970.
 *
 * Left out: permissions, links, and the blocks in which a real file system counts space.
 */
import { dirname } from './program-files.ts';

export const tmpRoot = '/tmp';

export interface Entry {
  readonly isFolder: boolean;
  readonly bytes: Uint8Array;
  readonly modifiedMs: number;
}

/** Names of the errors of the operating system that a call can end in. */
export type Errno = 'ENOENT' | 'EEXIST' | 'ENOTDIR' | 'EISDIR' | 'ENOTEMPTY' | 'ENOSPC' | 'EPERM';

const noBytes = new Uint8Array(0);

export class TmpFolder {
  readonly #limitBytes: number;
  readonly #entries = new Map<string, Entry>();
  #usedBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
    this.#entries.set(tmpRoot, { isFolder: true, bytes: noBytes, modifiedMs: 0 });
  }

  /** A folder with the same entries, of which neither sees what happens to the other. */
  copy(): TmpFolder {
    const copy = new TmpFolder(this.#limitBytes);
    for (const [path, entry] of this.#entries) copy.#entries.set(path, entry);
    copy.#usedBytes = this.#usedBytes;
    return copy;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  entry(path: string): Entry | undefined {
    return this.#entries.get(path);
  }

  namesIn(folder: string): string[] {
    const prefix = `${folder}/`;
    const names = [...this.#entries.keys()].filter((path) => path.startsWith(prefix));
    return names
      .map((path) => path.slice(prefix.length))
      .filter((name) => !name.includes('/'))
      .sort();
  }

  write(path: string, bytes: Uint8Array, nowMs: number): Errno | undefined {
    const old = this.#entries.get(path);
    if (old?.isFolder) return 'EISDIR';
    const parent = this.#entries.get(dirname(path));
    if (!parent) return 'ENOENT';
    if (!parent.isFolder) return 'ENOTDIR';
    const usedBytes = this.#usedBytes - (old?.bytes.length ?? 0) + bytes.length;
    if (usedBytes > this.#limitBytes) return 'ENOSPC';
    this.#usedBytes = usedBytes;
    this.#entries.set(path, { isFolder: false, bytes, modifiedMs: nowMs });
    return undefined;
  }

  makeFolder(path: string, nowMs: number): Errno | undefined {
    if (this.#entries.has(path)) return 'EEXIST';
    const parent = this.#entries.get(dirname(path));
    if (!parent) return 'ENOENT';
    if (!parent.isFolder) return 'ENOTDIR';
    this.#entries.set(path, { isFolder: true, bytes: noBytes, modifiedMs: nowMs });
    return undefined;
  }

  remove(path: string): Errno | undefined {
    const entry = this.#entries.get(path);
    if (!entry) return 'ENOENT';
    if (path === tmpRoot) return 'EPERM';
    if (entry.isFolder && this.namesIn(path).length > 0) return 'ENOTEMPTY';
    this.#usedBytes -= entry.bytes.length;
    this.#entries.delete(path);
    return undefined;
  }

  rename(from: string, to: string): Errno | undefined {
    const entry = this.#entries.get(from);
    if (!entry) return 'ENOENT';
    if (from === to) return undefined;
    if (!this.#entries.get(dirname(to))?.isFolder) return 'ENOENT';
    const target = this.#entries.get(to);
    if (target?.isFolder) return 'EISDIR';
    if (target) this.remove(to);
    for (const [path, moved] of [...this.#entries])
      if (path === from || path.startsWith(`${from}/`)) {
        this.#entries.delete(path);
        this.#entries.set(to + path.slice(from.length), moved);
      }
    return undefined;
  }
}
