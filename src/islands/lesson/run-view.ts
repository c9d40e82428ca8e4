/** What a lesson shows of a run: rows and lines, small enough to stand in a page. */
import type { Timeline } from '../../charts/run.ts';

export interface LogRow {
  readonly environment: number;
  /** -1: none. */
  readonly request: number;
  readonly logStream: string;
  readonly message: string;
}

export interface ResponseRow {
  readonly request: number;
  readonly statusCode: number;
  readonly payload: string;
}

export interface LessonRun {
  readonly timeline: Timeline;
  readonly logs: readonly LogRow[];
  readonly responses: readonly ResponseRow[];
}

/** The part of a run that a lesson shows. What comes in may carry more. */
export const lessonRun = ({ timeline, logs, responses }: LessonRun): LessonRun => ({
  timeline,
  logs: logs.map(({ environment, request, logStream, message }) => ({ environment, request, logStream, message })),
  responses: responses.map(({ request, statusCode, payload }) => ({ request, statusCode, payload })),
});
