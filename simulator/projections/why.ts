/** Why something happened: the chain of events that led to it, the first cause first. */
import { NONE, type EventView, type Trace, type TraceHeader } from '../trace.ts';
import { eventSentence } from './event-sentence.ts';
import { namedNumbers, type NamedNumber } from './number-names.ts';

export interface WhyStep {
  seq: number;
  atUs: number;
  type: string;
  /** What happened. */
  sentence: string;
  /** The numbers it was decided on, or that it brought. */
  numbers: NamedNumber[];
  /** What Lambda does in such a case, when the event records a decision. */
  rule?: { id: string; sentence: string; source: { title: string; url: string }; checked: string; status: string };
}

/**
 * The causes of an event and the event itself.
 * @throws InvariantError when the trace has no event `seq`
 */
export function why(trace: Trace, seq: number): WhyStep[] {
  const steps: WhyStep[] = [];
  // A cause always comes before its effect, so the chain ends.
  for (let at = seq; at !== NONE;) {
    const event = trace.event(at);
    steps.push(step(event, trace.header));
    at = event.causeSeq;
  }
  return steps.reverse();
}

function step(event: EventView, header: TraceHeader): WhyStep {
  const { rule } = event;
  return {
    seq: event.seq,
    atUs: event.atUs,
    type: event.type,
    sentence: eventSentence(event, header),
    numbers: namedNumbers(event),
    ...(rule ? { rule: { ...rule, source: { ...rule.source } } } : {}),
  };
}
