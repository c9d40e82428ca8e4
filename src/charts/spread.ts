/** Words at the ends of curves, and tabs of limits: near what they name, and not over each other. */

/** Heights of words at the ends of curves, moved apart so that none covers another; their order stays. */
export function spread(heights: readonly number[], gap: number, top: number, floor: number): number[] {
  const order = heights.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
  const out = [...heights];
  let below = floor;
  for (let k = order.length - 1; k >= 0; k--) {
    const { y, i } = order[k]!;
    out[i] = Math.min(y, below);
    below = out[i] - gap;
  }
  let above = top;
  for (const { i } of order) {
    out[i] = Math.max(out[i]!, above);
    above = out[i] + gap;
  }
  return out;
}
