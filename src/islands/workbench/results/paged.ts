/** A long list by pages, so that a page never holds more rows than it can draw. */

export const pageLength = 100;

/** The page on which row `index` stands. */
export const pageOf = (index: number): number => Math.floor(Math.max(0, index) / pageLength);

/** The rows of a page. */
export const rowsOfPage = <Row>(rows: readonly Row[], page: number): readonly Row[] =>
  rows.slice(page * pageLength, (page + 1) * pageLength);

/** How many pages there are; at least one. */
export const pageCount = (rows: number): number => Math.max(1, Math.ceil(rows / pageLength));
