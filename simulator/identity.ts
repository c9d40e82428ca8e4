/**
 * Names that Lambda makes up: request ids, log streams. Computed from the seed and a number, so that
 * they need no room in the trace and are the same in every run of it.
 */
import { IndexedDraws } from './kernel/random.ts';

const hex8 = (bits: number): string => (bits >>> 0).toString(16).padStart(8, '0');

/** 32 hexadecimal digits of their own for every index of a name. */
export function hex32(seed: number, name: string, index: number): string {
  const draws = new IndexedDraws(seed, name);
  return [0, 1, 2, 3].map((part) => hex8(draws.uint32(index * 4 + part))).join('');
}

/** A UUID of version 4 shape. */
export function uuid(seed: number, name: string, index: number): string {
  const h = hex32(seed, name, index);
  const variant = ((parseInt(h[16]!, 16) & 3) | 8).toString(16);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`;
}

/** The request id Lambda gives the request of that number; retries keep it. */
export const requestId = (seed: number, request: number): string => uuid(seed, 'requestId', request);

/** `YYYY/MM/DD/[version]<32 hex digits>`: one stream an environment, named by the day it was made. */
export function logStreamName(seed: number, environment: number, createdAtMs: number, version = '$LATEST'): string {
  const day = new Date(createdAtMs).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${version}]${hex32(seed, 'logStream', environment)}`;
}

export const logGroupName = (functionName: string): string => `/aws/lambda/${functionName}`;

/** `arn:aws:lambda:region:account:function:name` */
export const functionArn = (region: string, accountId: string, functionName: string): string =>
  `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
