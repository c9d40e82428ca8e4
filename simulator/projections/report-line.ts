/**
 * The lines that Lambda itself writes in text format, letter by letter, without their newline. Fields
 * are separated by tabs; a REPORT line ends with a tab, unless a status ends it.
 */
import type { RuntimeVersion } from './runtime-version.ts';

/** What the REPORT line tells; times in microseconds. */
export interface Report {
  readonly requestId: string;
  readonly durationUs: number;
  readonly billedDurationMs: number;
  readonly memorySizeMB: number;
  readonly maxMemoryUsedMB: number;
  /** Only when this invocation started cold. */
  readonly initDurationUs?: number;
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
  fields.push(...(report.status ? statusFields(report.status, report.errorType) : ['']));
  return fields.join('\t');
}

export const initReportLine = (durationUs: number, phase: string, status: string, errorType?: string): string =>
  [`INIT_REPORT Init Duration: ${msText(durationUs)}`, `Phase: ${phase}`, ...statusFields(status, errorType)].join(
    '\t',
  );

const statusFields = (status: string, errorType?: string): string[] =>
  status === 'error' && errorType ? [`Status: ${status}`, `Error Type: ${errorType}`] : [`Status: ${status}`];
