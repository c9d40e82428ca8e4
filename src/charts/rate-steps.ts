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

/** The step in force at an instant. */
export function stepAt(steps: readonly RateStep[], atMs: number): number {
  let index = 0;
  while (index + 1 < steps.length && steps[index + 1]!.fromMs <= atMs) index++;
  return index;
}

/**
 * The steps with one more that begins at an instant, at the rate that was in force; undefined where there is no room
 * for one.
 */
export function withStep(
  steps: readonly RateStep[],
  atMs: number,
  toMs: number,
): { readonly steps: RateStep[]; readonly index: number } | undefined {
  const before = stepAt(steps, atMs);
  const step = steps[before];
  const gap = toMs / 100;
  if (!step || atMs < step.fromMs + gap || atMs > endOf(steps, before, toMs) - gap) return undefined;
  const added = { fromMs: Math.round(atMs), ratePerSecond: step.ratePerSecond };
  return { steps: [...steps.slice(0, before + 1), added, ...steps.slice(before + 1)], index: before + 1 };
}

/** The steps without one of them: the one before goes on in its place. The last that is left stays. */
export function withoutStep(steps: readonly RateStep[], index: number): RateStep[] {
  if (steps.length < 2) return [...steps];
  const first = steps[0]!.fromMs;
  return steps.filter((_, i) => i !== index).map((step, i) => (i === 0 ? { ...step, fromMs: first } : step));
}

/** How much an arrow key changes a rate: a fifth below ten, about a hundredth of the greatest above. */
export const rateStepOf = (rate: number, most: number): number =>
  rate < 10 ? 0.2 : Math.max(1, 10 ** Math.floor(Math.log10(Math.max(rate, most / 20)) - 1));
