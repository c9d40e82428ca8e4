/** Instants and lengths of time of a run as people say them. */
import { groupedNumber } from '../facts/quantity-text.ts';

const trimmed = (value: number, places: number): string => value.toFixed(places).replace(/\.?0+$/, '');

/** A length of time: "0.25 ms", "131 ms", "1.204 s", "3 min 20 s", "2 h 5 min". */
export function durationText(us: number): string {
  if (us < 1_000) return `${trimmed(us / 1_000, 3)} ms`;
  if (us < 10_000) return `${trimmed(us / 1_000, 2)} ms`;
  if (us < 1_000_000) return `${trimmed(us / 1_000, 1)} ms`;
  if (us < 120_000_000) return `${trimmed(us / 1_000_000, 3)} s`;
  const seconds = Math.round(us / 1_000_000);
  if (seconds < 7_200) return joined(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

const joined = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small ? `${groupedNumber(large)} ${largeUnit} ${small} ${smallUnit}` : `${groupedNumber(large)} ${largeUnit}`;

/** An instant: seconds from the start of the run, to the millisecond: "1.204 s". */
export const instantText = (atUs: number): string => `${groupedNumber(Math.round(atUs / 1_000) / 1_000)} s`;
