/** The numbers of an event as a reader knows them: name, value in its usual unit, and the unit. */
import { eventFields, initPhases, logLevels, statuses, type EventView } from '../trace.ts';

export interface NamedNumber {
  name: string;
  /** A word where the number of the trace stands for one. */
  value: number | string;
  unit: string;
}

interface Naming {
  readonly name: string;
  readonly unit: string;
  /** How many of the trace's units are one of these. */
  readonly per?: number;
  /** Words that the numbers stand for. */
  readonly words?: readonly string[];
}

const ms = (name: string): Naming => ({ name, unit: 'ms', per: 1000 });
const seconds = (name: string): Naming => ({ name, unit: 's', per: 1_000_000 });
const plain = (name: string, unit: string): Naming => ({ name, unit });

/** By field name; the same name means the same thing in every event. */
const names: Readonly<Record<string, Naming>> = {
  payloadBytes: plain('request body', 'byte'),
  statusCode: plain('status code', ''),
  limitBytes: plain('limit', 'byte'),
  inFlight: plain('invocations in flight', ''),
  limit: plain('concurrency limit', ''),
  latencyUs: ms('time until the answer'),
  responseBytes: plain('response body', 'byte'),
  failed: { name: 'function error', unit: '', words: ['no', 'yes'] },
  live: plain('environments before', ''),
  memorySizeMB: plain('memory size', 'MB'),
  idle: plain('idle environments', ''),
  exitCode: plain('exit code', ''),
  ageUs: seconds('age'),
  phase: { name: 'phase', unit: '', words: initPhases },
  durationUs: ms('duration'),
  status: { name: 'status', unit: '', words: statuses },
  timeoutUs: seconds('timeout'),
  overheadUs: ms('runtime overhead'),
  cpuUs: ms('CPU time'),
  producedBytes: plain('response body', 'byte'),
  initDurationUs: ms('init duration'),
  billedDurationMs: plain('billed duration', 'ms'),
  maxMemoryUsedMB: plain('max memory used', 'MB'),
  ticks: plain('ticks followed', ''),
  untilUs: seconds('taken to run until'),
  level: { name: 'level', unit: '', words: logLevels },
  idleUs: seconds('idle time'),
  limitUs: seconds('limit'),
};

/** All numbers of an event, in the order of the trace. */
export function namedNumbers(event: EventView): NamedNumber[] {
  return (eventFields[event.type] as readonly string[]).map((field) => {
    const value = event.number(field);
    const { name, unit, per = 1, words } = names[field] ?? { name: field, unit: '' };
    return { name, value: words ? (words[value] ?? value) : value / per, unit };
  });
}
