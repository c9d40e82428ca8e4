import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8Length } from '../../simulator/kernel/utf8.ts';

test('a text is as long in UTF-8 as an encoder makes it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)) }), (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
});
