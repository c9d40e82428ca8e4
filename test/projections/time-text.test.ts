import { describe, expect, it } from 'vitest';
import { durationText, instantText } from '#simulator';

describe('a length of time is written', () => {
  it.each([
    [0, '0 ms'],
    [250, '0.25 ms'],
    [2_850, '2.85 ms'],
    [131_204, '131.2 ms'],
    [100_000, '100 ms'],
    [1_204_000, '1.204 s'],
    [10_000_000, '10 s'],
    [200_000_000, '3 min 20 s'],
    [640_000_000, '10 min 40 s'],
    [7_200_000_000, '2 h'],
    [7_500_000_000, '2 h 5 min'],
    [100_000_000_000_000, '27,777 h 47 min'],
  ])('%d µs as "%s"', (us, text) => {
    expect(durationText(us)).toBe(text);
  });
});

describe('an instant is written', () => {
  it('in seconds to the millisecond', () => {
    expect([0, 1_204_000, 1_204_499, 3_600_000_000].map(instantText)).toEqual(['0 s', '1.204 s', '1.204 s', '3,600 s']);
  });
});
