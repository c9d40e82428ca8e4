/** A series in words: a sentence on the whole, a reading at an instant, and rows for a table. */
import { binAt } from './bins.ts';
import { greatest, type SeriesData } from './series-data.ts';
import { duration, instant } from './time-scale.ts';
import { usd } from './value-axis.ts';
import { count } from './words.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The whole in one sentence, the name of its figure. */
export function seriesSentence(series: SeriesData, endUs: number): string {
  const parts = [
    `${count(sum(series.arrivals), 'request')} in ${duration(endUs)}`,
    `at most ${greatest(series.inFlight).toLocaleString('en')} in use at once`,
    count(sum(series.cold), 'cold start'),
  ];
  const throttled = sum(series.throttled);
  const failed = sum(series.failed);
  const queued = greatest(series.queued);
  if (throttled) parts.push(`${throttled.toLocaleString('en')} throttled`);
  if (failed) parts.push(`${failed.toLocaleString('en')} failed`);
  if (queued) parts.push(`at most ${count(queued, 'event')} waiting`);
  return `${parts.join(', ')}.`;
}

/** What happens in the bin of an instant, in a sentence; '' where nothing is known. */
export function reading(series: SeriesData, atUs: number, spanUs: number): string {
  const bin = binAt(series, Math.min(atUs, series.binUs * series.bins - 1));
  if (bin < 0) return '';
  const at = (values: readonly number[]): number => values[bin] ?? 0;
  const said = (values: readonly number[], noun: string): string[] =>
    at(values) ? [`${at(values).toLocaleString('en')} ${noun}`] : [];
  const counts = [
    ...[count(at(series.arrivals), 'request')],
    ...said(series.throttled, 'throttled'),
    ...said(series.rejected, 'refused'),
    ...said(series.cold, 'cold'),
    ...said(series.failed, 'failed'),
  ];
  const gauges = [`${at(series.inFlight).toLocaleString('en')} in use`];
  if (at(series.init)) gauges[0] += ` (${at(series.init).toLocaleString('en')} in init)`;
  gauges.push(`${at(series.live).toLocaleString('en')} alive`, ...said(series.queued, 'waiting'));
  const latency = at(series.p50Us) < 0 ? [] : [`p50 ${duration(at(series.p50Us))}, p99 ${duration(at(series.p99Us))}`];
  const cost = sum(series.costUsd.slice(0, bin + 1));
  return [
    `At ${instant(atUs, spanUs)}, in ${duration(series.binUs)}: ${counts.join(', ')}`,
    gauges.join(', '),
    ...latency,
    ...(cost > 0 ? [`${usd(cost)} so far`] : []),
  ].join('; ');
}

/** A row of the table: some bins together. */
export interface SeriesRow {
  readonly fromUs: number;
  readonly arrivals: number;
  readonly throttled: number;
  readonly cold: number;
  readonly failed: number;
  readonly queued: number;
  readonly inFlight: number;
  readonly live: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly costUsd: number;
}

/** The bins of a stretch as rows, at most `most`: counts summed, gauges and percentiles at their greatest. */
export function seriesRows(series: SeriesData, fromUs: number, toUs: number, most = 40): SeriesRow[] {
  const first = Math.max(0, Math.floor(fromUs / series.binUs));
  const last = Math.min(series.bins, Math.ceil(toUs / series.binUs));
  const every = Math.max(1, Math.ceil((last - first) / most));
  const rows: SeriesRow[] = [];
  for (let bin = first; bin < last; bin += every) {
    const of = (values: readonly number[]): readonly number[] => values.slice(bin, Math.min(bin + every, last));
    const top = (values: readonly number[]): number => of(values).reduce((a, b) => Math.max(a, b), -1);
    rows.push({
      fromUs: bin * series.binUs,
      arrivals: sum(of(series.arrivals)),
      throttled: sum(of(series.throttled)),
      cold: sum(of(series.cold)),
      failed: sum(of(series.failed)),
      queued: top(series.queued),
      inFlight: top(series.inFlight),
      live: top(series.live),
      p50Us: top(series.p50Us),
      p99Us: top(series.p99Us),
      costUsd: sum(of(series.costUsd)),
    });
  }
  return rows;
}
