/** How far a rate can be dragged, and a day's rates scaled together. */
import type { RateStep } from '../../../charts/rate-steps.ts';

const rounds = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

/** A round rate well above the greatest of the steps. */
export function greatestRate(steps: readonly RateStep[]): number {
  const wanted = steps.reduce((most, { ratePerSecond }) => Math.max(most, ratePerSecond), 0) * 2;
  return rounds.find((round) => round >= wanted) ?? 100_000;
}

/** The same curve with another busiest hour. A curve of zeros becomes flat. */
export function scaledTo(rates: readonly number[], busiest: number): number[] {
  const now = Math.max(...rates);
  if (now === 0) return rates.map(() => busiest);
  return rates.map((rate) => Number(((rate / now) * busiest).toPrecision(6)));
}
