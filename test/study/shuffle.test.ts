import fc from 'fast-check';
import { expect, test } from 'vitest';
import { optionOrder } from '../../src/study/shuffle.ts';

test('every option is shown once, whatever the question and the attempt', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.string(), fc.nat(50), (count, question, attempt) => {
      const order = optionOrder(count, question, attempt);
      expect([...order].sort()).toEqual(Array.from({ length: count }, (_, i) => i));
    }),
  );
});

test('the same attempt has the same order', () => {
  expect(optionOrder(4, 'second-request-while-busy', 3)).toEqual(optionOrder(4, 'second-request-while-busy', 3));
});

test('over many attempts each option stands in each place about as often', () => {
  const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
  for (let attempt = 0; attempt < 4000; attempt++)
    optionOrder(4, 'q', attempt).forEach((option, place) => counts[place]![option]!++);
  for (const count of counts.flat()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
