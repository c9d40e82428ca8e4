/** Where the marks of a plot stand that has logarithms on both axes: arithmetic for `ExperimentPlot.astro`. */

/** From a value to a place: straight in the logarithm. */
export type Scale = (value: number) => number;

export const logScale =
  ([from, to]: readonly [number, number], [start, end]: readonly [number, number]): Scale =>
  (value) =>
    start + ((end - start) * Math.log(value / from)) / Math.log(to / from);

/** 1, 2 and 5 times the powers of ten from `from` to `to`. */
export function roundValues(from: number, to: number): number[] {
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(from)); 10 ** power <= to; power++)
    for (const step of [1, 2, 5]) {
      const value = Number(`${step}e${power}`);
      if (value >= from && value <= to) found.push(value);
    }
  return found;
}

/** A number of a drawing, short. */
export const px = (value: number): string => value.toFixed(1);
