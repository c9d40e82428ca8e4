/**
 * How fast the simulator is by profile, with its whole trace kept, beside a bare event loop over the
 * same requests in the same process.
 */
import { parseScenario, simulate, type Scenario } from '#simulator';
import { bareLoop } from './bare-loop.ts';

/** About `requests` requests at `ratePerSecond`, each taking 1.991 s on average. */
const workload = (requests: number, ratePerSecond: number): Scenario =>
  parseScenario({
    account: { ConcurrentExecutions: 1_000_000 },
    functions: [
      {
        FunctionName: 'f',
        Timeout: 900,
        Profile: { durationMs: { kind: 'exponential', mean: 1991 }, initMs: { kind: 'constant', value: 250 } },
      },
    ],
    traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond, toMs: (requests / ratePerSecond) * 1000 }],
  });

/** Requests a second of one run. */
function requestsPerSecond(scenario: Scenario): number {
  const from = performance.now();
  let requests = 0;
  const trace = simulate(scenario, { onProgress: (progress) => (requests = progress.requests) });
  const seconds = (performance.now() - from) / 1000;
  if (trace.length === 0) throw new Error('nothing was simulated');
  trace.release(); // as the page does before its next run
  return requests / seconds;
}

/** The middle value of some measurements: other work on the machine disturbs single ones. */
function median(times: number, measure: () => number): number {
  const values = Array.from({ length: times }, measure).sort((a, b) => a - b);
  return values[times >> 1]!;
}

/** Rate at which about `environments` are busy at once. */
const rateFor = (environments: number): number => environments / 1.991;

export const benches = {
  'kernel.requests_per_second': () => {
    const scenario = workload(1_000_000, 0.9);
    return Promise.resolve({ value: Math.round(median(5, () => requestsPerSecond(scenario))), unit: '1/s' });
  },
  'kernel.bare_loop_ratio': () => {
    const scenario = workload(1_000_000, 0.9);
    const ratio = median(7, () => bareLoop(1_000_000, 0.9).requestsPerSecond / requestsPerSecond(scenario));
    return Promise.resolve({ value: Number(ratio.toFixed(2)), unit: '1' });
  },
  'kernel.scaling_ratio': () => {
    const few = workload(500_000, rateFor(8));
    const many = workload(500_000, rateFor(10_000));
    const ratio = median(5, () => requestsPerSecond(many) / requestsPerSecond(few));
    return Promise.resolve({ value: Number(ratio.toFixed(2)), unit: '1' });
  },
};
