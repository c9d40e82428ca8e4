import { describe, expect, test } from 'vitest';
import { phasesOfLines } from '../../../src/islands/workbench/code-phases.ts';

/** Phases as one letter a line: i init, v invoke, - none. */
const letters = (text: string, exported = 'handler', typescript = false): string =>
  phasesOfLines(text, exported, typescript)
    .map((phase) => ({ init: 'i', invoke: 'v', none: '-' })[phase])
    .join('');

describe('lines outside the handler run in init, lines of the handler in every invoke', () => {
  test('an exported arrow function', () => {
    expect(letters('import fs from "fs";\nlet n = 0;\n\nexport const handler = async () => {\n  n += 1;\n};')).toBe(
      'ii-vvv',
    );
  });
  test('an exported function declaration', () => {
    expect(letters('const a = 1;\nexport async function handler(e) {\n  return e;\n}')).toBe('ivvv');
  });
  test('CommonJS exports', () => {
    expect(letters('const a = require("fs");\nexports.handler = async (e) => {\n  return e;\n};')).toBe('ivvv');
    expect(letters('module.exports.handler = function (e) {\n  return e;\n};')).toBe('vvv');
    expect(letters('module.exports = {\n  handler: async (e) => e,\n};')).toBe('ivi');
  });
  test('a handler that is exported under another name', () => {
    expect(letters('const f = () => {\n  return 1;\n};\nexport { f as handler };')).toBe('vvvi');
  });
  test('a handler inside a wrapper', () => {
    expect(letters('exports.handler = wrap(async () => {\n  return 1;\n});')).toBe('vvv');
  });
  test('a function that the handler names', () => {
    expect(
      letters(
        'const help = () => {\n  more();\n};\nfunction more() {}\nfunction unused() {}\nexport const handler = () => help();',
      ),
    ).toBe('vvvv-v');
  });
  test('a callback at the top of the module runs in init', () => {
    expect(
      letters('const squares = [1, 2].map((n) => {\n  return n * n;\n});\nexport const handler = () => squares;'),
    ).toBe('iiiv');
  });
  test('TypeScript', () => {
    expect(
      letters(
        'interface Event { id: string }\nexport const handler = async (event: Event): Promise<string> => {\n  return event.id;\n};',
        'handler',
        true,
      ),
    ).toMatch(/^.vvv$/);
  });
});

test('a file without the handler has no invoke lines', () => {
  expect(letters('export const limit = 3;', '')).toBe('i');
});

test('code that does not parse gets phases all the same', () => {
  expect(phasesOfLines('export const handler = (((\n}}}', 'handler')).toHaveLength(2);
});
