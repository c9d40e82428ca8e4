/**
 * The run told in sentences, for those who cannot see the timeline, and for print. A short run is told
 * event by event, a long one in at most a dozen stretches of time.
 */
import { eventTypes, type Projection } from '../trace.ts';
import { Teller, type Sentence } from './told-events.ts';
import { IntervalTeller } from './told-intervals.ts';

export type { Sentence } from './told-events.ts';

interface State {
  readonly teller: Teller;
  readonly intervals: IntervalTeller;
  /** Undefined once the run has become too long for it. */
  sentences: Sentence[] | undefined;
}

/** The narration with at most `limit` sentences told event by event. */
export function narrationOf(limit = 200): Projection<State, Sentence[]> {
  return {
    // What these are followed by at the same instant is told.
    listens: eventTypes.filter((type) => type !== 'platform.runtimeDone' && type !== 'platform.initRuntimeDone'),
    start: (header) => ({ teller: new Teller(header), intervals: new IntervalTeller(), sentences: [] }),
    step(state, event) {
      state.intervals.step(event);
      if (!state.sentences) return;
      const sentence = state.teller.tell(event);
      if (sentence) state.sentences.push(sentence);
      if (state.sentences.length > limit) state.sentences = undefined;
    },
    finish: ({ sentences, intervals }) => sentences ?? intervals.finish(),
  };
}

/** The narration of the run. */
export const narration = narrationOf();
