/** A bet on an instant or a number: where its mark stands, where the answer's, and the bracket between. */

/** A value moved into its bounds and onto its steps. */
export function fitBet(value: number, least: number, most: number, step: number): number {
  const whole = Math.round((value - least) / step) * step + least;
  return Math.min(most, Math.max(least, whole));
}

/** Where the words of a gap go: after it, or before it when the plot ends there. */
export function gapLabel(
  betX: number,
  answerX: number,
  wordsWidth: number,
  left: number,
  right: number,
): { x: number; anchor: 'start' | 'end' } {
  const after = Math.max(betX, answerX) + 8;
  if (after + wordsWidth <= right) return { x: after, anchor: 'start' };
  const before = Math.min(betX, answerX) - 8;
  return before - wordsWidth >= left ? { x: before, anchor: 'end' } : { x: right, anchor: 'end' };
}
