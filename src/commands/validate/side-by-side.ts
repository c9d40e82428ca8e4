/** Runs jobs in as many threads as the machine has processors. */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Job, JobResults } from './jobs.ts';

/** A promise for the result of every job that is handed in; threads end with `close`. */
export class SideBySide {
  readonly #waiting: (() => void)[] = [];
  readonly #idle: Worker[];
  readonly #all: Worker[];

  constructor(threads = Math.min(4, availableParallelism())) {
    this.#all = Array.from({ length: threads }, () => new Worker(new URL('./worker.ts', import.meta.url)));
    this.#idle = [...this.#all];
  }

  /** Does a job as soon as a thread is free. Jobs begin in the order in which they were handed in. */
  async run<Name extends Job['do']>(job: Job & { readonly do: Name }): Promise<JobResults[Name]> {
    if (this.#idle.length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const worker = this.#idle.pop() as Worker;
    worker.postMessage(job);
    try {
      const [result] = (await once(worker, 'message')) as [JobResults[Name]];
      return result;
    } finally {
      this.#idle.push(worker);
      this.#waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }
}
