import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance, redo, startHistory, undo } from '../../../src/islands/workbench/history.ts';

test('undo and redo walk back and forth over every step', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 50 }), (values) => {
      const objects = values.map((value) => ({ value }));
      const first = { value: -1 };
      const end = objects.reduce((history, object) => advance(history, object, '', 0), startHistory(first));
      let back = end;
      for (let i = objects.length - 1; i >= 0; i -= 1) {
        back = undo(back);
        expect(back.present).toBe(objects[i - 1] ?? first);
      }
      expect(undo(back)).toBe(back);
      for (const object of objects) {
        back = redo(back);
        expect(back.present).toBe(object);
      }
      expect(redo(back)).toBe(back);
    }),
  );
});

test('the same step in quick succession is one to undo', () => {
  let history = startHistory('a');
  history = advance(history, 'ab', 'write', 1000);
  history = advance(history, 'abc', 'write', 1500);
  history = advance(history, 'abcd', 'other', 1600);
  expect(undo(history).present).toBe('abc');
  expect(undo(undo(history)).present).toBe('a');
});

test('a pause begins a new step', () => {
  let history = advance(startHistory('a'), 'ab', 'write', 1000);
  history = advance(history, 'abc', 'write', 9000);
  expect(undo(history).present).toBe('ab');
});

test('a new step after an undo forgets what was undone', () => {
  const history = advance(undo(advance(startHistory('a'), 'b', '', 0)), 'c', '', 0);
  expect(redo(history)).toBe(history);
  expect(undo(history).present).toBe('a');
});
