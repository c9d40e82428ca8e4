/**
 * The records Lambda itself writes in JSON format: the events of the Telemetry API, with the level that
 * CloudWatch gives each, and the system log level that lets them through.
 */
import type { Status, TraceFunction } from '../trace.ts';

type Level = 'DEBUG' | 'INFO' | 'WARN';

export interface PlatformRecord {
  readonly type: string;
  readonly level: Level;
  readonly record: Readonly<Record<string, unknown>>;
}

const severity: Readonly<Record<Level, number>> = { DEBUG: 0, INFO: 1, WARN: 2 };

/** Whether a function's log has records of a level. INFO is the lowest when none is set. */
export const isLogged = ({ SystemLogLevel = 'INFO' }: TraceFunction['LoggingConfig'], level: Level): boolean =>
  severity[level] >= severity[SystemLogLevel];

/** A record as its line in the log. @param atMs milliseconds since 1970 */
export const recordLine = ({ type, record }: PlatformRecord, atMs: number): string =>
  JSON.stringify({ time: new Date(atMs).toISOString(), type, record });

/** The level of a record that tells how something went. */
export const levelOf = (status: Status, ok: 'DEBUG' | 'INFO'): Level => (status === 'success' ? ok : 'WARN');

/** Microseconds as the milliseconds of a record. */
export const recordMs = (us: number): number => us / 1000;
