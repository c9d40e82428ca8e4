import { expect, test } from 'vitest';
import { factsIn, paragraphsHtml, proseOf, textHtml } from '../../src/study/question-text.ts';

const context = {
  asOf: '2026-11-21',
  given: { functions: [{ Timeout: 3, MemorySize: 1024 }] },
  run: { requests: [{ start: 'cold', latencyMs: 1234.5, text: '<b>*_`' }] },
};

test('a placeholder prints a fact with its unit, as of the day of the scenario or of another', () => {
  expect(textHtml('{fact:limits.init.onDemand}', context)).toContain('10\u00a0seconds');
  expect(textHtml('{fact:billing.rounding}', context)).toContain('1\u00a0ms');
  expect(textHtml('{fact:billing.rounding@2020-11-30}', context)).toContain('100\u00a0ms');
});

test('a placeholder prints what the scenario says and what the run gave', () => {
  expect(textHtml('{given:functions[0].MemorySize as MB}', context)).toBe('<span class="num">1,024\u00a0MB</span>');
  expect(textHtml('{run:requests[0].latencyMs as ms}', context)).toBe('<span class="num">1,234.50\u00a0ms</span>');
});

test('a placeholder that finds nothing fails, and so does a run where nothing was run', () => {
  expect(() => textHtml('{run:requests[9].start}', context)).toThrow('finds nothing');
  expect(() => textHtml('{fact:limits.nothing}', context)).toThrow('no fact');
  expect(() => textHtml('{run:requests[0].start}', { asOf: context.asOf, given: {} })).toThrow('nothing was run');
});

test('code, emphasis and strong are marked, and everything else is text', () => {
  expect(textHtml('`a < b` *is* **so** & <i>', context)).toBe(
    '<code>a &lt; b</code> <em>is</em> <strong>so</strong> &amp; &lt;i&gt;',
  );
});

test('a value from a run is text, whatever stands in it', () => {
  expect(textHtml('{run:requests[0].text}', context)).toBe('<span class="num">&lt;b&gt;*_`</span>');
});

test('paragraphs end at an empty line', () => {
  expect(paragraphsHtml('one\ntwo\n\nthree', context)).toEqual(['one two', 'three']);
});

test('the prose of a text has neither placeholders nor code, and its facts can be listed', () => {
  const text = 'Up to {fact:limits.timeout.max@2020-01-01} in `15 s` or {given:functions[0].Timeout as s}';
  expect(proseOf(text)).not.toMatch(/\d/);
  expect(factsIn(text)).toEqual(['limits.timeout.max']);
});
