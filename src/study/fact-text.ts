/** A fact as a reader sees it, asked for by an id that came from content. */
import { facts, formatFact, type FactId } from '#simulator';

/** Whether there is a fact of that id. */
export const isFactId = (id: string): id is FactId => Object.hasOwn(facts, id);

/**
 * The value of a fact on a day, with its unit: `10 seconds`, `6 MB`.
 * @param asOf `YYYY-MM-DD`
 * @throws RangeError when there is no such fact
 */
export function factText(id: string, asOf: string): string {
  if (!isFactId(id)) throw new RangeError(`no fact ${id}`);
  // The number and its unit stay on one line.
  return formatFact(id, asOf).replace(' ', '\u00a0');
}
