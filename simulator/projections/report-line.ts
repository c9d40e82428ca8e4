/**
 * The lines that Lambda itself writes in text format, letter by letter, without their newline. Fields
 * are separated by tabs; a REPORT line ends with a tab, unless a status ends it.
 */
import type { RuntimeVersion } from './runtime-version.ts';

/** How long a restore took, and the part of it that is billed; microseconds. */
export interface Restore {
  readonly durationUs: number;
  readonly billedUs: number;
}

/** What the REPORT line tells; times in microseconds. */
export interface Report {
  readonly requestId: string;
  readonly durationUs: number;
  readonly billedDurationMs: number;
  readonly memorySizeMB: number;
  readonly maxMemoryUsedMB: number;
  /** Only when this invocation started cold. */
  readonly initDurationUs?: number;
  /** Only when it started from a snapshot. */
  readonly restore?: Restore;
  /** Only when the invocation failed otherwise than by its handler. */
  readonly status?: 'error' | 'timeout';
  readonly errorType?: string;
}

/** Milliseconds as Lambda prints them: two decimals. */
export const msText = (us: number): string => `${(us / 1000).toFixed(2)} ms`;

export const initStartLine = ({ name, arn }: RuntimeVersion): string =>
  `INIT_START Runtime Version: ${name}\tRuntime Version ARN: ${arn}`;

export const startLine = (requestId: string, version: string): string =>
  `START RequestId: ${requestId} Version: ${version}`;

export const endLine = (requestId: string): string => `END RequestId: ${requestId}`;

export function reportLine(report: Report): string {
  const fields = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${msText(report.durationUs)}`,
    `Billed Duration: ${report.billedDurationMs} ms`,
    `Memory Size: ${report.memorySizeMB} MB`,
    `Max Memory Used: ${report.maxMemoryUsedMB} MB`,
  ];
  if (report.initDurationUs !== undefined) fields.push(`Init Duration: ${msText(report.initDurationUs)}`);
  if (report.restore) {
    const billedMs = Math.ceil(report.restore.billedUs / 1000);
    fields.push(`Restore Duration: ${msText(report.restore.durationUs)}`, `Billed Restore Duration: ${billedMs} ms`);
  }
  fields.push(...(report.status ? statusFields(report.status, report.errorType) : ['']));
  return fields.join('\t');
}

/** A phase that failed is told with its name and why; of one that went well only the time. */
export const initReportLine = (durationUs: number, phase: string, status: string, errorType?: string): string => {
  const line = `INIT_REPORT Init Duration: ${msText(durationUs)}`;
  return status === 'success' ? line : [line, `Phase: ${phase}`, ...statusFields(status, errorType)].join('\t');
};

export const restoreStartLine = ({ name, arn }: RuntimeVersion): string =>
  `RESTORE_START Runtime Version: ${name}\tRuntime Version ARN: ${arn}`;

export const restoreReportLine = (durationUs: number, status: string, errorType?: string): string => {
  const line = `RESTORE_REPORT Restore Duration: ${msText(durationUs)}`;
  return status === 'success' ? line : [line, ...statusFields(status, errorType)].join('\t');
};

const statusFields = (status: string, errorType?: string): string[] =>
  status === 'error' && errorType ? [`Status: ${status}`, `Error Type: ${errorType}`] : [`Status: ${status}`];
