import { expect, test } from 'vitest';
import { placeNotes } from '../../src/components/place-notes.ts';

const html =
  '<p>First.<aside class="note"><b>A.</b> One.</aside> Second.<aside class="note">Two.</aside></p><p>Plain.</p>' +
  '<p>Third.<aside class="note">Three, of <span>10 s</span>.</aside></p>';

test('a note moves behind its paragraph and leaves a numbered link in its place', () => {
  const placed = placeNotes(html);
  for (const [, paragraph = ''] of placed.matchAll(/<p>([\s\S]*?)<\/p>/g)) expect(paragraph).not.toContain('<aside');
  expect([...placed.matchAll(/id="ref-(\d+)"/g)].map(([, n]) => n)).toEqual(['1', '2', '3']);
  expect([...placed.matchAll(/<aside class="note" id="note-(\d+)"/g)].map(([, n]) => n)).toEqual(['1', '2', '3']);
  expect(placed).toMatch(/<p>First\.<sup[^>]*><a href="#note-1"/);
  expect(placed).toContain('<b>A.</b> One.</aside>');
  expect(placed).toContain('Three, of <span>10 s</span>.</aside></div></div>');
});

test('text without notes stays as it is', () => {
  expect(placeNotes('<h2>Title</h2><p>Plain.</p>')).toBe('<h2>Title</h2><p>Plain.</p>');
});
