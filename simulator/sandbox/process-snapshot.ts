/** A snapshot: the whole of a process in memory, its `/tmp`, and what it is a process of. */
import { invariant } from '../kernel/invariant.ts';
import type { Program, Snapshot } from '../lambda/sandbox.ts';
import { hasSameFiles, type Siblings } from './deployment-package.ts';
import { imageOf, type Base, type Image } from './image.ts';
import type { TmpFolder } from './tmp-folder.ts';

/** What a sandbox is restored with. */
export interface Origin {
  readonly image: Image;
  readonly tmp: TmpFolder;
  readonly memoryUsedBytes: number;
  /** All that are restored from the same snapshot. */
  readonly siblings: Siblings;
}

export class ProcessSnapshot implements Snapshot {
  readonly #program: Program;
  #origin: Origin | undefined;

  /** @param whole process, which nobody writes to any more @param tmp a copy that is the snapshot's own */
  constructor(program: Program, whole: Base, tmp: TmpFolder, memoryUsedBytes: number) {
    this.#program = program;
    this.#origin = { image: imageOf(whole), tmp, memoryUsedBytes, siblings: { count: 0, base: undefined } };
  }

  get bytes(): number {
    if (!this.#origin) return 0;
    const { image, tmp } = this.#origin;
    return image.base.heap.length + image.base.statics.length + tmp.usedBytes;
  }

  dispose(): void {
    this.#origin = undefined;
  }

  /** What a sandbox of this program starts from. @throws InvariantError */
  originFor(program: Program): Origin {
    invariant(this.#origin, 'a snapshot was restored after it was disposed of');
    invariant(isSameVersion(program, this.#program), 'a snapshot was restored for another program');
    return this.#origin;
  }
}

const configuration = [
  'handler',
  'runtime',
  'memoryLimitBytes',
  'tmpLimitBytes',
  'logFormat',
  'applicationLogLevel',
] as const satisfies readonly (keyof Program)[];

const isSameVersion = (one: Program, other: Program): boolean =>
  configuration.every((key) => one[key] === other[key]) && hasSameFiles(one.files, other.files);
