/**
 * Runs the checks of `npm test` one after the other, all of them even when one fails, and ends with
 * one line that sums them up. Names of groups (`types`, `lint`, `unit`, `build`, `browser`) pick some.
 */
import { steps, type Step } from './check-steps.ts';
import { oneCheck, sum, type Count } from './test-counts.ts';

const groups = [...new Set(steps.map(({ group }) => group))];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !groups.includes(name));

async function runStep({ title, run }: Step): Promise<Count> {
  console.log(`\n== ${title}`);
  const startedAt = performance.now();
  const count = await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return oneCheck(false);
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`== ${count.failed === 0 ? 'ok' : 'FAILED'}: ${title}, ${seconds} s`);
  return count;
}

if (unknown.length > 0) {
  console.error(`No checks are named ${unknown.join(', ')}; there are ${groups.join(', ')}.`);
  process.exitCode = 2;
} else {
  if (wanted.includes('browser')) wanted.push('build');
  const chosen = steps.filter(({ group }) => wanted.length === 0 || wanted.includes(group));
  const results: { title: string; count: Count }[] = [];
  for (const step of chosen) results.push({ title: step.title, count: await runStep(step) });

  const { passed, failed } = sum(results.map(({ count }) => count));
  const broken = results.filter(({ count }) => count.failed > 0).map(({ title }) => title);
  console.log(broken.length > 0 ? `\nFailed: ${broken.join('; ')}` : '\nAll is well.');
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
