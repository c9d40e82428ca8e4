/** The file system that a handler sees: `/tmp` to write to, `/var/task` to read. */
import type { ProgramFiles } from './program-files.ts';
import { tmpRoot, type TmpFolder } from './tmp-folder.ts';

export interface FileHome {
  readonly files: ProgramFiles;
  readonly tmp: TmpFolder;
}

const calls = ['read', 'write', 'append', 'stat', 'list', 'mkdir', 'remove', 'rename'] as const;
type FileCall = (typeof calls)[number];

export const isFileCall = (name: string): name is FileCall => (calls as readonly string[]).includes(name);

const encoder = new TextEncoder();
const isInTmp = (path: string): boolean => path === tmpRoot || path.startsWith(`${tmpRoot}/`);

/**
 * Does one call.
 * @param path absolute and without `..`
 * @param argument bytes to write, or the new path of `rename`
 * @param nowMs milliseconds since 1970
 * @returns bytes of `read`; `f` or `d`, size and time of `stat`, names of `list` with `/` before
 *   each; an empty text for the others; or the name of an error, which starts with `E` and two capitals
 */
export function fileCall(
  home: FileHome,
  call: FileCall,
  path: string,
  argument: Uint8Array | string | undefined,
  nowMs: number,
): Uint8Array | string {
  const { files, tmp } = home;
  const entry = isInTmp(path) ? tmp.entry(path) : undefined;
  const bytes = typeof argument === 'object' ? argument : new Uint8Array(0);
  switch (call) {
    case 'read':
      if (entry) return entry.isFolder ? 'EISDIR' : entry.bytes;
      if (files.isFolder(path)) return 'EISDIR';
      return files.isFile(path) ? encoder.encode(files.text(path) ?? '') : 'ENOENT';
    case 'stat':
      if (entry) return `${entry.isFolder ? 'd' : 'f'}/${entry.bytes.length}/${entry.modifiedMs}`;
      if (files.isFolder(path)) return 'd/0/0';
      return files.isFile(path) ? `f/${encoder.encode(files.text(path) ?? '').length}/0` : 'ENOENT';
    case 'list':
      if (entry) return entry.isFolder ? listed(tmp.namesIn(path)) : 'ENOTDIR';
      if (files.isFolder(path)) return listed([...files.namesIn(path), ...(path === '/' ? ['tmp'] : [])].sort());
      return files.isFile(path) ? 'ENOTDIR' : 'ENOENT';
    case 'write':
      return isInTmp(path) ? (tmp.write(path, bytes, nowMs) ?? '') : 'EROFS';
    case 'append':
      return isInTmp(path) ? (tmp.write(path, joined(entry?.bytes, bytes), nowMs) ?? '') : 'EROFS';
    case 'mkdir':
      return isInTmp(path) ? (tmp.makeFolder(path, nowMs) ?? '') : files.isFolder(path) ? 'EEXIST' : 'EROFS';
    case 'remove':
      return isInTmp(path) ? (tmp.remove(path) ?? '') : files.isFile(path) || files.isFolder(path) ? 'EROFS' : 'ENOENT';
    case 'rename':
      return isInTmp(path) && typeof argument === 'string' && isInTmp(argument)
        ? (tmp.rename(path, argument) ?? '')
        : 'EROFS';
  }
}

const listed = (names: readonly string[]): string => `/${names.join('/')}`;

function joined(first: Uint8Array | undefined, second: Uint8Array): Uint8Array {
  if (!first) return second;
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
