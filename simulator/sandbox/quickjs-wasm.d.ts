/** What `#quickjs-wasm` gives on every platform: the bytes of the QuickJS binary. */
export declare const quickjsWasm: () => Promise<Uint8Array>;
