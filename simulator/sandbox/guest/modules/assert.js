/** `node:assert`, as far as handlers use it. */
const { isDeepEqual } = require('internal/deep-equal');
const { inspect } = require('internal/inspect');

class AssertionError extends Error {
  constructor({ message, actual, expected, operator }) {
    super(message ?? `${inspect(actual)} ${operator} ${inspect(expected)}`);
    Object.assign(this, { generatedMessage: message === undefined, code: 'ERR_ASSERTION', actual, expected, operator });
  }
  get name() {
    return 'AssertionError';
  }
}

function demand(holds, message, fallback, actual, expected, operator) {
  if (holds) return;
  if (message instanceof Error) throw message;
  throw new AssertionError({ message: message ?? fallback, actual, expected, operator });
}

const assert = (value, message) =>
  demand(value, message, 'The expression evaluated to a falsy value', value, true, '==');

const comparison = (name, holds, text) => (actual, expected, message) =>
  demand(
    holds(actual, expected),
    message,
    `${text}\n\n${inspect(actual)} ${name} ${inspect(expected)}\n`,
    actual,
    expected,
    name,
  );

// eslint-disable-next-line eqeqeq
const isLoose = (a, b) => a == b || (a !== a && b !== b);
const matches = (error, expected) => {
  if (expected === undefined) return true;
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === 'function')
    return expected.prototype !== undefined && error instanceof expected
      ? true
      : !(expected === Error || expected.prototype instanceof Error) && expected.call({}, error) === true;
  return Object.keys(expected).every((key) =>
    expected[key] instanceof RegExp ? expected[key].test(error[key]) : isDeepEqual(error[key], expected[key], true),
  );
};

function thrown(error, expected, message) {
  if (matches(error, typeof expected === 'string' ? undefined : expected)) return;
  if (typeof message === 'string') throw new AssertionError({ message, actual: error, expected, operator: 'throws' });
  throw error;
}

Object.assign(assert, {
  ok: assert,
  AssertionError,
  fail: (message = 'Failed') => demand(false, message, undefined, undefined, undefined, 'fail'),
  equal: comparison('==', isLoose, 'Expected values to be loosely equal:'),
  notEqual: comparison('!=', (a, b) => !isLoose(a, b), 'Expected "actual" to be loosely unequal to:'),
  strictEqual: comparison('strictEqual', Object.is, 'Expected values to be strictly equal:'),
  notStrictEqual: comparison(
    'notStrictEqual',
    (a, b) => !Object.is(a, b),
    'Expected "actual" to be strictly unequal to:',
  ),
  deepEqual: comparison('deepEqual', (a, b) => isDeepEqual(a, b, false), 'Expected values to be loosely deep-equal:'),
  notDeepEqual: comparison(
    'notDeepEqual',
    (a, b) => !isDeepEqual(a, b, false),
    'Expected "actual" not to be loosely deep-equal to:',
  ),
  deepStrictEqual: comparison(
    'deepStrictEqual',
    (a, b) => isDeepEqual(a, b, true),
    'Expected values to be strictly deep-equal:',
  ),
  notDeepStrictEqual: comparison(
    'notDeepStrictEqual',
    (a, b) => !isDeepEqual(a, b, true),
    'Expected "actual" not to be strictly deep-equal to:',
  ),
  match: (text, pattern, message) =>
    demand(
      pattern.test(text),
      message,
      `The input did not match the regular expression ${pattern}.`,
      text,
      pattern,
      'match',
    ),
  doesNotMatch: (text, pattern, message) =>
    demand(
      !pattern.test(text),
      message,
      `The input was expected to not match the regular expression ${pattern}.`,
      text,
      pattern,
      'doesNotMatch',
    ),
  ifError: (value) => {
    if (value !== null && value !== undefined) throw value;
  },
  throws(act, expected, message) {
    let error;
    try {
      act();
    } catch (caught) {
      error = { caught };
    }
    demand(
      error,
      typeof expected === 'string' ? expected : message,
      'Missing expected exception.',
      undefined,
      expected,
      'throws',
    );
    thrown(error.caught, expected, message);
  },
  doesNotThrow: (act) => void act(),
  async rejects(act, expected, message) {
    let error;
    try {
      await (typeof act === 'function' ? act() : act);
    } catch (caught) {
      error = { caught };
    }
    demand(
      error,
      typeof expected === 'string' ? expected : message,
      'Missing expected rejection.',
      undefined,
      expected,
      'rejects',
    );
    thrown(error.caught, expected, message);
  },
  doesNotReject: async (act) => void (await (typeof act === 'function' ? act() : act)),
});
assert.strict = Object.assign((...args) => assert(...args), assert, {
  equal: assert.strictEqual,
  notEqual: assert.notStrictEqual,
  deepEqual: assert.deepStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;
module.exports = assert;
