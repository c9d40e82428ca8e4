/** The QuickJS binary for browsers, from the site's own origin. Reached through `#quickjs-wasm`. */
import address from '@jitl/quickjs-wasmfile-release-sync/wasm?url';

/** Bytes of the binary. @throws TypeError when it cannot be fetched */
export async function quickjsWasm(): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new TypeError(`${address}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}
