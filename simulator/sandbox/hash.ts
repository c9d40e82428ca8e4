/** Hash functions for the guest's `node:crypto`, by their names in OpenSSL. */
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

const algorithms = new Map([
  ['md5', md5],
  ['sha1', sha1],
  ['sha224', sha224],
  ['sha256', sha256],
  ['sha384', sha384],
  ['sha512', sha512],
] as const);

type Algorithm = typeof algorithms extends Map<infer Name, unknown> ? Name : never;

export const isHashAlgorithm = (name: string): name is Algorithm => algorithms.has(name as Algorithm);

/**
 * @param key makes it an HMAC
 * @returns the digest
 */
export function digest(algorithm: Algorithm, message: Uint8Array, key?: Uint8Array): Uint8Array {
  const hash = algorithms.get(algorithm)!;
  return key ? hmac(hash, key, message) : hash(message);
}
