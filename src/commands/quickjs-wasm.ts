/** The QuickJS binary for Node.js. Reached through `#quickjs-wasm`; browsers get src/workers/quickjs-wasm.ts. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Bytes of the binary. */
export const quickjsWasm = (): Promise<Uint8Array> =>
  readFile(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
