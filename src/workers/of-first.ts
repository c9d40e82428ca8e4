/** The first requests of a run, for lists that show no more than those. */
import { NONE, type Projection } from '#simulator';

/** A projection that sees the events of the first `requests`, and those that are of none. */
export function ofFirst<State, Result>(
  projection: Projection<State, Result>,
  requests: number,
): Projection<State, Result> {
  if (requests === Infinity) return projection;
  return {
    ...projection,
    step: (state, event) => {
      const { request } = event;
      if (request < requests || request === NONE) projection.step(state, event);
    },
  };
}
