import { describe, expect, it } from 'vitest';
import { base64, utf8Bytes } from '../../simulator/projections/bytes.ts';

const texts = ['', 'a', 'ab', 'abc', 'abcd', 'ä', '€uro', '𝄞 clef', 'line\n\t', '\ud800 lone', 'tail \udc00'];

describe('a text', () => {
  it.each(texts)('%j has the UTF-8 bytes that every engine gives it', (text) => {
    expect(utf8Bytes(text)).toEqual([...new TextEncoder().encode(text)]);
  });

  it.each(texts)('%j has the base64 that every engine gives it', (text) => {
    expect(base64(utf8Bytes(text))).toBe(Buffer.from(new TextEncoder().encode(text)).toString('base64'));
  });
});
