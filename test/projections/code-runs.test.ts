/** The views of runs of real code: what a learner's own handler leaves in the log. */
import { describe, expect, it } from 'vitest';
import { logs, parseScenario, project, responses, simulate, summary, type Trace } from '#simulator';
import { loadSandbox } from '#simulator/sandbox';
import { quickjsWasm } from '../../src/commands/quickjs-wasm.ts';

async function runOf(code: string, more: object = {}): Promise<Trace> {
  const scenario = parseScenario({
    functions: [{ FunctionName: 'f', Code: { files: { 'index.js': code } }, ...more }],
    actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', payload: { name: 'Ada' } }],
  });
  return simulate(scenario, { engine: await loadSandbox(scenario, { wasm: quickjsWasm }) });
}

/** The log with ids, times and sizes left out. */
const shape = (trace: Trace): string[] =>
  project(trace, logs).map(({ message }) =>
    message
      .replace(/[0-9a-f]{64}/, 'ARN')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/, 'ID')
      .replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z/, 'TIME')
      .replace(/\b\d+(\.\d\d)? (ms|MB)/g, '# $2')
      .replace(/v\d+/, 'v#'),
  );

const initStart =
  'INIT_START Runtime Version: nodejs:24.v#\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:ARN';
const start = 'START RequestId: ID Version: $LATEST';
const end = 'END RequestId: ID';
const report = 'REPORT RequestId: ID\tDuration: # ms\tBilled Duration: # ms\tMemory Size: # MB\tMax Memory Used: # MB';

describe('the log of a handler', () => {
  it('that writes a line has it between START and END', async () => {
    const trace = await runOf(
      'exports.handler = async (event) => { console.log("hello", event.name); return event; };',
    );
    expect(shape(trace)).toEqual([
      initStart,
      start,
      'TIME\tID\tINFO\thello Ada',
      end,
      `${report}\tInit Duration: # ms\t`,
    ]);
    expect(project(trace, responses)).toMatchObject([{ statusCode: 200, payload: '{"name":"Ada"}' }]);
  });

  it('that throws has the error and a REPORT without status', async () => {
    const trace = await runOf('exports.handler = async () => { throw new TypeError("no"); };');
    const [, , error, , last] = shape(trace);
    expect(error).toMatch(/^TIME\tID\tERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"no"/);
    expect(last).toBe(`${report}\tInit Duration: # ms\t`);
    expect(project(trace, responses)).toMatchObject([{ functionError: 'Unhandled', errorType: 'TypeError' }]);
  });

  it('that ends its process has a REPORT with the exit', async () => {
    const trace = await runOf('exports.handler = async () => { process.exit(3); };');
    expect(shape(trace).at(-1)).toBe(`${report}\tInit Duration: # ms\tStatus: error\tError Type: Runtime.ExitError`);
  });

  it('that never ends has a REPORT with the timeout', async () => {
    const trace = await runOf('exports.handler = async () => { for (;;); };', { Timeout: 1 });
    expect(shape(trace).at(-1)).toBe(`${report}\tInit Duration: # ms\tStatus: timeout`);
    expect(project(trace, summary).requests).toMatchObject([{ outcome: 'timeout', durationMs: 1000 }]);
  });
});

describe('the log of a module', () => {
  it('that throws an error of its own calls it unknown, in both tries', async () => {
    const lines = shape(await runOf('throw new Error("boot");')).filter((line) => !line.startsWith('TIME'));
    expect(lines).toEqual([
      initStart,
      'INIT_REPORT Init Duration: # ms\tPhase: init\tStatus: error\tError Type: Runtime.Unknown',
      'INIT_REPORT Init Duration: # ms\tPhase: invoke\tStatus: error\tError Type: Runtime.Unknown',
      start,
      end,
      `${report}\tStatus: error\tError Type: Runtime.Unknown`,
    ]);
  });

  it('that needs what is not there names the error of the runtime', async () => {
    const trace = await runOf('require("left-pad");');
    expect(shape(trace).at(-1)).toBe(`${report}\tStatus: error\tError Type: Runtime.ImportModuleError`);
    expect(project(trace, responses)).toMatchObject([{ errorType: 'Runtime.ImportModuleError' }]);
  });
});
