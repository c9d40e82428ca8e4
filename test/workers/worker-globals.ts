/** Gives a thread of Node the names that a worker of a browser has, then loads the module it is to run. */
import { parentPort, workerData } from 'node:worker_threads';
import { endMessage } from './end-message.ts';

const port = parentPort!;
Object.assign(globalThis, {
  postMessage: (message: unknown, { transfer = [] }: { transfer?: ArrayBuffer[] } = {}) =>
    port.postMessage(message, transfer),
  addEventListener: (_type: 'message', listen: (event: { data: unknown }) => void) =>
    port.on('message', (data) => (data === endMessage ? port.close() : listen({ data }))),
});
await import(workerData as string);
