import { describe, expect, it, test } from 'vitest';
import { parseTrace, TraceError } from '../../src/commands/validate/recorded-trace.ts';

const header = 'arrival_s,duration_ms,is_cold,environment';

describe('a recorded trace', () => {
  it('is a line a request', () => {
    expect(parseTrace(`${header}\n0.000,1837.96,0,1\n434.75,12,1,2\n`)).toEqual([
      { arrivalMs: 0, durationMs: 1837.96, cold: false },
      { arrivalMs: 434_750, durationMs: 12, cold: true },
    ]);
  });

  it('may come from Windows, with columns in another order and more of them', () => {
    const text = '\uFEFFis_cold, arrival_s,note,duration_ms\r\n1,2,hello,3\r\n\r\n';
    expect(parseTrace(text)).toEqual([{ arrivalMs: 2000, durationMs: 3, cold: true }]);
  });

  test.each([
    ['an empty file', '', 1, /no column arrival_s, duration_ms, is_cold; the first line must be arrival_s,/],
    ['a file without a header', '0,1,0,1\n', 1, /no column/],
    ['a file without requests', `${header}\n`, 2, /no request; put one a line/],
    ['a missing field', `${header}\n0,1,0,1\n1,1\n`, 3, /2 fields, the header 4; give each column one field/],
    ['a word for a time', `${header}\nsoon,1,0,1\n`, 2, /arrival_s is "soon"; write a number of seconds/],
    ['no number at all', `${header}\n,1,0,1\n`, 2, /arrival_s is ""/],
    ['a negative duration', `${header}\n0,-1,0,1\n`, 2, /duration_ms is "-1"; write a number of milliseconds/],
    ['a duration beyond any timeout', `${header}\n0,900001,0,1\n`, 2, /from 0 to 900000/],
    ['a word for cold', `${header}\n0,1,yes,1\n`, 2, /is_cold is "yes"; write 1 for a cold start/],
    ['an order that goes back', `${header}\n5,1,0,1\n4,1,0,1\n`, 3, /4 is before 5 .*sort the lines by arrival_s/],
  ])('is refused for %s, with the line and the mend', (_, text, line, message) => {
    let error: unknown;
    try {
      parseTrace(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TraceError);
    expect((error as TraceError).line).toBe(line);
    expect((error as TraceError).message).toMatch(message);
  });
});
