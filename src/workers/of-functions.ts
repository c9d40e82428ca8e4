/** A view of some of the functions of a run. */
import type { Projection } from '#simulator';

/** A projection that sees the events of the functions that are wanted, every version of them, and no others. */
export function ofFunctions<State, Result>(
  projection: Projection<State, Result>,
  wants: (fn: number) => boolean,
): Projection<State, Result> {
  return {
    ...projection,
    step: (state, event) => {
      if (wants(event.function)) projection.step(state, event);
    },
  };
}
