import type { Projection } from '../trace.ts';

// The states are private to each projection, so nothing can be said of them here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Named = Readonly<Record<string, Projection<any, unknown>>>;
type Results<All extends Named> = {
  [Name in keyof All]: All[Name] extends Projection<infer _State, infer Result> ? Result : never;
};

/** Several projections in one walk over the trace: their results by name. */
export function together<All extends Named>(projections: All): Projection<unknown[], Results<All>> {
  const all: [string, Projection<unknown, unknown>][] = Object.entries(projections);
  return {
    start: (header) => all.map(([, projection]) => projection.start(header)),
    step: (states, event) => all.forEach(([, projection], i) => projection.step(states[i], event)),
    finish: (states) =>
      Object.fromEntries(all.map(([name, projection], i) => [name, projection.finish(states[i])])) as Results<All>,
  };
}
