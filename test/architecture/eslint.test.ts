import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { root } from './tracked-files.ts';

const eslint = new ESLint({ cwd: root });

/** The rules that `text` breaks if it stands in `file`, which must exist: types are looked up there. */
async function brokenRules(file: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: file });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

describe('ESLint', () => {
  it.each([
    ['simulator/trace.ts', `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n`],
    ['simulator/trace.ts', `export * from '../src/study/claims.ts';\n`],
    ['simulator/trace.ts', `export const load = () => import('./sandbox/index.ts');\n`],
    ['simulator/trace.ts', `export type Made = import('./simulate.ts').Progress;\n`],
    ['src/charts/view.ts', `import { facts } from '#simulator';\nexport const all = facts;\n`],
    ['src/islands/planted.svelte', `<script lang="ts">\n  import '#simulator/sandbox';\n</script>\n`],
    ['src/pages/planted.astro', `---\nimport '../../simulator/scenario.ts';\n---\n`],
  ])('refuses a forbidden import planted in %s: %s', async (file, text) => {
    expect(await brokenRules(file, text)).toContain('coldstart/layers');
  });

  it.each([
    ['no-restricted-properties', 'Date.now()'],
    ['no-restricted-properties', 'Math.random()'],
    ['no-restricted-properties', 'Math.log(2)'],
    ['no-restricted-properties', 'Math.pow(2, 0.5)'],
    ['no-restricted-properties', '(1234.5).toLocaleString()'],
    ['no-restricted-properties', 'new Date(0).getHours()'],
    ['no-restricted-syntax', 'new Date()'],
    ['no-restricted-syntax', '2 ** 0.5'],
    ['no-restricted-globals', 'setTimeout'],
    ['no-restricted-globals', 'console'],
    ['no-restricted-globals', 'fetch'],
    ['no-restricted-globals', 'process'],
    ['no-restricted-globals', 'Intl.NumberFormat'],
    ['no-restricted-globals', 'globalThis'],
  ])('refuses by %s in the simulator: %s', async (rule, expression) => {
    expect(await brokenRules('simulator/trace.ts', `export const planted: unknown = ${expression};\n`)).toContain(rule);
  });

  it('lets pure code pass', async () => {
    const text = `import { ruleAt } from './facts/rules.ts';\nexport const first = (): unknown => [Math.floor(1.5), new Date(0).getTime(), ruleAt(0)];\n`;
    expect(await brokenRules('simulator/trace.ts', text)).toEqual([]);
  });
});
