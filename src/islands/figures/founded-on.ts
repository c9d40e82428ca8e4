/** Statements of a strip from the rules of the simulator, with their documents. For pages as they are built. */
import { rules, type RuleId } from '#simulator';
import type { Assumption } from './AssumptionStrip.svelte';

/**
 * @param rule the rule a statement rests on
 * @param text the statement, in fewer words than the rule
 */
export function foundedOn(rule: RuleId, text: string): Assumption {
  const found = rules.find(({ id }) => id === rule);
  if (!found) throw new RangeError(`no rule ${rule}`);
  const { status, source, checked } = found;
  return { status, text, source: { title: source.title, url: source.url }, checked };
}
