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
  queued: number;
  dropped: number;
  tried: number;
  hungUp: number;
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
  queued: 0,
  dropped: 0,
  tried: 0,
  hungUp: 0,
  inFlight: 0,
  live: -1,
  firstSeq: -1,
});

const summed = [
  'requests',
  'cold',
  'throttled',
  'rejected',
  'failed',
  'timeouts',
  'ended',
  'queued',
  'dropped',
  'tried',
  'hungUp',
] as const;

function join(into: Counts, later: Counts): void {
  for (const key of summed) into[key] += later[key];
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
        if (event.request !== NONE) counts.cold++;
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
      case 'async.queued':
        counts.queued++;
        break;
      case 'async.dropped':
        counts.dropped++;
        break;
      case 'async.retryScheduled':
      case 'caller.retryScheduled':
        counts.tried++;
        break;
      case 'caller.timedOut':
        counts.hungUp++;
        break;
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
    counts.queued > 0 ? `${groupedNumber(counts.queued)} of them for the queue` : '',
    counts.cold > 0 ? `${groupedNumber(counts.cold)} ${counts.queued > 0 ? '' : 'of them '}started cold` : '',
    counts.inFlight > 0 ? `at most ${many(counts.inFlight, 'invocation')} ran at once` : '',
    counts.throttled > 0 ? `${groupedNumber(counts.throttled)} ${were(counts.throttled)} throttled` : '',
    counts.rejected > 0 ? `${groupedNumber(counts.rejected)} ${were(counts.rejected)} refused` : '',
    counts.timeouts > 0 ? `${groupedNumber(counts.timeouts)} ran into the timeout` : '',
    counts.failed > 0 ? `${groupedNumber(counts.failed)} failed` : '',
    counts.hungUp > 0 ? `${many(counts.hungUp, 'client')} hung up` : '',
    counts.tried > 0 ? `${groupedNumber(counts.tried)} ${were(counts.tried)} to be tried again` : '',
    counts.dropped > 0 ? `${many(counts.dropped, 'event')} ${were(counts.dropped)} given up` : '',
    counts.ended > 0 ? `Lambda ended ${many(counts.ended, 'environment')}` : '',
    counts.live >= 0 ? `${many(counts.live, 'environment')} lived at the end` : '',
  ].filter(Boolean);
  return `From ${instantText(fromUs)} to ${instantText(toUs)}, ${told.join(', ')}.`;
}

const were = (n: number): string => (n === 1 ? 'was' : 'were');
const many = (n: number, noun: string): string => `${groupedNumber(n)} ${noun}${n === 1 ? '' : 's'}`;
