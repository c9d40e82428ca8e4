import { expect, test } from 'vitest';
import { policyOf, withPolicy } from '../../src/integrations/content-security-policy.ts';

const html =
  '<html><head><meta charset="utf-8"><script>run()</script><script type="module">run()</script></head>' +
  '<body><style>a{}</style><script src="/a.js"></script><script type="application/json">{}</script></body></html>';
// printf 'run()' | openssl dgst -sha256 -binary | base64
const run = `'sha256-AvyuiL0SD1mVY3NNxR+V2uo+lhk6RMFrytWmRt6CrJQ='`;

test('a policy allows each inline script and style of the page once, by its hash, and nothing that is data', () => {
  const policy = policyOf(html);
  expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' ${run};`);
  expect(policy.match(/style-src 'self' 'sha256-[^']+';/)).not.toBeNull();
  expect(policy.match(/sha256-/g)).toHaveLength(2);
});

test('the policy stands before anything it rules', () => {
  const ruled = withPolicy(html);
  expect(ruled.indexOf('Content-Security-Policy')).toBeLessThan(ruled.indexOf('<script'));
});

test('a page without a character set is refused, because its policy would have no place', () => {
  expect(() => withPolicy('<html><head></head></html>')).toThrow(/meta charset/);
});
