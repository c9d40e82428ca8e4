/** What the site says of the comparisons, read from its file. */
import { readFileSync } from 'node:fs';
import { validationFormat } from '../../src/study/validation-format.ts';

const file = new URL('../../content/validation/results.json', import.meta.url);

/** @throws when it is not what `npm run validate -- --write` writes */
export const stated = validationFormat.parse(JSON.parse(readFileSync(file, 'utf8')));
