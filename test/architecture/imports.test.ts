import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importingEndings, importsOf } from './imports-of.ts';
import { doors, importProblem, quickjsWasm } from './layers.ts';
import { root, trackedFiles } from './tracked-files.ts';

const sources = trackedFiles().filter(
  (file) => importingEndings.includes(path.extname(file)) && !file.startsWith('simulator/sandbox/guest/'),
);

describe('imports', () => {
  it('every import in the project goes where the layers allow', () => {
    const problems = sources.flatMap((file) =>
      importsOf(file, readFileSync(path.join(root, file), 'utf8')).flatMap((specifier) => {
        const problem = importProblem(file, specifier);
        return problem ? [`${file}: ${problem}`] : [];
      }),
    );
    expect(problems).toEqual([]);
    expect(sources.length).toBeGreaterThan(50);
  });

  it('package.json opens the two doors of the simulator and no other', () => {
    const { imports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      imports: Record<string, unknown>;
    };
    for (const [door, to] of Object.entries(doors)) expect(imports[door]).toBe(`./${to}`);
    expect(Object.keys(imports).sort()).toEqual([...Object.keys(doors), quickjsWasm].sort());
  });

  it.each([
    ['simulator/kernel/agenda.ts', '../facts/index.ts'],
    ['simulator/kernel/agenda.ts', 'node:fs'],
    ['simulator/facts/limits.ts', '../lambda/invoke.ts'],
    ['simulator/lifecycles/execution-environment.machine.ts', '../lambda/invoke.ts'],
    ['simulator/lambda/invoke.ts', '../sandbox/index.ts'],
    ['simulator/lambda/invoke.ts', '../projections/bill.ts'],
    ['simulator/lambda/invoke.ts', '../../src/study/claims.ts'],
    ['simulator/lambda/sandbox.ts', './invoke.ts'],
    ['simulator/projections/bill.ts', '../lambda/invoke.ts'],
    ['simulator/projections/bill.ts', '../kernel/units.ts'],
    ['simulator/projections/bill.ts', 'd3-array'],
    ['simulator/sandbox/index.ts', '../lambda/invoke.ts'],
    ['simulator/index.ts', './sandbox/index.ts'],
    ['simulator/services/sqs.ts', '../kernel/agenda.ts'],
    ['src/charts/view.ts', '#simulator'],
    ['src/charts/view.ts', '../study/claims.ts'],
    ['src/islands/workbench/edits.ts', '#simulator/sandbox'],
    ['src/islands/workbench/edits.ts', '../../../simulator/scenario.ts'],
    ['src/islands/workbench/edits.ts', '../../commands/build.ts'],
    ['src/islands/workbench/edits.ts', 'node:fs'],
    ['src/islands/workbench/edits.ts', '#quickjs-wasm'],
    ['src/pages/index.astro', '#simulator/kernel'],
    ['src/study/claims.ts', '../../test/architecture/layers.ts'],
    ['content/lessons/a-lesson.mdx', '../../src/islands/workbench/edits.ts'],
  ])('%s may not import %s', (file, specifier) => {
    expect(importProblem(file, specifier)).toMatch(/may not import|is in no layer/);
  });

  it.each([
    ['simulator/kernel/agenda.ts', './units.ts'],
    ['simulator/trace.ts', './facts/rules.ts'],
    ['simulator/lambda/invoke.ts', './sandbox.ts'],
    ['simulator/lambda/invoke.ts', '../policies.ts'],
    ['simulator/projections/bill.ts', '../trace.ts'],
    ['simulator/sandbox/index.ts', '../lambda/sandbox.ts'],
    ['src/workers/simulation.worker.ts', '#simulator/sandbox'],
    ['src/islands/workbench/edits.ts', '#simulator'],
    ['src/islands/workbench/edits.ts', '../../workers/simulation.ts?worker'],
    ['src/commands/simulate.ts', '#simulator/sandbox'],
    ['test/kernel/agenda.test.ts', '../../simulator/kernel/agenda.ts'],
  ])('%s may import %s', (file, specifier) => {
    expect(importProblem(file, specifier)).toBeUndefined();
  });
});

describe('the reader of imports', () => {
  it('finds every way to import in TypeScript', () => {
    const text = `
      import a from './a.ts';
      import type { B } from './b.ts';
      import './c.ts';
      export { d } from './d.ts';
      export * from './e.ts';
      const f = await import('./f.ts');
      type G = import('./g.ts').G;`;
    expect(importsOf('x.ts', text).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `./${name}.ts`));
  });

  it('reads the scripts of Svelte and Astro files and the import lines of MDX, and no code that is shown', () => {
    expect(
      importsOf('x.svelte', `<script lang="ts">\nimport a from 'a';\n</script>\n<p>import b from 'b'</p>`),
    ).toEqual(['a']);
    expect(importsOf('x.astro', `---\nimport a from 'a';\n---\n<p/>\n<script>\nimport b from 'b';\n</script>`)).toEqual(
      ['a', 'b'],
    );
    expect(importsOf('x.mdx', `import A from 'a';\n\nText.\n\n\`\`\`js\nimport b from 'b';\n\`\`\`\n`)).toEqual(['a']);
  });
});
