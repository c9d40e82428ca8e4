/** Places in the function's files that logs and stack traces name. */

export interface CodePlace {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1; absent when only the line is named. */
  readonly column?: number;
}

const placePattern = /\/var\/task\/([\w.@+/-]+?):(\d+)(?::(\d+))?/;

/** The first place under `/var/task` that a text names and the package holds. */
export function placeIn(text: string, files: Readonly<Record<string, string>>): CodePlace | undefined {
  for (const [, path, line, column] of text.matchAll(new RegExp(placePattern, 'g')))
    if (path !== undefined && Object.hasOwn(files, path))
      return { path, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
  return undefined;
}

/** An error as the runtime reports it, read from the answer to a request. */
export interface ReportedError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** The error object in an answer, or `undefined` when the answer is none. */
export function reportedError(payload: string): ReportedError | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    if (typeof value !== 'object' || value === null) return undefined;
    const { errorType, errorMessage, trace } = value as Record<string, unknown>;
    if (typeof errorType !== 'string' && typeof errorMessage !== 'string') return undefined;
    return {
      errorType: typeof errorType === 'string' ? errorType : '',
      errorMessage: typeof errorMessage === 'string' ? errorMessage : '',
      trace: Array.isArray(trace) ? trace.filter((line): line is string => typeof line === 'string') : [],
    };
  } catch {
    return undefined;
  }
}
