/** What was found, as tables for a terminal. */
import type { Replay } from './replay.ts';
import type { Results } from './results.ts';

/** Columns as wide as their widest cell; numbers of the last columns stand under each other. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const percent = (value: number): string => `${value.toFixed(2)} %`;

function assumption(idleTimeoutSeconds: number, maximumLifeSeconds?: number): string {
  const life = maximumLifeSeconds === undefined ? 'any age' : `at most ${maximumLifeSeconds} s old`;
  return `idle for ${idleTimeoutSeconds} s, ${life}`;
}

/** The whole validation. */
export function resultsText({ checks, experiments, traces, ...errors }: Results): string {
  const { runs, ownServiceTimes, variants, rows, idleTimeoutSeconds } = experiments;
  const both = (name: string, found: typeof ownServiceTimes): string[] => [
    name,
    percent(found.pColdMapePercent),
    percent(found.instancesMapePercent),
  ];
  const share = (value: number): string => value.toPrecision(4);
  const count = (value: number): string => value.toFixed(3);
  return `${table([
    ['Compared', 'Simulated', 'Reference', 'Allowed', ''],
    ...checks.map((check) => [
      check.title,
      check.simulated,
      check.reference,
      check.allowed,
      check.holds ? 'ok' : 'DOES NOT HOLD',
    ]),
  ])}

${table([
  ['20 experiments, mean error', 'P(cold)', 'environments'],
  both(`all ${runs.length} runs together, ${assumption(idleTimeoutSeconds)}`, errors),
  ...runs.map((run) => both(`  the run with seed ${run.seed}`, run)),
  both('each with its own service times', ownServiceTimes),
  ...variants.map((variant) =>
    both(
      `seed 1, ${assumption(variant.idleTimeoutSeconds, variant.maximumLifeSeconds)}${variant.coldService === 'exponential' ? ', cold service one exponential' : ''}`,
      variant,
    ),
  ),
])}

${table([
  ['Cold starts of a replayed day', 'observed', 'predicted', `environments at most ${traces.maximumLifeSeconds} s old`],
  ...traces.days.map((day) => [
    day.day,
    String(day.observed),
    String(day.predicted),
    String(day.predictedWithMaximumLife),
  ]),
  ['mean error', '', percent(traces.meanErrorPercent), percent(traces.meanErrorWithMaximumLifePercent)],
])}

${table([
  ['Experiment', 'requests/s', 'P(cold) measured', 'simulated', 'environments measured', 'simulated'],
  ...rows.map((row) => [
    row.name,
    share(row.ratePerSecond),
    `${share(row.measuredPCold)} ± ${row.measuredPColdStandardError.toPrecision(2)}`,
    share(row.simulatedPCold),
    count(row.measuredInstances),
    count(row.simulatedInstances),
  ]),
])}
`;
}

/** One replayed trace. */
export function replayText({ predicted, observed, requests, throttled, idleTimeoutSeconds }: Replay): string {
  const off = observed === 0 ? '' : ` (${((100 * (predicted - observed)) / observed).toFixed(1)} %)`;
  const turnedAway = throttled === 0 ? '' : `\n${throttled} requests were throttled and served by nobody.`;
  return `${table([
    ['Requests', String(requests)],
    ['Idle time-out', `${idleTimeoutSeconds} s`],
    ['Cold starts predicted', `${predicted}${off}`],
    ['Cold starts observed', String(observed)],
  ])}${turnedAway}
The prediction counts the first request of the trace, which finds no environment here.
`;
}
