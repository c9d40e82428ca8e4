/**
 * A long run cut into batches of equal length, and what they say together: a share or an average with
 * its standard error. Requests that follow each other are not independent, batches much longer than
 * the memory of the system nearly are, so the spread between batches is what the error is taken from.
 */

/** What happened in one stretch of a run; times are virtual. */
export interface Batch {
  lengthUs: number;
  requests: number;
  cold: number;
  throttled: number;
  /** Environments alive, times how long. */
  instanceUs: number;
  /** Invocations running, init included, times how long. */
  runningUs: number;
}

export interface Estimate {
  readonly value: number;
  /** Standard error of `value` by batch means; 0 for a single batch. */
  readonly standardError: number;
}

const sum = (batches: readonly Batch[], of: keyof Batch): number => batches.reduce((all, batch) => all + batch[of], 0);

/** The ratio of two sums over all batches, such as cold starts over requests. */
export function ratio(batches: readonly Batch[], numerator: keyof Batch, denominator: keyof Batch): Estimate {
  const below = sum(batches, denominator);
  const value = sum(batches, numerator) / below;
  const n = batches.length;
  if (n < 2) return { value, standardError: 0 };
  const squares = batches.reduce((all, batch) => all + (batch[numerator] - value * batch[denominator]) ** 2, 0);
  return { value, standardError: Math.sqrt(squares / (n * (n - 1))) / (below / n) };
}
