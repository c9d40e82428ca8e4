import { facts, type FactId } from './index.ts';
import { valueOn } from './fact.ts';
import { quantityText } from './quantity-text.ts';

/**
 * A fact as text with its unit, as it was on a day: `formatFact('limits.timeout.max', '2026-11-21')`
 * is "900 seconds".
 * @param asOf `YYYY-MM-DD`
 */
export function formatFact(id: FactId, asOf: string): string {
  return quantityText(valueOn(facts[id], asOf), facts[id].unit);
}
