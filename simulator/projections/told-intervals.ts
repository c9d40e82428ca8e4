/** A long run told in aggregates: what happened in each stretch of time. */
import { groupedNumber } from '../facts/quantity-text.ts';
import { NONE, type EventView } from '../trace.ts';
import { Intervals } from './intervals.ts';
import { outcomeOf } from './outcome.ts';
import { instantText } from './time-text.ts';
import type { Sentence } from './told-events.ts';

interface Counts {
  requests: number;
  cold: number;
  throttled: number;
  rejected: number;
  failed: number;
  timeouts: number;
  ended: number;
  /** Most invocations in flight, and environments alive at the end. */
  inFlight: number;
  live: number;
  firstSeq: number;
}

const empty = (): Counts => ({
  requests: 0,
  cold: 0,
  throttled: 0,
  rejected: 0,
  failed: 0,
  timeouts: 0,
  ended: 0,
  inFlight: 0,
  live: -1,
  firstSeq: -1,
});

function join(into: Counts, later: Counts): void {
  for (const key of ['requests', 'cold', 'throttled', 'rejected', 'failed', 'timeouts', 'ended'] as const)
    into[key] += later[key];
  into.inFlight = Math.max(into.inFlight, later.inFlight);
  if (later.live >= 0) into.live = later.live;
  if (into.firstSeq < 0) into.firstSeq = later.firstSeq;
}

/** Stretches a run is told in, at most. */
const stretches = 12;
const firstStretchUs = 1_000_000;

/** Counts along a run and tells it in at most a dozen stretches. */
export class IntervalTeller {
  readonly #intervals = new Intervals<Counts>(stretches, firstStretchUs, empty, join);
  #live = 0;
  #inFlight = 0;
  #endUs = 0;

  step(event: EventView): void {
    const counts = this.#intervals.at(event.atUs);
    this.#endUs = event.atUs;
    if (counts.firstSeq < 0) counts.firstSeq = event.seq;
    switch (event.type) {
      case 'invoke.received':
        counts.requests++;
        break;
      case 'invoke.throttled':
        counts.throttled++;
        break;
      case 'invoke.rejected':
        counts.rejected++;
        break;
      case 'environment.created':
        counts.cold++;
        this.#live++;
        break;
      case 'environment.shutdown':
        counts.ended++;
        this.#live--;
        break;
      case 'platform.start':
        counts.inFlight = Math.max(counts.inFlight, ++this.#inFlight);
        break;
      case 'platform.report':
        if (event.environment !== NONE) this.#inFlight--;
        break;
      case 'invoke.completed': {
        const outcome = outcomeOf(event);
        if (outcome === 'timeout') counts.timeouts++;
        else if (outcome !== 'ok') counts.failed++;
        break;
      }
      default:
    }
    counts.live = this.#live;
  }

  finish(): Sentence[] {
    const { intervalUs, all } = this.#intervals;
    return all
      .map((counts, i) => ({
        atUs: i * intervalUs,
        text: stretchText(counts, i * intervalUs, Math.min((i + 1) * intervalUs, this.#endUs)),
        request: -1,
        environment: -1,
        seq: Math.max(0, counts.firstSeq),
      }))
      .filter((_, i) => (all[i] as Counts).firstSeq >= 0);
  }
}

function stretchText(counts: Counts, fromUs: number, toUs: number): string {
  const told = [
    counts.requests === 0 ? 'no request arrived' : `${many(counts.requests, 'request')} arrived`,
    counts.cold > 0 ? `${groupedNumber(counts.cold)} of them started cold` : '',
    counts.inFlight > 0 ? `at most ${many(counts.inFlight, 'invocation')} ran at once` : '',
    counts.throttled > 0 ? `${groupedNumber(counts.throttled)} ${were(counts.throttled)} throttled` : '',
    counts.rejected > 0 ? `${groupedNumber(counts.rejected)} ${were(counts.rejected)} refused` : '',
    counts.timeouts > 0 ? `${groupedNumber(counts.timeouts)} ran into the timeout` : '',
    counts.failed > 0 ? `${groupedNumber(counts.failed)} failed` : '',
    counts.ended > 0 ? `Lambda ended ${many(counts.ended, 'environment')}` : '',
    counts.live >= 0 ? `${many(counts.live, 'environment')} lived at the end` : '',
  ].filter(Boolean);
  return `From ${instantText(fromUs)} to ${instantText(toUs)}, ${told.join(', ')}.`;
}

const were = (n: number): string => (n === 1 ? 'was' : 'were');
const many = (n: number, noun: string): string => `${groupedNumber(n)} ${noun}${n === 1 ? '' : 's'}`;
