/**
 * Golden traces: `NAME.json` is a scenario, `NAME.trace.txt` what happens in it. A change of
 * behaviour shows as a change of these texts; `npx vitest run test/scenarios -u` writes them anew.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseScenarioText, project, simulate, traceText, logs } from '#simulator';
import { loadSandbox } from '#simulator/sandbox';
import { quickjsWasm } from '../../src/commands/quickjs-wasm.ts';

const folder = new URL('.', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

describe.each(names)('%s', (name) => {
  test('runs as its golden trace tells', async () => {
    const scenario = parseScenarioText(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
    const engine = await loadSandbox(scenario, { wasm: quickjsWasm });
    const trace = simulate(scenario, { engine });
    await expect(traceText(trace)).toMatchFileSnapshot(`${name}.trace.txt`);
    const lines = project(trace, logs).map(({ logStream, message }) => `${logStream.slice(-6)} ${message}`);
    await expect(lines.join('\n') + '\n').toMatchFileSnapshot(`${name}.logs.txt`);
  });
});
