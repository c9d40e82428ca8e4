import { expect, test } from 'vitest';
import { answers, keepAnswer, type Answer } from '../../src/study/answers.ts';

/** A device's storage, as the browser's own behaves, optionally full. */
function storage(full = false): Storage {
  const map = new Map<string, string>();
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      map.set(key, value);
    },
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
    key: (i) => [...map.keys()][i] ?? null,
    get length() {
      return map.size;
    },
  };
}

const answer: Answer = { question: 'q', atMs: 1, chosen: ['a'], certainty: 'certain', right: true };

test('answers come back in the order they were given', () => {
  const device = storage();
  keepAnswer(device, answer);
  keepAnswer(device, { ...answer, right: false });
  expect(answers(device)).toEqual([answer, { ...answer, right: false }]);
});

test('a device that takes nothing says so and breaks nothing', () => {
  const device = storage(true);
  expect(keepAnswer(device, answer)).toBe(false);
  expect(answers(device)).toEqual([]);
});

test.each([
  'no json',
  '{}',
  '[{"question":1}]',
  '[null]',
  '[{"question":"q","atMs":1,"chosen":["a"],"certainty":"sure","right":true}]',
])('what is no list of answers counts as none: %s', (text) => {
  const device = storage();
  device.setItem('coldstart.answers', text);
  expect(answers(device)).toEqual([]);
});
