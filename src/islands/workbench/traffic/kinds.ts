/** The kinds of traffic a person can choose from, what each begins as, and each in a sentence. */
import { groupedNumber, type Scenario, type Traffic } from '#simulator';
import { secondsText } from '../quantities.ts';

export type TrafficKind = Traffic['kind'];

export const trafficKinds: Readonly<Record<TrafficKind, string>> = {
  steps: 'steps of a rate',
  poisson: 'a steady rate',
  ramp: 'a ramp',
  burst: 'a burst',
  every: 'one after another',
  daily: 'a day’s curve',
  closedLoop: 'users who wait',
  replay: 'a recorded trace',
};

/** How each kind arrives, for below its name. */
export const trafficNotes: Readonly<Record<TrafficKind, string>> = {
  steps: 'at random instants, at a rate that changes by steps',
  poisson: 'at random instants, at one rate',
  ramp: 'at random instants, at a rate that goes in a straight line',
  burst: 'many at once, or spread evenly over a short time',
  every: 'at a constant interval',
  daily: 'at random instants; the rate of each full hour UTC, straight lines between',
  closedLoop: 'each user waits for the answer, thinks, and sends the next request',
  replay: 'as they were recorded, each with the duration it had, if known',
};

/** What every kind has: to whom it sends, how, what, and by which client. */
type Sent = Pick<Traffic, 'FunctionName' | 'Qualifier' | 'InvocationType' | 'payload' | 'payloadText' | 'caller'>;

export function sentBy(source: Traffic): Sent {
  const { FunctionName, InvocationType } = source;
  const sent: Sent = { FunctionName, InvocationType };
  for (const key of ['Qualifier', 'payload', 'payloadText', 'caller'] as const)
    if (source[key] !== undefined) Object.assign(sent, { [key]: source[key] });
  return sent;
}

/** Quiet at night, busy at noon and in the evening: shares of the busiest hour. */
const dayShares = [3, 2, 1, 1, 1, 2, 5, 9, 13, 16, 18, 20, 19, 17, 16, 16, 17, 18, 20, 19, 15, 11, 7, 4];

/** A source of a kind as it begins: something to see within seconds. */
export function newTraffic(kind: TrafficKind, sent: Sent, toMs = 10_000): Traffic {
  switch (kind) {
    case 'steps':
      return {
        kind,
        steps: [
          { fromMs: 0, ratePerSecond: 1 },
          { fromMs: Math.round(toMs * 0.4), ratePerSecond: 6 },
          { fromMs: Math.round(toMs * 0.7), ratePerSecond: 2 },
        ],
        toMs,
        ...sent,
      };
    case 'poisson':
      return { kind, ratePerSecond: 5, fromMs: 0, toMs, ...sent };
    case 'ramp':
      return { kind, fromRatePerSecond: 0, toRatePerSecond: 20, fromMs: 0, toMs, ...sent };
    case 'burst':
      return { kind, atMs: 1000, count: 20, overMs: 0, ...sent };
    case 'every':
      return { kind, intervalMs: 500, fromMs: 0, count: 20, ...sent };
    case 'daily':
      return { kind, hourlyRatePerSecond: dayShares.map((share) => share / 100), fromMs: 0, toMs: 86_400_000, ...sent };
    case 'closedLoop':
      return { kind, users: 5, thinkMs: { kind: 'constant', value: 500 }, fromMs: 0, toMs, ...sent };
    case 'replay':
      return { kind, requests: [[0], [400], [500], [3000]], ...sent };
  }
}

/** The same sender with another kind of arrivals, of the same length where both have one. */
export function withKind(source: Traffic, kind: TrafficKind): Traffic {
  const toMs = 'toMs' in source && source.kind !== 'daily' ? source.toMs : 10_000;
  const made = newTraffic(kind, sentBy(source), toMs);
  if (made.kind === 'steps' && source.kind === 'poisson')
    return { ...made, steps: [{ fromMs: source.fromMs, ratePerSecond: source.ratePerSecond }] };
  if (made.kind === 'poisson' && source.kind === 'steps')
    return { ...made, ratePerSecond: Math.max(...source.steps.map(({ ratePerSecond }) => ratePerSecond)) };
  return made;
}

const rate = (perSecond: number): string => `${Number(perSecond.toPrecision(4))} a second`;

/** A source in a sentence: `at random, 5 a second, from 0 s to 10 s`. */
export function trafficSentence(source: Traffic): string {
  const span =
    'fromMs' in source && 'toMs' in source ? `from ${secondsText(source.fromMs)} to ${secondsText(source.toMs)}` : '';
  switch (source.kind) {
    case 'steps':
      return `at random, ${source.steps
        .map(({ ratePerSecond }) => Number(ratePerSecond.toPrecision(3)))
        .slice(0, 6)
        .join(', ')}${source.steps.length > 6 ? ' …' : ''} a second, until ${secondsText(source.toMs)}`;
    case 'poisson':
      return `at random, ${rate(source.ratePerSecond)}, ${span}`;
    case 'ramp':
      return `at random, from ${source.fromRatePerSecond} to ${rate(source.toRatePerSecond)}, ${span}`;
    case 'daily':
      return `a day’s curve of up to ${rate(Math.max(...source.hourlyRatePerSecond))}, ${span}`;
    case 'burst':
      return `${groupedNumber(source.count)} at ${secondsText(source.atMs)}${source.overMs > 0 ? ` within ${secondsText(source.overMs)}` : ', all at once'}`;
    case 'every':
      return `${groupedNumber(source.count)}, one every ${secondsText(source.intervalMs)}, from ${secondsText(source.fromMs)} on`;
    case 'closedLoop':
      return `${groupedNumber(source.users)} users who wait for each answer, ${span}`;
    case 'replay':
      return `${groupedNumber(source.requests.length)} recorded requests, the last at ${secondsText(source.requests.at(-1)?.[0] ?? 0)}`;
  }
}

/** Aliases, versions and `$LATEST`: what a request to a function can be addressed to. */
export function qualifiersOf(scenario: Scenario, FunctionName: string): string[] {
  const fn = scenario.functions.find((one) => one.FunctionName === FunctionName);
  if (!fn) return ['$LATEST'];
  const own = scenario.actions.filter((item) => 'FunctionName' in item && item.FunctionName === FunctionName);
  const published = own.filter((item) => item.do === 'publishVersion').length;
  const versions = Array.from({ length: fn.Versions.length + published }, (_, i) => String(i + 1));
  const aliases = fn.Aliases.map(({ Name }) => Name);
  const made = own.flatMap((item) => (item.do === 'updateAlias' ? [item.Name] : []));
  return [...new Set(['$LATEST', ...aliases, ...made, ...versions])];
}
