import { describe, expect, it } from 'vitest';
import { ruleAt, ruleNumber, rules } from '../../simulator/facts/rules.ts';

describe('every rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s is a sentence with a document and a day', (_, rule) => {
    expect(rule.sentence).toMatch(/^[A-Z].*\.$/);
    expect(rule.source.url).toMatch(/^(https:\/\/|\/about$)/);
    expect(rule.checked).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s types no limit of AWS into its sentence', (_, rule) => {
    // Status codes and years are names, not limits.
    expect(rule.sentence.replace(/\b(200|202|429|500|20\d\d)\b/g, '')).not.toMatch(/\d/);
  });

  it('has an id and a place of its own', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id } of rules) expect(ruleAt(ruleNumber(id)).id).toBe(id);
  });

  it('is found only where there is one', () => {
    expect(() => ruleAt(rules.length)).toThrow('no rule');
  });
});
