/** Traces written by hand, event by event, where a run would hide what a test is about. */
import { ruleNumber, type RuleId } from '../../simulator/facts/rules.ts';
import {
  eventFields,
  kindOf,
  NONE,
  Trace,
  type Detail,
  type EventType,
  type TraceFunction,
  type TraceHeader,
} from '../../simulator/trace.ts';

export const fn: TraceFunction = {
  FunctionName: 'checkout',
  Version: '$LATEST',
  published: true,
  Runtime: 'nodejs24.x',
  Architectures: ['x86_64'],
  PackageType: 'Zip',
  MemorySize: 128,
  Timeout: 3,
  EphemeralStorage: { Size: 512 },
  LoggingConfig: { LogFormat: 'Text' },
  runs: 'code',
  snapStart: false,
  reserved: -1,
  provisioned: 0,
};

export const header: TraceHeader = {
  seed: 1,
  asOf: '2026-11-21',
  startAtMs: Date.UTC(2026, 10, 21, 9),
  region: 'us-east-1',
  accountId: '111122223333',
  accountConcurrency: 1000,
  functions: [fn],
  aliases: [],
  targets: [],
  sources: [{ kind: 'action', FunctionName: 'checkout', InvocationType: 'RequestResponse', body: '{}' }],
  kept: true,
};

export interface Written {
  readonly type: EventType;
  readonly atUs: number;
  readonly fn?: number;
  readonly env?: number;
  readonly req?: number;
  readonly cause?: number;
  readonly rule?: RuleId;
  /** Its numbers by name; 0 for those left out. */
  readonly numbers?: Readonly<Record<string, number>>;
  readonly detail?: Detail;
}

/** A trace of these events, each caused by the one before it unless it says otherwise. */
export function written(events: readonly Written[], world: Partial<TraceHeader> = {}): Trace {
  const trace = new Trace({ ...header, ...world });
  events.forEach((event, i) => {
    const { type, atUs, env = NONE, req = NONE, cause = i === 0 ? NONE : i - 1, rule, numbers = {}, detail } = event;
    const values = (eventFields[type] as readonly string[]).map((field) => numbers[field] ?? 0);
    const number = rule === undefined ? undefined : ruleNumber(rule);
    const seq = trace.record(kindOf(type), atUs, event.fn ?? 0, env, req, cause, number, ...(values as [number]));
    if (detail) trace.attach(seq, detail);
  });
  return trace;
}

/** What ends a trace's invocation in environment 0: its three events. */
export function ending(
  atUs: number,
  given: {
    rule: RuleId;
    status: number;
    durationUs: number;
    initDurationUs?: number;
    billed: number;
    payload?: string;
    errorType?: string;
  },
): Written[] {
  const { rule, status, durationUs, initDurationUs = 0, billed, payload = 'null', errorType } = given;
  const named = errorType ? { errorType } : {};
  const at = { atUs, env: 0, req: 0 };
  return [
    { ...at, type: 'platform.runtimeDone', rule, numbers: { durationUs, status }, detail: named },
    {
      ...at,
      type: 'invoke.completed',
      rule,
      numbers: { statusCode: 200, latencyUs: atUs, failed: rule === 'invoke.returned' ? 0 : 1 },
      detail: { payload, ...named },
    },
    {
      ...at,
      type: 'platform.report',
      rule: 'bill.initIncluded',
      numbers: { durationUs, initDurationUs, billedDurationMs: billed, memorySizeMB: 128, maxMemoryUsedMB: 74, status },
      detail: named,
    },
  ];
}

/** How a trace with one cold request starts, up to its START. */
export const coldStart = (initUs: number): Written[] => [
  { type: 'invoke.received', atUs: 0, req: 0, rule: 'request.synchronous', numbers: { payloadBytes: 2 } },
  { type: 'invoke.admitted', atUs: 0, req: 0, rule: 'admission.unreserved', numbers: { inFlight: 1, limit: 1000 } },
  { type: 'environment.created', atUs: 0, env: 0, req: 0, rule: 'placement.cold', numbers: { memorySizeMB: 128 } },
  { type: 'platform.initStart', atUs: 0, env: 0, req: 0, numbers: { limitUs: 10_000_000 } },
  { type: 'platform.initRuntimeDone', atUs: initUs, env: 0, req: 0, numbers: { durationUs: initUs } },
  { type: 'platform.initReport', atUs: initUs, env: 0, req: 0, numbers: { durationUs: initUs } },
  { type: 'platform.start', atUs: initUs, env: 0, req: 0, numbers: { timeoutUs: 3_000_000 } },
];
