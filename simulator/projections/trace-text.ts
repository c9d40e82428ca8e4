/**
 * A trace as text, one line an event: what a person reads to see what happened, what a golden file
 * holds, and what two runs are compared by.
 *
 *     12      0.131204 s  platform.initReport    env 0   req 0   <- 11   phase=init durationUs=131204 status=success
 *
 * Fields stand in columns of fixed width, so that a change in one line moves no other.
 */
import {
  conditions,
  deploymentSteps,
  eventFields,
  initializationTypes,
  initPhases,
  logLevels,
  NONE,
  statuses,
  type EventView,
  type Trace,
} from '../trace.ts';

const words: Readonly<Record<string, readonly string[]>> = {
  status: statuses,
  phase: initPhases,
  level: logLevels,
  initializationType: initializationTypes,
  condition: conditions,
  step: deploymentSteps,
};

/** Characters of a request body that the head of a trace shows. */
const bodyShown = 200;

/** The lines of a trace, for traces too long to hold as one text. The first tells the world it ran in. */
export function* traceLines(trace: Trace): Generator<string> {
  const { functions, aliases, targets, sources, ...world } = trace.header;
  yield `# ${JSON.stringify(world)}`;
  for (const fn of functions) yield `# ${JSON.stringify(fn)}`;
  for (const alias of aliases) yield `# ${JSON.stringify(alias)}`;
  for (const target of targets) yield `# ${JSON.stringify({ target })}`;
  for (const { body, ...source } of sources)
    yield `# ${JSON.stringify({ ...source, body: body.length > bodyShown ? `${body.slice(0, bodyShown)}…` : body })}`;
  const several = functions.length > 1;
  for (const event of trace) yield traceLine(event, several);
}

/** The whole trace; every line ends with a newline. */
export const traceText = (trace: Trace): string => [...traceLines(trace), ''].join('\n');

function traceLine(event: EventView, several: boolean): string {
  const columns = [
    String(event.seq).padEnd(7),
    `${secondsText(event.atUs)} s`.padStart(16),
    event.type.padEnd(24),
    ...(several ? [`fn ${event.function}`.padEnd(5)] : []),
    index('env', event.environment),
    index('req', event.request),
    (event.causeSeq === NONE ? '' : `<- ${event.causeSeq}`).padEnd(10),
    numbersText(event),
  ];
  if (event.rule) columns.push(`[${event.rule.id}]`);
  if (event.detail) columns.push(JSON.stringify(event.detail));
  return columns.join(' ').trimEnd();
}

const index = (name: string, value: number): string => (value === NONE ? '' : `${name} ${value}`).padEnd(9);

const numbersText = (event: EventView): string =>
  (eventFields[event.type] as readonly string[])
    .map((field) => {
      const value = event.number(field);
      return `${field}=${words[field]?.[value] ?? value}`;
    })
    .join(' ');

/** Microseconds as seconds with six decimals, without floating point. */
function secondsText(us: number): string {
  const whole = Math.floor(us / 1_000_000);
  return `${whole}.${String(us - whole * 1_000_000).padStart(6, '0')}`;
}
