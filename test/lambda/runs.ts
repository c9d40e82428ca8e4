/** Short ways to run a scenario and count what happened in it. */
import { parseScenario, simulate, type EventType, type EventView, type ScenarioInput, type Trace } from '#simulator';

/** A function by profile that takes so long, init and handler. */
export const taking = (durationMs: number, initMs = 0) => ({
  durationMs: { kind: 'constant' as const, value: durationMs },
  initMs: { kind: 'constant' as const, value: initMs },
});

export const run = (input: ScenarioInput): Trace => simulate(parseScenario(input));

/** What `read` finds in every event of a type. */
export function each<Value>(trace: Trace, type: EventType, read: (event: EventView) => Value): Value[] {
  const found: Value[] = [];
  for (const event of trace) if (event.type === type) found.push(read(event));
  return found;
}

export const count = (trace: Trace, type: EventType, ruleId?: string): number =>
  each(trace, type, (event) => event.rule?.id).filter((id) => ruleId === undefined || id === ruleId).length;

/** Instants of the events of a type, seconds. */
export const seconds = (trace: Trace, type: EventType): number[] => each(trace, type, ({ atUs }) => atUs / 1e6);
