/** Numbers of a run as text, each with its unit. */
import { groupedNumber } from '#simulator';

/** An instant of a run, from milliseconds: `1.25 s`; from an hour on `2:05:09`. */
export function secondsText(ms: number): string {
  if (ms < 3_600_000) return `${trimmed((ms / 1000).toFixed(3))} s`;
  const seconds = Math.floor(ms / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A duration, from microseconds: `12.5 ms`, `1.25 s`. */
export function durationText(us: number): string {
  if (us < 10_000) return `${trimmed((us / 1000).toFixed(2))} ms`;
  if (us < 1_000_000) return `${trimmed((us / 1000).toFixed(1))} ms`;
  return `${trimmed((us / 1_000_000).toFixed(3))} s`;
}

/** A size, from bytes: `12 byte`, `1.5 KB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  if (bytes < 1024 * 1024) return `${trimmed((bytes / 1024).toFixed(1))} KB`;
  return `${trimmed((bytes / 1024 / 1024).toFixed(1))} MB`;
}

/** A share of 1 as percent: `10 %`, `0.13 %`. */
export const percentText = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** Dollars with as many places as it takes to show two digits that count: `$0.0000021`. */
export function dollarsText(usd: number): string {
  if (usd === 0) return '$0';
  if (usd >= 1) return `$${groupedNumber(Math.trunc(usd))}${usd.toFixed(2).slice(-3)}`;
  const places = Math.min(15, Math.max(2, 2 - Math.floor(Math.log10(usd))));
  return `$${trimmed(usd.toFixed(places))}`;
}

const trimmed = (decimal: string): string => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal);
