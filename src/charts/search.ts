/** Binary search over rows that are in order, so that a chart touches only the rows it shows. */

/**
 * Index of the first row for which `reached` is true; the length when there is none.
 * @param reached false for the first rows, true for all after them
 */
export function firstIndex<Row>(rows: readonly Row[], reached: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(rows[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the last instant at or before `atUs`, -1: all are later. */
export const lastAtOrBefore = (instants: readonly number[], atUs: number): number =>
  firstIndex(instants, (at) => at > atUs) - 1;
