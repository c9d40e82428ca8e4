/** A run as text for a terminal, in parts: a long run is longer than one string may be. */
import {
  durationText,
  groupedNumber,
  LogWriter,
  narration,
  project,
  responses,
  summary,
  traceLines,
  type Scenario,
  type Summary,
  type Trace,
} from '#simulator';

const linesAPart = 2_000;
const sentencesTold = 25;

/** Lines joined to parts, each line ended. */
function* inParts(lines: Iterable<string>): Generator<string> {
  let part: string[] = [];
  for (const line of lines) {
    part.push(line);
    if (part.length < linesAPart) continue;
    yield `${part.join('\n')}\n`;
    part = [];
  }
  if (part.length > 0) yield `${part.join('\n')}\n`;
}

/** Every event of the run, one a line. */
export const traceTextInParts = (trace: Trace): Generator<string> => inParts(traceLines(trace));

function* logMessages(trace: Trace): Generator<string> {
  const messages: string[] = [];
  const writer = new LogWriter(trace.header, (_request, _environment, make) => messages.push(make().message));
  for (const event of trace) {
    writer.step(event);
    yield* messages.splice(0);
  }
}

/** The log lines as Lambda writes them, of all environments in order of time. */
export const logText = (trace: Trace): Generator<string> => inParts(logMessages(trace));

/** Metrics, bill and responses as one JSON object. */
export function* summaryText(trace: Trace, { name }: Scenario): Generator<string> {
  const whole = { name, ...project(trace, summary), responses: project(trace, responses) };
  yield `${JSON.stringify(whole, null, 2)}\n`;
}

const msText = (ms: number): string => durationText(ms * 1000);

/** The numbers that a person asks for first: what they are called, and what they are. */
function keyNumbers({ counts, latencyMs, environments, concurrency, billedMs, bill }: Summary): [string, string][] {
  const n = groupedNumber;
  const failed = counts.functionErrors + counts.timeouts + counts.crashes;
  const spread = latencyMs.all;
  return [
    ['requests', `${n(counts.requests)}: ${n(counts.cold)} started cold, ${n(counts.warm)} warm`],
    ['failed', `${n(failed)}, throttled ${n(counts.throttles)}, rejected ${n(counts.rejected)}`],
    ['latency', `p50 ${msText(spread.p50)}, p99 ${msText(spread.p99)}, longest ${msText(spread.max)}`],
    ['environments', `${n(environments.created)} made, ${n(environments.peak)} at once`],
    ['concurrency', `${n(concurrency.peak)} at most`],
    ['billed', `${msText(billedMs)}, $${bill.totalUsd.toFixed(8)} before the free tier`],
  ];
}

/** The run in a few sentences and its key numbers. */
export function* tellingText(trace: Trace, { name }: Scenario): Generator<string> {
  const { seed, asOf } = trace.header;
  yield `${name || 'A run'} (seed ${seed}, the facts of ${asOf})\n\n`;
  for (const [label, value] of keyNumbers(project(trace, summary))) yield `  ${label.padEnd(14)}${value}\n`;
  const told = project(trace, narration);
  yield `\n${told
    .slice(0, sentencesTold)
    .map(({ text }) => `  ${text}\n`)
    .join('')}`;
  if (told.length > sentencesTold) yield `  ... and ${told.length - sentencesTold} sentences more.\n`;
}
