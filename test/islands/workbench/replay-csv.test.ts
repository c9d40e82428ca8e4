import { describe, expect, test } from 'vitest';
import { ReplayError, readReplay } from '../../../src/islands/workbench/traffic/replay-csv.ts';

describe('a recorded trace', () => {
  test.each([
    [
      'with arrivals and durations, and columns that are passed over',
      'arrival_s,duration_ms,is_cold,environment\n0.000,1837.96,0,1\n434.750,1851.24,0,1\n',
      [
        [0, 1837.96],
        [434_750, 1851.24],
      ],
    ],
    ['with the columns in another order', 'duration_ms,arrival_s\n20,1\n', [[1000, 20]]],
    ['with a duration only where it is known', 'arrival_s,duration_ms\n1,20\n2,\n', [[1000, 20], [2000]]],
    ['of one column without a heading', '0\n0.5\n1.25\n', [[0], [500], [1250]]],
    ['with Windows line ends, a byte-order mark and empty lines', '\uFEFFarrival_s\r\n0\r\n\r\n2\r\n', [[0], [2000]]],
    ['out of order is sorted', 'arrival_s\n3\n1\n', [[1000], [3000]]],
  ])('%s is read', (_what, text, requests) => {
    expect(readReplay(text)).toEqual(requests);
  });

  test.each([
    ['an empty file', ' \n\n', /is empty/],
    ['a heading without arrival_s', 'time,duration_ms\n1,2\n', /Line 1 is no heading with the column arrival_s/],
    ['a heading and nothing else', 'arrival_s\n', /no requests/],
    ['a word in the place of a number', 'arrival_s\n1\nsoon\n', /Line 3: arrival_s is “soon”/],
    ['a negative instant', 'arrival_s\n-1\n', /Line 2: arrival_s is -1/],
    ['a duration longer than any timeout', 'arrival_s,duration_ms\n0,1000000\n', /Line 2: duration_ms is 1000000/],
    ['a line that was cut off', 'duration_ms,arrival_s\n20\n', /Line 2: arrival_s is “”/],
  ])('%s is refused with its line', (_what, text, message) => {
    expect(() => readReplay(text)).toThrow(message);
    expect(() => readReplay(text)).toThrow(ReplayError);
  });
});
