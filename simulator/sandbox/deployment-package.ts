/** The code that an engine has seen: programs with the same files share what is known of them. */
import type { Program } from '../lambda/sandbox.ts';
import type { Base } from './image.ts';
import { nodeVersionOf } from './node-versions.ts';
import { ProgramFiles } from './program-files.ts';

/** Processes of the same code that may take the same memory: much alike once they are loaded. */
export interface Siblings {
  /** How many there have been. */
  count: number;
  /** One of them as it was when it came to rest: the others' images keep what differs from it. */
  base: Base | undefined;
}

export class DeploymentPackage {
  readonly files: ProgramFiles;
  readonly #texts: Program['files'];
  readonly #nodeMajor: number;
  readonly #siblings = new Map<number, Siblings>();

  constructor(program: Program) {
    this.#texts = program.files;
    this.#nodeMajor = nodeVersionOf(program.runtime).major;
    this.files = new ProgramFiles(program.files, this.#nodeMajor);
  }

  isOf(program: Program): boolean {
    return this.#nodeMajor === nodeVersionOf(program.runtime).major && hasSameFiles(this.#texts, program.files);
  }

  /** @param heapBytes the most that the heap of a process may take */
  siblings(heapBytes: number): Siblings {
    const known = this.#siblings.get(heapBytes);
    if (known) return known;
    const siblings: Siblings = { count: 0, base: undefined };
    this.#siblings.set(heapBytes, siblings);
    return siblings;
  }
}

export class DeploymentPackages {
  readonly #all: DeploymentPackage[] = [];

  /** The package of a program. */
  of(program: Program): DeploymentPackage {
    const known = this.#all.findLast((each) => each.isOf(program));
    if (known) return known;
    const made = new DeploymentPackage(program);
    this.#all.push(made);
    return made;
  }
}

/** Whether two packages hold the same texts under the same paths. */
export function hasSameFiles(one: Program['files'], other: Program['files']): boolean {
  if (one === other) return true;
  const paths = Object.keys(one);
  return paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path]);
}
