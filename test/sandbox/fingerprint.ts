/**
 * A run of everything that could differ between engines, and a fingerprint of what it leaves: the
 * answers, the ticks, and the guest's whole memory. Used in Node.js and in a browser.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { InvocationInput, Pace, Program, SandboxEngine } from '../../simulator/lambda/sandbox.ts';
import { wholeOf, type Image } from '../../simulator/sandbox/image.ts';
import type { Layout } from '../../simulator/sandbox/layout.ts';

const file = `
const kept = new Map();
for (let i = 0; i < 3000; i++) kept.set('k' + (i % 97), Math.random());
export const handler = async (event) => {
  console.log('hello', { event, now: new Date(), sin: Math.sin(1e22), exp: Math.exp(1.5), pow: Math.pow(1.1, 101) });
  await new Promise((done) => setTimeout(done, 20));
  return [[...kept.values()].reduce((a, b) => a + b, 0), crypto.randomUUID(), new URL('https://a.b/c?d=é').href,
    Buffer.from('héllo').toString('base64'), Date.now(), performance.now(), [3, 1, 2].sort(), (1234.5).toLocaleString(), JSON.parse('{"a":[1e300]}')];
};`;

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param engine for a scenario without TypeScript */
export function fingerprint(engine: SandboxEngine): { answers: unknown[]; memory: string } {
  let x = 7;
  const program = (text: string): Program => ({
    files: { 'index.mjs': text },
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    environmentVariables: { A: '1' },
    memoryLimitBytes: 64 * 1048576,
    tmpLimitBytes: 1048576,
    logFormat: 'Text',
    applicationLogLevel: 'INFO',
    random: () => (x = (Math.imul(x, 1664525) + 1013904223) >>> 0),
  });
  const pace = (nowEpochUs: number): Pace => ({ nowEpochUs, usPerTick: 0.01, budgetTicks: 1e7 });
  const input = {
    requestId: 'id',
    payload: '{"a":1}',
    invokedFunctionArn: 'arn',
    functionName: 'f',
    functionVersion: '1',
    memoryLimitInMB: '128',
    logGroupName: 'g',
    logStreamName: 's',
    deadlineEpochUs: 2e15,
  } satisfies InvocationInput;
  const sandbox = engine.create(program(file));
  const answers: unknown[] = [
    sandbox.load(pace(1.7e15)),
    sandbox.invoke(input, pace(1.7e15 + 1e6)),
    sandbox.resume(pace(1.7e15 + 1.1e6)),
  ];
  // Another sandbox in the same engine instance sends the first one to rest.
  const other = engine.create(program('export const handler = () => 1;'));
  other.load(pace(1.7e15));
  const { image, executor } = sandbox as unknown as { image: Image; executor: { layout: Layout } };
  const { heap, statics } = wholeOf(image, executor.layout);
  return { answers, memory: hex(sha256(heap)) + hex(sha256(statics)) };
}
