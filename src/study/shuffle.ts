/** The order in which options are shown: the same for the same question and attempt, everywhere. */

/**
 * @param count of options
 * @param question its id
 * @param attempt 0 for the first
 * @returns the numbers 0 to `count - 1` in the order to show them
 */
export function optionOrder(count: number, question: string, attempt: number): number[] {
  let state = hash(`${question} ${attempt}`);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    // The high bits of this generator are the good ones.
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 2_166_136_261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619) >>> 0;
  return value;
}
