import { eventTypes, wantedKinds, type EventView, type Projection, type TraceHeader } from '../trace.ts';

// The states are private to each projection, so nothing can be said of them here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Any = Projection<any, unknown>;
type Named = Readonly<Record<string, Any>>;
type Results<All extends Named> = {
  [Name in keyof All]: All[Name] extends Projection<infer _State, infer Result> ? Result : never;
};

/** Several projections that are run as one, and what is made of their results. */
export interface Composite<Result> extends Projection<unknown[], Result> {
  /** The projections inside; another composite takes them in as its own, so that an event passes one dispatch. */
  readonly members: readonly Any[];
}

/**
 * Several projections in one walk over the trace: their results by name. Each gets the types it listens to.
 * @param combine makes something else of the results
 */
export function together<All extends Named, Result = Results<All>>(
  projections: All,
  combine: (results: Results<All>) => Result = (results) => results as unknown as Result,
): Composite<Result> {
  const parts = Object.entries(projections).map(([name, projection]) => ({
    name,
    projection,
    members: 'members' in projection ? (projection as Composite<unknown>).members : [projection],
  }));
  const members = parts.flatMap((part) => part.members);
  const wanted = members.map(({ listens }) => wantedKinds(listens));
  /** The places of those that want a type, by its number. */
  const listeners = eventTypes.map((_, kind) => members.flatMap((_, i) => (wanted[i]?.[kind] === 1 ? [i] : [])));
  return {
    members,
    listens: eventTypes.filter((_, kind) => (listeners[kind] as number[]).length > 0),
    start: (header: TraceHeader) => members.map((member): unknown => member.start(header)),
    step(states: unknown[], event: EventView) {
      const places = listeners[event.kind] as number[];
      for (let i = 0; i < places.length; i++) {
        const place = places[i] as number;
        (members[place] as Any).step(states[place], event);
      }
    },
    finish(states: unknown[]) {
      let place = 0;
      const results = parts.map(({ name, projection, members: own }) => {
        const ofPart = states.slice(place, (place += own.length));
        return [name, projection.finish('members' in projection ? ofPart : ofPart[0])] as const;
      });
      return combine(Object.fromEntries(results) as Results<All>);
    },
  };
}
