import { expect, test } from 'vitest';
import { numberWords } from '../../src/components/number-words.ts';

test('numbers below a hundred are written in words, larger ones in digits', () => {
  expect([0, 7, 13, 20, 61, 99, 100, 1.5].map(numberWords)).toEqual([
    'zero',
    'seven',
    'thirteen',
    'twenty',
    'sixty-one',
    'ninety-nine',
    '100',
    '1.5',
  ]);
});
