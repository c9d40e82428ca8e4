/** Step functions as paths: thinned to what pixels can show, never losing a peak. */
import { firstIndex, lastAtOrBefore } from './search.ts';
import type { TimeScale } from './time-scale.ts';

/** A number as a path writes it: one decimal is enough for a pixel. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);

/**
 * The outline of a step function over the view, beginning with `M`. Steps that fall on the same
 * pixel become one stroke from their least to their greatest.
 * @param values height of each step, one for every entry of `atUs`
 * @param y from a height to pixels
 */
export function stepPath(
  atUs: readonly number[],
  values: readonly number[],
  scale: TimeScale,
  y: (value: number) => number,
): string {
  const first = lastAtOrBefore(atUs, scale.view.fromUs);
  const last = firstIndex(atUs, (at) => at > scale.view.toUs);
  const right = scale.left + scale.width;
  let value = first >= 0 ? values[first]! : 0;
  let path = `M${px(scale.left)} ${px(y(value))}`;
  const dense = last - first > 2 * scale.width;
  for (let i = first + 1; i < last;) {
    const x = scale.x(atUs[i]!);
    if (!dense) {
      value = values[i++]!;
      path += `H${px(x)}V${px(y(value))}`;
      continue;
    }
    const column = Math.floor(x) + 1;
    let least = value;
    let greatest = value;
    while (i < last && scale.x(atUs[i]!) < column) {
      value = values[i++]!;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    path += `H${px(column - 1)}V${px(y(least))}V${px(y(greatest))}V${px(y(value))}`;
  }
  return `${path}H${px(right)}`;
}

/** The same outline closed down to the floor, to be filled. */
export const stepArea = (outline: string, scale: TimeScale, floorY: number): string =>
  `${outline}V${px(floorY)}H${px(scale.left)}Z`;

/** The value in force at an instant, 0 before the first step. */
export function valueAt(atUs: readonly number[], values: readonly number[], at: number): number {
  const i = lastAtOrBefore(atUs, at);
  return i < 0 ? 0 : values[i]!;
}

/** A round upper end for an axis that must hold `most`, and the step of its marks. */
export function axisTop(most: number, marks = 4): { top: number; step: number } {
  const least = Math.max(most, 1) / marks;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((n) => n * power).find((n) => n >= least - 1e-9)!,
  );
  return { top: Math.ceil(Math.max(most, 1) / step) * step, step };
}
