/** One request of a run whose lists are too long to be sent: its row and its answer. */
import { project, responsesOf, timelineOf, type Projection, type Trace } from '#simulator';
import type { RequestDetail } from './protocol.ts';

/** A projection that sees the events of one request. */
const ofRequest = <State, Result>(
  request: number,
  projection: Projection<State, Result>,
): Projection<State, Result> => ({
  ...projection,
  step: (state, event) => {
    if (event.request === request) projection.step(state, event);
  },
});

/** What a page shows of a request; the row is `undefined` when there is no such request. */
export function requestDetail(trace: Trace, request: number): RequestDetail {
  const { requests } = project(trace, ofRequest(request, timelineOf({ limit: 1 })));
  const [response] = project(trace, ofRequest(request, responsesOf({ request, limit: 1 })));
  return { row: requests[0], response };
}
