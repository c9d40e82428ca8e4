/** Traffic as steps: a rate from an instant on. What dragging and typing change, as pure functions. */

export interface RateStep {
  readonly fromMs: number;
  readonly ratePerSecond: number;
}

/** A rate as it is dragged: one decimal below ten, whole above. */
export const roundRate = (rate: number): number =>
  rate < 10 ? Math.round(rate * 10) / 10 : rate < 100 ? Math.round(rate) : Math.round(rate / 10) * 10;

/** The steps with another rate in one of them. */
export const withRate = (steps: readonly RateStep[], index: number, rate: number, most: number): RateStep[] =>
  steps.map((step, i) =>
    i === index ? { ...step, ratePerSecond: roundRate(Math.min(most, Math.max(0, rate))) } : step,
  );

/** The steps with the edge before one of them moved, kept between its neighbours. */
export function withEdge(steps: readonly RateStep[], index: number, fromMs: number, toMs: number): RateStep[] {
  if (index <= 0) return [...steps];
  const gap = toMs / 100;
  const least = steps[index - 1]!.fromMs + gap;
  const most = (steps[index + 1]?.fromMs ?? toMs) - gap;
  const at = Math.round(Math.min(most, Math.max(least, fromMs)));
  return steps.map((step, i) => (i === index ? { ...step, fromMs: at } : step));
}

/** Where each step ends. */
export const endOf = (steps: readonly RateStep[], index: number, toMs: number): number =>
  steps[index + 1]?.fromMs ?? toMs;
