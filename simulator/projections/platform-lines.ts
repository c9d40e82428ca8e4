/**
 * What Lambda itself writes into a function's log, in the format the function asks for.
 *
 * Evidence for what the guide leaves open, from logs of 2025 and 2026: a failed init leaves an INIT_REPORT
 * for its first run and one for the run inside the invocation, and START comes after that; the REPORT line
 * of a handler that threw carries no status; INIT_START is not in the log tail (recorded 2025-11-24); a
 * restore leaves RESTORE_START and RESTORE_REPORT, which names no status when it went well. That
 * INIT_REPORT names none either then is concluded from that: no full line was found.
 */
import type { Facts } from '../facts/index.ts';
import { functionArn } from '../identity.ts';
import { initPhases, statuses, type EventView, type Status, type TraceFunction, type TraceHeader } from '../trace.ts';
import { platformErrorType } from './error-type.ts';
import { isLogged, levelOf, recordLine, recordMs, type PlatformRecord } from './platform-record.ts';
import {
  endLine,
  initReportLine,
  initStartLine,
  reportLine,
  restoreReportLine,
  restoreStartLine,
  startLine,
  type Restore,
} from './report-line.ts';
import { runtimeVersion } from './runtime-version.ts';

/** A line that the log has; its text is made only when it is wanted. */
export type Line = () => string;

/** Who writes, and where. */
export interface Writer {
  readonly header: TraceHeader;
  readonly facts: Facts;
  readonly fn: TraceFunction;
  readonly logStream: string;
  /** One of `initializationTypes`. */
  readonly initializationType: string;
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

/** The line of a new environment, if it has one. Container images have no runtime version to name. */
export function initStart(writer: Writer, atMs: number, event: EventView): Line | undefined {
  const { initializationType } = writer;
  const phase = initPhases[event.number('phase')] as string;
  return started(writer, atMs, 'platform.initStart', initStartLine, { initializationType, phase });
}

/** The line of an environment that is made from a snapshot, if it has one. */
export const restoreStart = (writer: Writer, atMs: number): Line | undefined =>
  started(writer, atMs, 'platform.restoreStart', restoreStartLine, {});

function started(
  writer: Writer,
  atMs: number,
  type: string,
  text: typeof initStartLine,
  first: PlatformRecord['record'],
): Line | undefined {
  const { header, facts, fn } = writer;
  const hasVersion = fn.PackageType === 'Zip';
  if (!isJson(writer))
    return hasVersion && facts['log.initStart'] ? () => text(runtimeVersion(fn.Runtime, header.region)) : undefined;
  return json(writer, atMs, type, hasVersion ? 'INFO' : 'DEBUG', () => {
    const { name, arn } = runtimeVersion(fn.Runtime, header.region);
    const [day = '', id = ''] = writer.logStream.split(/(?=\[)/);
    return {
      ...first,
      ...(hasVersion ? { runtimeVersion: name, runtimeVersionArn: arn } : {}),
      functionName: fn.FunctionName,
      functionVersion: fn.Version,
      ...(facts['log.jsonInstance']
        ? { instanceId: `${day}${fn.FunctionName}${id}`, instanceMaxMemory: fn.MemorySize * 1_048_576 }
        : {}),
    };
  });
}

/** The line of a restored runtime that is done with its hooks; text format has none. */
export function restoreRuntimeDone(writer: Writer, atMs: number, event: EventView): Line | undefined {
  if (!isJson(writer)) return undefined;
  const { status, errorType } = endOf(event);
  return json(writer, atMs, 'platform.restoreRuntimeDone', levelOf(status, 'DEBUG'), () => ({
    status,
    ...named(errorType),
  }));
}

/** The line of a restore that is over. */
export function restoreReport(writer: Writer, atMs: number, event: EventView): Line | undefined {
  const { status, errorType } = endOf(event);
  const durationUs = event.number('durationUs');
  if (!isJson(writer)) return () => restoreReportLine(durationUs, status, errorType);
  return json(writer, atMs, 'platform.restoreReport', levelOf(status, 'INFO'), () => ({
    status,
    ...named(errorType),
    metrics: { durationMs: recordMs(durationUs) },
  }));
}

/** The line of an init phase whose runtime is done; text format has none. */
export function initRuntimeDone(writer: Writer, atMs: number, event: EventView): Line | undefined {
  if (!isJson(writer)) return undefined;
  const { phase, status, errorType } = initOf(event);
  return json(writer, atMs, 'platform.initRuntimeDone', levelOf(status, 'DEBUG'), () => ({
    initializationType: writer.initializationType,
    phase,
    status,
    ...named(errorType),
  }));
}

/** The line of an init phase that is over, if it has one: that of a request's own init only when it failed. */
export function initReport(writer: Writer, atMs: number, event: EventView): Line | undefined {
  const { phase, status, errorType } = initOf(event);
  const durationUs = event.number('durationUs');
  const { initializationType } = writer;
  const onDemand = initializationType === 'on-demand';
  if (!isJson(writer))
    return (status !== 'success' || !onDemand) && writer.facts['log.initReport']
      ? () => initReportLine(durationUs, phase, status, errorType)
      : undefined;
  return json(writer, atMs, 'platform.initReport', levelOf(status, onDemand ? 'DEBUG' : 'INFO'), () => ({
    initializationType,
    phase,
    status,
    ...named(errorType),
    metrics: { durationMs: recordMs(durationUs) },
  }));
}

export function start(writer: Writer, atMs: number): Line | undefined {
  const { header, facts, fn } = writer;
  const version = fn.Version;
  if (!isJson(writer)) return () => startLine(writer.requestId(), version);
  return json(writer, atMs, 'platform.start', 'INFO', () => ({
    requestId: writer.requestId(),
    ...(facts['log.jsonInstance'] ? { functionArn: functionArn(header.region, header.accountId, qualified(fn)) } : {}),
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
export function report(
  writer: Writer,
  atMs: number,
  event: EventView,
  ending: Ending,
  restore: Restore | undefined,
): (Line | undefined)[] {
  if (isJson(writer)) return [reportRecord(writer, atMs, event, ending, restore)];
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
        ...(restore ? { restore } : {}),
        ...(inReport && failed ? { status: failed, ...named(errorType) } : {}),
      });
    },
  ];
}

function reportRecord(
  writer: Writer,
  atMs: number,
  event: EventView,
  { status, errorType }: Ending,
  restore: Restore | undefined,
): Line | undefined {
  return json(writer, atMs, 'platform.report', levelOf(status, 'INFO'), () => {
    const initDurationUs = event.number('initDurationUs');
    const metrics = {
      durationMs: recordMs(event.number('durationUs')),
      ...measured(event),
      ...(initDurationUs > 0 ? { initDurationMs: recordMs(initDurationUs) } : {}),
      ...(restore ? { restoreDurationMs: recordMs(restore.durationUs) } : {}),
    };
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

function endOf(event: EventView): { status: Status; errorType: string | undefined } {
  const status = statuses[event.number('status')] as Status;
  return { status, errorType: status === 'error' ? platformErrorType(event.detail?.errorType) : undefined };
}

const initOf = (event: EventView) => ({ phase: initPhases[event.number('phase')] as string, ...endOf(event) });

/** The function as its ARN names it: a version by its number, `$LATEST` without one. */
const qualified = ({ FunctionName, Version }: TraceFunction): string =>
  Version === '$LATEST' ? FunctionName : `${FunctionName}:${Version}`;
