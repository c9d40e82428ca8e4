/**
 * What many execution environments with real code cost one worker. Each has its own random numbers, as
 * environments of a run do, and has answered an event, so that no two are the same.
 */
import { stream } from '../../simulator/kernel/random.ts';
import type { Program, Sandbox, SandboxEngine, Snapshot } from '../../simulator/lambda/sandbox.ts';
import { input, openEngine, pace, program } from '../sandbox/programs.ts';
import { event, file, median, round, usEach } from './sandbox.ts';

type Bench = () => Promise<{ value: number; unit: string }>;

const count = 1000;

/** A handler that loads what handlers load, and keeps a table: some 2 MiB a process. */
const largeFile = `
import crypto from 'node:crypto'; import util from 'node:util'; import path from 'node:path'; import fs from 'node:fs';
const table = new Map();
for (let i = 0; i < 4000; i++) table.set('key ' + i, { i, name: 'name ' + i });
const id = crypto.randomUUID();
export const handler = async (event) => {
  fs.writeFileSync('/tmp/last', util.inspect(event));
  return [id, Math.random(), table.get('key 7'), path.basename('/a/b'), Buffer.from(id).toString('base64')];
};`;

const programOf = (text: string, environment: number): Program => {
  const random = stream(environment, 'bench');
  return program(text, {
    random: () => random.uint32(),
    environmentVariables: { AWS_LAMBDA_LOG_STREAM_NAME: `stream/${environment}`, AWS_REGION: 'us-east-1' },
  });
};

function created(engine: SandboxEngine, text: string, environment: number): Sandbox {
  const sandbox = engine.create(programOf(text, environment));
  if (sandbox.load(pace()).state.type !== 'loaded') throw new Error('the code was not loaded');
  return sandbox;
}

function snapshotOf(engine: SandboxEngine, text: string): Snapshot {
  const sandbox = created(engine, text, 0);
  sandbox.checkpoint(pace());
  const snapshot = sandbox.snapshot();
  sandbox.dispose();
  return snapshot;
}

function restored(engine: SandboxEngine, snapshot: Snapshot, text: string, environment: number): Sandbox {
  const sandbox = engine.restore(snapshot, programOf(text, environment));
  sandbox.restored(pace());
  return sandbox;
}

/** Memory that the environments of one engine take together, each after one event. */
async function mib(make: (engine: SandboxEngine) => (environment: number) => Sandbox): Promise<number> {
  const { gc } = globalThis as { gc?: () => void };
  const engine = await openEngine();
  const maker = make(engine);
  const answer = (sandbox: Sandbox): void => {
    const { state } = sandbox.invoke(input(event), pace());
    if (state.type !== 'returned') throw new Error(`an environment ended as ${state.type}`);
  };
  [count, count + 1].forEach((environment) => answer(maker(environment)));
  gc?.();
  const before = process.memoryUsage();
  const sandboxes = Array.from({ length: count }, (_, environment) => maker(environment));
  sandboxes.forEach(answer);
  gc?.();
  const after = process.memoryUsage();
  // They are all alive: the first still answers.
  answer(sandboxes[0]!);
  return Math.max(after.rss - before.rss, after.external - before.external) / 1048576;
}

const onDemand =
  (text: string): Bench =>
  async () => ({
    value: round(await mib((engine) => (environment) => created(engine, text, environment)), 1),
    unit: 'MiB',
  });

const fromSnapshot =
  (text: string): Bench =>
  async () => ({
    value: round(
      await mib((engine) => {
        const snapshot = snapshotOf(engine, text);
        return (environment) => restored(engine, snapshot, text, environment);
      }),
      1,
    ),
    unit: 'MiB',
  });

const restoreUs: Bench = async () => {
  const engine = await openEngine();
  const snapshot = snapshotOf(engine, file);
  const restore = () => restored(engine, snapshot, file, 1).dispose();
  usEach(100, restore);
  return { value: round(median(Array.from({ length: 15 }, () => usEach(100, restore)))), unit: 'us' };
};

export const benches: Record<string, Bench> = {
  'environments.1000.mib': onDemand(file),
  'environments.1000_restored.mib': fromSnapshot(file),
  'environments.1000_large.mib': onDemand(largeFile),
  'environments.1000_large_restored.mib': fromSnapshot(largeFile),
  'environments.restore_us': restoreUs,
};
