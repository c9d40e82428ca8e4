/** How lanes share a height: one by one, one by one but thin, or several in a band. */

export interface LaneRowsLayout {
  /** Rows that are drawn. */
  readonly rows: number;
  readonly rowHeight: number;
  /** Lanes in each row: 1, or more in bands. */
  readonly lanesPerRow: number;
  /** First lane of the first row. */
  readonly firstLane: number;
  /** Lanes from the first to the last that is drawn. */
  readonly lanes: number;
}

/** Rows below this are binned into bands. */
export const leastRow = 3;
const bandHeight = 12;
const roomyRow = 16;
const tallestRow = 20;

/**
 * @param height pixels there are
 * @param lanes how many there are in all
 * @param mode `fit` shows all of them, in bands if it must; `each` shows as many as can be told apart
 * @param firstLane the first to show, when not all are
 */
export function layOutLanes(height: number, lanes: number, mode: 'fit' | 'each', firstLane = 0): LaneRowsLayout {
  if (lanes === 0) return { rows: 0, rowHeight: roomyRow, lanesPerRow: 1, firstLane: 0, lanes: 0 };
  const even = height / lanes;
  if (even >= (mode === 'fit' ? leastRow : roomyRow)) {
    const rowHeight = Math.min(tallestRow, even);
    return { rows: lanes, rowHeight, lanesPerRow: 1, firstLane: 0, lanes };
  }
  if (mode === 'each') {
    const rows = Math.max(1, Math.min(lanes, Math.floor(height / roomyRow)));
    const first = Math.max(0, Math.min(firstLane, lanes - rows));
    return { rows, rowHeight: height / rows, lanesPerRow: 1, firstLane: first, lanes: rows };
  }
  const lanesPerRow = Math.ceil(lanes / Math.max(1, Math.floor(height / bandHeight)));
  const rows = Math.ceil(lanes / lanesPerRow);
  return { rows, rowHeight: height / rows, lanesPerRow, firstLane: 0, lanes };
}

/** The lane under a height; inside a band, the one at that part of it. -1: none. */
export function laneUnder({ rowHeight, lanesPerRow, firstLane, lanes }: LaneRowsLayout, y: number): number {
  const within = Math.floor((y / rowHeight) * lanesPerRow);
  return y >= 0 && within < lanes ? firstLane + within : -1;
}

/** Where the row of a lane begins, undefined: it is out of sight. */
export function rowTop({ rowHeight, lanesPerRow, firstLane, lanes }: LaneRowsLayout, lane: number): number | undefined {
  if (lane < firstLane || lane >= firstLane + lanes) return undefined;
  return Math.floor((lane - firstLane) / lanesPerRow) * rowHeight;
}

/** Which rows are named, so that names keep a distance: the first of each group of a round number. */
export function namedRows({ rows, rowHeight }: LaneRowsLayout, distance = 15): number[] {
  const least = distance / rowHeight;
  const every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((n) => n >= least) ?? 1000;
  const named: number[] = [];
  for (let row = 0; row < rows; row += every) named.push(row);
  return named;
}
