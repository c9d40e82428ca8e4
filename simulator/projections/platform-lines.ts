/**
 * What Lambda itself writes into a function's log, in the format the function asks for.
 *
 * Evidence for what the guide leaves open, from logs of 2025 and 2026: a failed init leaves an INIT_REPORT
 * for its first run and one for the run inside the invocation, and START comes after that; the REPORT line
 * of a handler that threw carries no status; INIT_START is not in the log tail (recorded 2025-11-24).
 */
import type { Facts } from '../facts/index.ts';
import { functionArn } from '../identity.ts';
import { initPhases, statuses, type EventView, type Status, type TraceFunction, type TraceHeader } from '../trace.ts';
import { platformErrorType } from './error-type.ts';
import { isLogged, levelOf, recordLine, recordMs, type PlatformRecord } from './platform-record.ts';
import { endLine, initReportLine, initStartLine, reportLine, startLine } from './report-line.ts';
import { runtimeVersion } from './runtime-version.ts';

/** A line that the log has; its text is made only when it is wanted. */
export type Line = () => string;

/** Who writes, and where. */
export interface Writer {
  readonly header: TraceHeader;
  readonly facts: Facts;
  readonly fn: TraceFunction;
  readonly logStream: string;
  /** The id of the request that is served. */
  readonly requestId: () => string;
}

/** How an invocation ended, as the lines tell it. */
export interface Ending {
  readonly status: Status;
  readonly errorType: string | undefined;
  /** Message of the failure, for the old form of the log. */
  readonly message: string | undefined;
}

const version = '$LATEST';
const initializationType = 'on-demand';

/** The line of a new environment, if it has one. Container images have no runtime version to name. */
export function initStart(writer: Writer, atMs: number): Line | undefined {
  const { header, facts, fn } = writer;
  const hasVersion = fn.PackageType === 'Zip';
  if (!isJson(writer))
    return hasVersion && facts['log.initStart']
      ? () => initStartLine(runtimeVersion(fn.Runtime, header.region))
      : undefined;
  return json(writer, atMs, 'platform.initStart', hasVersion ? 'INFO' : 'DEBUG', () => {
    const { name, arn } = runtimeVersion(fn.Runtime, header.region);
    const [day = '', id = ''] = writer.logStream.split(/(?=\[)/);
    return {
      initializationType,
      phase: 'init',
      ...(hasVersion ? { runtimeVersion: name, runtimeVersionArn: arn } : {}),
      functionName: fn.FunctionName,
      functionVersion: version,
      ...(facts['log.jsonInstance']
        ? { instanceId: `${day}${fn.FunctionName}${id}`, instanceMaxMemory: fn.MemorySize * 1_048_576 }
        : {}),
    };
  });
}

/** The line of an init phase whose runtime is done; text format has none. */
export function initRuntimeDone(writer: Writer, atMs: number, event: EventView): Line | undefined {
  if (!isJson(writer)) return undefined;
  const { phase, status, errorType } = initOf(event);
  return json(writer, atMs, 'platform.initRuntimeDone', levelOf(status, 'DEBUG'), () => ({
    initializationType,
    phase,
    status,
    ...named(errorType),
  }));
}

/** The line of an init phase that is over, if it has one. */
export function initReport(writer: Writer, atMs: number, event: EventView): Line | undefined {
  const { phase, status, errorType } = initOf(event);
  const durationUs = event.number('durationUs');
  if (!isJson(writer))
    return status !== 'success' && writer.facts['log.initReport']
      ? () => initReportLine(durationUs, phase, status, errorType)
      : undefined;
  return json(writer, atMs, 'platform.initReport', levelOf(status, 'DEBUG'), () => ({
    initializationType,
    phase,
    status,
    ...named(errorType),
    metrics: { durationMs: recordMs(durationUs) },
  }));
}

export function start(writer: Writer, atMs: number): Line | undefined {
  if (!isJson(writer)) return () => startLine(writer.requestId(), version);
  const { header, facts, fn } = writer;
  return json(writer, atMs, 'platform.start', 'INFO', () => ({
    requestId: writer.requestId(),
    ...(facts['log.jsonInstance']
      ? { functionArn: functionArn(header.region, header.accountId, fn.FunctionName) }
      : {}),
    version,
  }));
}

/** The line of a runtime that is done with an invocation; text format has none. */
export function runtimeDone(writer: Writer, atMs: number, event: EventView, ending: Ending): Line | undefined {
  if (!isJson(writer)) return undefined;
  const { status, errorType } = ending;
  return json(writer, atMs, 'platform.runtimeDone', levelOf(status, 'DEBUG'), () => ({
    requestId: writer.requestId(),
    status,
    ...named(errorType),
    metrics: { durationMs: recordMs(event.number('durationUs')), producedBytes: event.number('producedBytes') },
  }));
}

/** The lines that close an invocation: END and REPORT, and before them what old logs said of a failure. */
export function report(writer: Writer, atMs: number, event: EventView, ending: Ending): (Line | undefined)[] {
  if (isJson(writer)) return [reportRecord(writer, atMs, event, ending)];
  const { status, errorType, message } = ending;
  const failed = status === 'error' || status === 'timeout' ? status : undefined;
  const inReport = writer.facts['log.reportStatus'] === 1;
  const before = !inReport && failed && message;
  return [
    before ? () => (errorType ? `${message}\n${errorType}` : message) : undefined,
    () => endLine(writer.requestId()),
    () => {
      const initDurationUs = event.number('initDurationUs');
      return reportLine({
        requestId: writer.requestId(),
        durationUs: event.number('durationUs'),
        ...measured(event),
        ...(initDurationUs > 0 ? { initDurationUs } : {}),
        ...(inReport && failed ? { status: failed, ...named(errorType) } : {}),
      });
    },
  ];
}

function reportRecord(writer: Writer, atMs: number, event: EventView, { status, errorType }: Ending): Line | undefined {
  return json(writer, atMs, 'platform.report', levelOf(status, 'INFO'), () => {
    const initDurationUs = event.number('initDurationUs');
    const init = initDurationUs > 0 ? { initDurationMs: recordMs(initDurationUs) } : {};
    const metrics = { durationMs: recordMs(event.number('durationUs')), ...measured(event), ...init };
    return { requestId: writer.requestId(), metrics, status, ...named(errorType) };
  });
}

const measured = (event: EventView) => ({
  billedDurationMs: event.number('billedDurationMs'),
  memorySizeMB: event.number('memorySizeMB'),
  maxMemoryUsedMB: event.number('maxMemoryUsedMB'),
});

const named = (errorType: string | undefined) => (errorType ? { errorType } : {});

const isJson = ({ fn }: Writer): boolean => fn.LoggingConfig.LogFormat === 'JSON';

function json(
  { fn }: Writer,
  atMs: number,
  type: string,
  level: PlatformRecord['level'],
  record: () => PlatformRecord['record'],
): Line | undefined {
  return isLogged(fn.LoggingConfig, level) ? () => recordLine({ type, level, record: record() }, atMs) : undefined;
}

function initOf(event: EventView): { phase: string; status: Status; errorType: string | undefined } {
  const status = statuses[event.number('status')] as Status;
  const errorType = status === 'error' ? platformErrorType(event.detail?.errorType) : undefined;
  return { phase: initPhases[event.number('phase')] as string, status, errorType };
}
