/**
 * What two formulas expect of a run, laid over its plots: Little's law for the concurrency, Erlang's loss
 * formula for the share that is throttled. Each is fed with what the run itself brought.
 */
import { erlangB, groupedNumber, littlesLaw, type Series } from '#simulator';
import type { Overlay } from '../../../charts/series-data.ts';
import type { RunView } from '../../../workers/protocol.ts';
import { durationText, percentText } from '../quantities.ts';

export interface Theory {
  readonly id: string;
  readonly title: string;
  /** The formula with its numbers. */
  readonly sentence: string;
  readonly overlay: Overlay;
}

/** Stretches of a run in which its rate is taken to be steady. */
const stretches = 24;

/** What can be held against a run. */
export function theoriesOf(run: RunView, limit: number): Theory[] {
  const { series } = run;
  // A request holds its concurrency from its admission to the end of its invocation, init included.
  const holdUs = meanHoldUs(run);
  if (holdUs === 0) return [];
  const holdS = holdUs / 1_000_000;
  const rates = ratesOf(series);
  const busiest = rates.perSecond.reduce((most, rate) => Math.max(most, rate), 0);
  const expected = littlesLaw(busiest, holdS);
  const lost = lostShare(limit, busiest * holdS);
  const rate = `${groupedNumber(Number(busiest.toPrecision(3)))} a second`;
  return [
    {
      id: 'little',
      title: 'Little’s law.',
      sentence: `In use at once = requests a second × time each takes. In the busiest stretch ${rate} × ${durationText(holdUs)} = ${number(expected)}.`,
      overlay: {
        plot: 'concurrency',
        label: 'Little’s law',
        atUs: rates.atUs,
        value: rates.perSecond.map((one) => littlesLaw(one, holdS)),
      },
    },
    {
      id: 'erlang',
      title: 'Erlang’s loss formula.',
      sentence: `With room for ${groupedNumber(limit)} and an offered load of ${number(busiest * holdS)}, ${percentText(lost)} of random arrivals find no room.`,
      overlay: {
        plot: 'throttled',
        label: 'Erlang-B',
        atUs: rates.atUs,
        value: rates.perSecond.map((one) => lostShare(limit, one * holdS)),
        share: true,
      },
    },
  ];
}

/** Erlang's B formula; where there is far more room than load nothing is lost, and a long recurrence need not tell. */
const lostShare = (limit: number, load: number): number => (limit > 4 * load + 200 ? 0 : erlangB(limit, load));

const number = (value: number): string => groupedNumber(Number(value.toPrecision(3)));

function meanHoldUs({ percentiles: { duration, init }, summary: { counts } }: RunView): number {
  if (duration.all.count === 0) return 0;
  const coldShare = counts.served === 0 ? 0 : Math.min(1, counts.cold / counts.served);
  return duration.all.meanUs + coldShare * init.meanUs;
}

/** Arrivals a second in each stretch of the run. */
function ratesOf({ arrivals, binUs, bins }: Series): { atUs: number[]; perSecond: number[] } {
  const size = Math.max(1, Math.ceil(bins / stretches));
  const atUs: number[] = [];
  const perSecond: number[] = [];
  for (let from = 0; from < bins; from += size) {
    const part = arrivals.slice(from, from + size);
    atUs.push(from * binUs);
    perSecond.push(part.reduce((sum, count) => sum + count, 0) / ((part.length * binUs) / 1_000_000));
  }
  return { atUs, perSecond };
}
