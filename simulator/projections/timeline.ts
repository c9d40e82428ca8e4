/** Requests and environments over time, for the timeline: the whole run or a window of it. */
import { eventTypes, type EventType, type Projection } from '../trace.ts';
import { EnvironmentRows, type EnvironmentRow } from './environment-rows.ts';
import { RequestRows, type RequestRow } from './request-rows.ts';

export type { EnvironmentRow, Phase } from './environment-rows.ts';
export type { Outcome } from './outcome.ts';
export type { RequestRow } from './request-rows.ts';

export interface Timeline {
  /** Instant of the last event. */
  endUs: number;
  /** In order of arrival. */
  requests: RequestRow[];
  /** In order of creation. */
  environments: EnvironmentRow[];
  /** Requests, environments and phases inside the window that are left out because there are too many. */
  omitted: { requests: number; environments: number; phases: number };
}

export interface TimelineWindow {
  /** Only what reaches into this window. */
  readonly fromUs?: number;
  readonly toUs?: number;
  /** Rows of each kind at most; a page can neither draw nor be sent more. */
  readonly limit?: number;
}

/** Frequent events that have no part in it, and others at the same instant after them. */
const passedOver: readonly EventType[] = ['invoke.admitted', 'alias.routed', 'platform.initRuntimeDone'];

interface State {
  readonly timeline: Timeline;
  readonly requests: RequestRows;
  readonly environments: EnvironmentRows;
}

/** The timeline of a window of the run. */
export function timelineOf(window: TimelineWindow = {}): Projection<State, Timeline> {
  const { fromUs = 0, toUs = Infinity, limit = 20_000 } = window;
  const overlaps = (from: number, to: number): boolean => from <= toUs && to >= fromUs;

  const isFull = ({ requests }: Timeline, { open }: RequestRows): boolean => requests.length + open.size >= limit;
  const addRequest = ({ requests, omitted }: Timeline, row: RequestRow, endedUs: number): void => {
    if (!overlaps(row.arrivedAtUs, endedUs)) return;
    if (requests.length < limit) requests.push(row);
    else omitted.requests++;
  };
  const addEnvironment = ({ environments, omitted }: Timeline, row: EnvironmentRow, endedUs: number): void => {
    if (!overlaps(row.createdAtUs, endedUs)) return;
    if (environments.length < limit) environments.push(row);
    else omitted.environments++;
  };

  return {
    listens: eventTypes.filter((type) => !passedOver.includes(type)),
    start() {
      const timeline: Timeline = {
        endUs: 0,
        requests: [],
        environments: [],
        omitted: { requests: 0, environments: 0, phases: 0 },
      };
      let kept = 0;
      const environments = new EnvironmentRows((phase) => {
        if (!overlaps(phase.fromUs, phase.toUs)) return false;
        if (kept++ < limit) return true;
        timeline.omitted.phases++;
        return false;
      });
      return { timeline, requests: new RequestRows(), environments };
    },
    step({ timeline, requests, environments }, event) {
      timeline.endUs = event.atUs;
      if (event.type === 'invoke.received' && isFull(timeline, requests) && event.atUs >= fromUs) {
        // All that are open reach into the window, and so does this one unless the window is over.
        if (event.atUs <= toUs) timeline.omitted.requests++;
        return;
      }
      const answered = requests.step(event);
      if (answered) addRequest(timeline, answered, event.atUs);
      const ended = environments.step(event);
      if (ended) addEnvironment(timeline, ended, event.atUs);
    },
    finish({ timeline, requests, environments }) {
      for (const row of requests.open.values()) addRequest(timeline, row, timeline.endUs);
      for (const row of environments.finish(timeline.endUs)) addEnvironment(timeline, row, timeline.endUs);
      timeline.requests.sort((a, b) => a.request - b.request);
      timeline.environments.sort((a, b) => a.environment - b.environment);
      return timeline;
    },
  };
}

/** The timeline of the whole run. */
export const timeline = timelineOf();
