/** The site's worker on a thread of Node: the same module, behind the interface a browser gives it. */
import { Worker as Thread } from 'node:worker_threads';
import { endMessage } from './end-message.ts';

/** What `Simulation` uses of a browser's Worker. */
class NodeWorker {
  readonly #thread: Thread;

  constructor(module: URL) {
    this.#thread = new Thread(new URL('./worker-globals.ts', import.meta.url), { workerData: module.href });
  }

  postMessage(message: unknown): void {
    this.#thread.postMessage(message);
  }

  addEventListener(type: 'message' | 'error', listen: (event: { data?: unknown; message?: string }) => void): void {
    if (type === 'message') this.#thread.on('message', (data) => listen({ data }));
    else this.#thread.on('error', (error: Error) => listen({ message: error.message }));
  }

  /**
   * An idle thread is asked to end by itself, because Node.js can crash when it ends a thread that
   * compiles WebAssembly in the background; a busy one is ended from outside.
   */
  terminate(): void {
    this.#thread.removeAllListeners('message');
    this.#thread.postMessage(endMessage);
    const force = setTimeout(() => void this.#thread.terminate(), 300);
    this.#thread.once('exit', () => clearTimeout(force));
  }
}

/** A worker for `Simulation` that runs a module on a thread. */
export const nodeWorker = (module: URL): Worker => new NodeWorker(module) as unknown as Worker;
