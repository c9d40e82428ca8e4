/**
 * The log of the run as CloudWatch Logs would have it: a stream an environment, with Lambda's own lines
 * (INIT_START, START, END, REPORT, INIT_REPORT, or their JSON records) among those of the code.
 */
import { project, type Projection, type Trace } from '../trace.ts';
import { LogWriter, type LogEvent } from './log-writer.ts';
import { logTail } from './log-tail.ts';

export { LogWriter, type LogEvent, type OnLine } from './log-writer.ts';
export { logTail } from './log-tail.ts';

interface Selection {
  /** Only the lines of this request, its environment's init included. */
  readonly request?: number;
  /** Only the lines of this environment. */
  readonly environment?: number;
  /** Lines at most, the first ones. */
  readonly limit?: number;
}

interface State {
  readonly writer: LogWriter;
  readonly kept: LogEvent[];
}

/** The log lines of a selection. To take them one by one as they come, use `LogWriter`. */
export function logsOf(selection: Selection = {}): Projection<State, LogEvent[]> {
  const { limit = 100_000 } = selection;
  return {
    listens: LogWriter.listens,
    start(header) {
      const kept: LogEvent[] = [];
      const writer = new LogWriter(header, (request, environment, make) => {
        if (selection.request !== undefined && request !== selection.request) return;
        if (selection.environment !== undefined && environment !== selection.environment) return;
        if (kept.length < limit) kept.push(make());
      });
      return { writer, kept };
    },
    step: ({ writer }, event) => writer.step(event),
    finish: ({ kept }) => kept,
  };
}

/** The log lines of the run, the first 100,000. */
export const logs = logsOf();

/** `X-Amz-Log-Result` of a request: see `logTail`. */
export const logTailOf = (trace: Trace, request: number): string =>
  logTail(trace.header, project(trace, logsOf({ request })));
