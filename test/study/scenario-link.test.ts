import fc from 'fast-check';
import { deflateSync, inflateSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { parseScenario, scenarioLimits, type ScenarioInput } from '#simulator';
import { LinkError, linkedOfHash, linkHash, scenarioOfHash } from '../../src/study/scenario-link.ts';

const hello: ScenarioInput = {
  functions: [{ FunctionName: 'hello', Code: { files: { 'index.mjs': 'export const handler = async () => 1;\n' } } }],
  actions: [{ do: 'invoke', atMs: 0, FunctionName: 'hello', payloadText: '{}' }],
};

/** A fragment that carries any text. */
const hashOf = (text: string): string =>
  `#scenario=${Buffer.from(deflateSync(new TextEncoder().encode(text))).toString('base64url')}`;

const scenarios = fc.record({
  name: fc.string({ unit: 'binary', maxLength: 60 }),
  seed: fc.nat(0xffff_ffff),
  functions: fc
    .record({
      FunctionName: fc.constant('f'),
      MemorySize: fc.integer({ min: 128, max: 10_240 }),
      Code: fc.record({
        files: fc.record({ 'index.mjs': fc.string({ unit: 'binary' }), 'data.json': fc.string({ unit: 'grapheme' }) }),
      }),
    })
    .map((fn) => [fn]),
  actions: fc.array(
    fc.record({
      do: fc.constant('invoke' as const),
      atMs: fc.nat(1_000_000),
      FunctionName: fc.constant('f'),
      payloadText: fc.string({ unit: 'binary' }),
    }),
    { maxLength: 20 },
  ),
});

test('a link opens the scenario it was made from', () => {
  fc.assert(
    fc.property(scenarios, (input) => {
      const scenario = parseScenario(input);
      // A lone surrogate has no place in a URL's text; it comes back as the mark for what is not text.
      const written = JSON.parse(JSON.stringify(scenario)) as unknown;
      expect(scenarioOfHash(linkHash(scenario))).toEqual(written);
    }),
  );
});

test('a link holds only characters that URLs carry unchanged', () => {
  expect(linkHash(parseScenario(hello))).toMatch(/^#scenario=[\w-]+$/);
});

describe('a link to a comparison', () => {
  const a = parseScenario(hello);
  const b = parseScenario({ ...hello, seed: 9 });
  const comparing = (value: unknown): string => hashOf(JSON.stringify(value)).replace('#scenario=', '#compare=');

  test('opens both scenarios, and is little longer than a link to one', () => {
    expect(linkedOfHash(linkHash(a, b))).toEqual({ scenario: a, other: b });
    expect(linkHash(a, b).length).toBeLessThan(linkHash(a).length * 1.3);
  });
  test('a link to one scenario opens as before', () => {
    expect(linkedOfHash(linkHash(a))).toEqual({ scenario: a });
  });
  test.each([
    ['only one scenario', comparing({ a }), /two scenarios/],
    ['a list', comparing([a, b]), /two scenarios/],
    ['nothing', comparing(null), /two scenarios/],
    ['a second scenario that cannot be run', comparing({ a, b: { functions: [] } }), /Scenario B of this link/],
    ['a first scenario that cannot be run', comparing({ a: 1, b }), /Scenario A of this link/],
    ['prototypes', comparing({ a, b: JSON.parse('{"__proto__":{"x":1}}') as unknown }), /Scenario B of this link/],
    ['text that is no JSON', hashOf('{"a":').replace('#scenario=', '#compare='), /damaged/],
    ['no deflated text', '#compare=AAAA', /damaged/],
  ])('that carries %s is refused with a sentence', (_what, hash, sentence) => {
    expect(() => linkedOfHash(hash)).toThrow(LinkError);
    expect(() => linkedOfHash(hash)).toThrow(sentence);
  });
});

describe('a link that cannot be opened is refused with a sentence', () => {
  test('any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => scenarioOfHash(`#scenario=${text}`)).toThrow(LinkError);
      }),
    );
  });
  test('a link that was cut off, wherever', () => {
    const hash = linkHash(parseScenario(hello));
    for (let length = '#scenario='.length; length < hash.length - 2; length += 1)
      expect(() => scenarioOfHash(hash.slice(0, length))).toThrow(LinkError);
  });
  test('a link with a character changed opens the same scenario, another valid one, or is refused', () => {
    const hash = linkHash(parseScenario(hello));
    fc.assert(
      fc.property(fc.integer({ min: 10, max: hash.length - 1 }), fc.constantFrom(...'AZaz09_-'), (at, character) => {
        try {
          parseScenario(scenarioOfHash(hash.slice(0, at) + character + hash.slice(at + 1)));
        } catch (error) {
          expect(error).toBeInstanceOf(LinkError);
        }
      }),
    );
  });
  test('a few bytes that unfold to far too many, before they are all unfolded', () => {
    const bomb = deflateSync(new Uint8Array(scenarioLimits.textLength * 2), { level: 9 });
    // Whoever unfolds it to the end finds it damaged there; whoever counts never gets so far.
    bomb.fill(0xff, bomb.length - 200);
    expect(() => scenarioOfHash(`#scenario=${Buffer.from(bomb).toString('base64url')}`)).toThrow(
      /unfolds to more than/,
    );
    expect(() => inflateSync(bomb)).toThrow();
  });
  test('JSON that is no scenario names what is wrong by path', () => {
    expect(() => scenarioOfHash(hashOf('{"functions":[{"FunctionName":"f","MemorySize":1}]}'))).toThrow(
      /functions\[0\]\.MemorySize/,
    );
  });
  test('names that reach for prototypes', () => {
    expect(() => scenarioOfHash(hashOf('{"__proto__":{"polluted":1},"functions":[]}'))).toThrow(LinkError);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
  test('a fragment of something else', () => {
    expect(() => scenarioOfHash('#configuration')).toThrow(LinkError);
  });
});
