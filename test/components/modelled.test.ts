import { expect, test } from 'vitest';
import { modelledBy, pieces } from '../../src/components/modelled.ts';

const source = `/**
 * A request arrives.
 *
 * Models: the order of the checks (https://example.org/guide.html),
 * then \`Invoke\`.
 * Assumed: the times.
 * Left out: extensions;
 * permissions.
 */
import {} from './x.ts';
/** Models: nothing, because this is not the opening comment. */`;

test('what a part models, assumes and leaves out is read from the comment its file opens with', () => {
  expect(modelledBy('simulator/lambda/front-door.ts', source)).toEqual({
    name: 'front door',
    models: 'The order of the checks (https://example.org/guide.html), then `Invoke`.',
    assumed: 'The times.',
    leftOut: 'Extensions; permissions.',
  });
});

test('a file that says none of the three is no part of the list', () => {
  expect(modelledBy('a.ts', '/** Only a helper. */\nexport const a = 1;')).toBeUndefined();
});

test('addresses and code are told apart from the words around them', () => {
  expect(pieces('as (https://example.org/guide.html), then `Invoke`.')).toEqual([
    { kind: 'text', text: 'as (' },
    { kind: 'address', text: 'https://example.org/guide.html' },
    { kind: 'text', text: '), then ' },
    { kind: 'code', text: 'Invoke' },
    { kind: 'text', text: '.' },
  ]);
});
