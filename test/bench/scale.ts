/** How long and how large runs of many requests are: streamed through what a page shows, or kept whole. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseScenario, simulate } from '#simulator';
import { median, round } from './sandbox.ts';

interface Run {
  readonly seconds: number;
  readonly events: number;
  /** The most memory the process ever had, MiB. */
  readonly mib: number;
}

/** Runs in a process of its own. */
function run(requests: number): Run {
  const script = fileURLToPath(new URL('./scale-run.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, String(requests)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Run;
}

let ofTenMillion: Run | undefined;
/** Three benchmarks are about the same run. */
const tenMillion = (): Run => (ofTenMillion ??= run(10_000_000));

const perEvent = ({ seconds, events }: Run): number => seconds / events;

/** A run whose whole trace is kept: 100,000 requests at 1,000/s. */
const kept = parseScenario({
  functions: [
    {
      FunctionName: 'f',
      Timeout: 60,
      Profile: { durationMs: { kind: 'exponential', mean: 300 }, initMs: { kind: 'constant', value: 250 } },
    },
  ],
  traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond: 1000, toMs: 100_000 }],
});

function keptSeconds(): number {
  const from = performance.now();
  const trace = simulate(kept);
  const seconds = (performance.now() - from) / 1000;
  if (trace.length === 0) throw new Error('nothing was simulated');
  trace.release(); // as the page does before its next run
  return seconds;
}

export const benches = {
  'requests.10m.seconds': () => Promise.resolve({ value: round(tenMillion().seconds, 2), unit: 's' }),
  'requests.10m.mib': () => Promise.resolve({ value: Math.round(tenMillion().mib), unit: 'MiB' }),
  /** Cost of an event of ten million requests, beside one of one million. */
  'requests.10m.linear': () =>
    Promise.resolve({ value: round(perEvent(tenMillion()) / perEvent(run(1_000_000)), 2), unit: '1' }),
  'requests.100k.seconds': () =>
    Promise.resolve({ value: round(median(Array.from({ length: 5 }, keptSeconds))), unit: 's' }),
};
