import type { Projection } from '../trace.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the states are private to each projection
type Named = Readonly<Record<string, Projection<any, unknown>>>;
type Results<All extends Named> = { [Name in keyof All]: All[Name] extends Projection<infer _, infer Result> ? Result : never };

/** Several projections in one walk over the trace: their results by name. */
export function together<All extends Named>(projections: All): Projection<unknown[], Results<All>> {
  const all = Object.entries(projections);
  return {
    start: (header) => all.map(([, projection]) => projection.start(header)),
    step: (states, event) => all.forEach(([, projection], i) => projection.step(states[i], event)),
    finish: (states) =>
      Object.fromEntries(all.map(([name, projection], i) => [name, projection.finish(states[i])])) as Results<All>,
  };
}
