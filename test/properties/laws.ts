/** How a law over random scenarios is asked: every event of every run, copied off the cursor. */
import fc from 'fast-check';
import { parseScenario, ScenarioError, simulate, type EventType, type ScenarioInput, type Trace } from '#simulator';

/** An event copied off the cursor, with the numbers the laws below ask for. */
export interface Seen {
  seq: number;
  type: EventType;
  atUs: number;
  function: number;
  environment: number;
  request: number;
  causeSeq: number;
  ruleId: string | undefined;
  number: (field: string) => number;
}

export function seen(trace: Trace): Seen[] {
  return Array.from({ length: trace.length }, (_, seq) => {
    const event = trace.event(seq);
    const { type, atUs, environment, request, causeSeq } = event;
    return {
      seq,
      type,
      atUs,
      function: event.function,
      environment,
      request,
      causeSeq,
      ruleId: event.rule?.id,
      number: (f) => event.number(f),
    };
  });
}

/** Runs random scenarios and puts the law to each. */
export function holds(
  scenarios: fc.Arbitrary<ScenarioInput>,
  law: (events: Seen[], input: ScenarioInput, trace: Trace) => void,
  numRuns = 150,
): void {
  fc.assert(
    fc.property(scenarios, (input) => {
      let trace: Trace;
      try {
        trace = simulate(parseScenario(input));
      } catch (error) {
        if (error instanceof ScenarioError) return; // more reserved than there is, or the like
        throw error;
      }
      law(seen(trace), input, trace);
    }),
    { numRuns },
  );
}

export function must(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

export const count = (events: Seen[], type: EventType): number => events.filter((e) => e.type === type).length;
