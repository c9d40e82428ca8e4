/** The numbers of an event as a reader knows them: name, value in its usual unit, and the unit. */
import {
  conditions,
  deploymentSteps,
  eventFields,
  initializationTypes,
  initPhases,
  logLevels,
  statuses,
  type EventType,
  type EventView,
} from '../trace.ts';
import { throttleOf } from './throttle-text.ts';

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
  /** What the first is called; those under 0 are none. */
  readonly from?: number;
}

const ms = (name: string): Naming => ({ name, unit: 'ms', per: 1000 });
const seconds = (name: string): Naming => ({ name, unit: 's', per: 1_000_000 });
const plain = (name: string, unit: string): Naming => ({ name, unit });
const percent = (name: string): Naming => ({ name, unit: '%', per: 0.01 });
const yesNo = (name: string): Naming => ({ name, unit: '', words: ['no', 'yes'] });
/** The place of something in the trace's header, told from 1 on. */
const ordinal = (name: string): Naming => ({ name, unit: '', from: 1 });

/** Names that differ from those below in one type of event. */
const namesIn: Readonly<Partial<Record<EventType, Readonly<Record<string, Naming>>>>> = {
  'invoke.received': { attempt: plain('attempt of the client', '') },
  'destination.delivered': { target: ordinal('destination') },
  'destination.failed': { target: ordinal('destination') },
  'resource.deleted': { target: ordinal('destination') },
  'recursion.detected': { limit: plain('limit', 'invocation') },
  'run.cut': { limit: plain('requests of a run at most', '') },
  'provisioned.refused': { limit: plain('most that can be provisioned', 'environment') },
  'async.attempted': { ageUs: seconds('age of the event') },
  'async.retryScheduled': { ageUs: seconds('age of the event'), attempt: plain('next attempt', '') },
  'async.succeeded': { ageUs: seconds('age of the event') },
  'async.dropped': { ageUs: seconds('age of the event') },
  'caller.retryScheduled': { attempt: plain('next attempt', '') },
  'deployment.changed': { weight: percent('traffic to the new version'), version: ordinal('version entry') },
};

/** By field name, where the type of the event has no name of its own. */
const names: Readonly<Record<string, Naming>> = {
  payloadBytes: plain('request body', 'byte'),
  statusCode: plain('status code', ''),
  limitBytes: plain('limit', 'byte'),
  inFlight: plain('invocations in flight', ''),
  limit: plain('concurrency limit', ''),
  latencyUs: ms('time until the answer'),
  responseBytes: plain('response body', 'byte'),
  failed: yesNo('function error'),
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
  requests: plain('requests', ''),
  source: ordinal('source of the request'),
  index: ordinal('which of its requests'),
  attempt: plain('attempt', ''),
  alias: ordinal('alias'),
  initializationType: { name: 'initialization type', unit: '', words: initializationTypes },
  billedUs: ms('billed part'),
  draw: percent('draw'),
  weight: percent('weight of the second version'),
  second: yesNo('second version chosen'),
  version: ordinal('version entry'),
  additional: ordinal('second version entry'),
  published: yesNo('new version made'),
  tookUs: seconds('time it took'),
  snapshotMB: plain('memory in the snapshot', 'MB'),
  reserved: { name: 'reserved concurrency', unit: '', from: 0 },
  unreserved: plain('concurrency left unreserved', ''),
  refused: yesNo('refused'),
  requested: plain('provisioned concurrency asked for', ''),
  allocated: plain('provisioned concurrency that is ready', ''),
  startUs: seconds('instant at which allocation begins'),
  utilization: percent('utilization'),
  target: percent('target'),
  from: plain('provisioned concurrency before', ''),
  to: plain('provisioned concurrency after', ''),
  queued: plain('events in the queue', ''),
  maximumAgeUs: seconds('greatest age of an event'),
  waitUs: seconds('wait'),
  attempts: plain('attempts', ''),
  share: percent('share of events delivered twice'),
  condition: { name: 'condition', unit: '', words: conditions },
  deadLetter: yesNo('dead-letter queue'),
  depth: plain('invocations in the chain', ''),
  waitedUs: seconds('time waited'),
  maxAttempts: plain('attempts at most', ''),
  quota: plain('retry quota left', 'token'),
  step: { name: 'step', unit: '', words: deploymentSteps },
};

/** All numbers of an event, in the order of the trace. */
export function namedNumbers(event: EventView): NamedNumber[] {
  return (eventFields[event.type] as readonly string[]).map((field) => {
    const value = event.number(field);
    return named(namingOf(event, field), value);
  });
}

function namingOf(event: EventView, field: string): Naming {
  if (event.type === 'invoke.throttled') return plain(throttleOf(event)[field === 'used' ? 'used' : 'limit'], '');
  return namesIn[event.type]?.[field] ?? names[field] ?? { name: field, unit: '' };
}

function named(naming: Naming, value: number): NamedNumber {
  const { name, unit, per = 1, words, from } = naming;
  if (words) return { name, value: words[value] ?? value, unit };
  if (from !== undefined) return { name, value: value < 0 ? 'none' : value + from, unit };
  // A share in percent: nine digits are more than its draw has, and hide what a division leaves.
  return { name, value: unit === '%' ? Number((value / per).toFixed(9)) : value / per, unit };
}
