/** What the views make of environments that are made ahead of requests: provisioned concurrency and SnapStart. */
import { describe, expect, it } from 'vitest';
import { concurrency, logs, narration, project, summary, timeline, type ScenarioInput, type Trace } from '#simulator';
import { runOf } from './run-of.ts';

type Fn = Partial<ScenarioInput['functions'][number]>;
const ms = (value: number) => ({ kind: 'constant', value }) as const;
const linesOf = (trace: Trace): string[] => project(trace, logs).map(({ message }) => message);
const invoke = (atMs: number, count = 1) => ({ do: 'invoke', atMs, FunctionName: 'f', Qualifier: '1', count }) as const;

describe('provisioned concurrency', () => {
  const fn: Fn = { Versions: [{}], Profile: { durationMs: ms(100), initMs: ms(500) } };
  const put = {
    do: 'putProvisionedConcurrencyConfig',
    atMs: 0,
    FunctionName: 'f',
    Qualifier: '1',
    ProvisionedConcurrentExecutions: 2,
  } as const;
  const trace = runOf({ fn, actions: [put, invoke(200_000, 3)] });

  it('has environments with an init phase that serves nobody, and is idle after it', () => {
    const [one, two, spilled] = project(trace, timeline).environments;
    for (const environment of [one, two]) {
      expect(environment).toMatchObject({ initializationType: 'provisioned-concurrency' });
      expect(environment?.phases.slice(0, 3).map(({ kind, request }) => [kind, request < 0])).toEqual([
        ['init', true],
        ['idle', true],
        ['invoke', false],
      ]);
    }
    expect(spilled).toMatchObject({ initializationType: 'on-demand' });
    expect(spilled?.phases.map(({ kind }) => kind)).toEqual(['init', 'invoke']);
  });

  it('starts its requests warm, and the one that spills over cold', () => {
    const { counts, environments } = project(trace, summary);
    expect(counts).toMatchObject({ cold: 1, warm: 2, spillover: 1 });
    expect(environments).toMatchObject({ created: 3, ahead: 2 });
  });

  it('always logs its init, and on-demand environments only one that failed', () => {
    const lines = linesOf(trace);
    expect(lines.filter((line) => line.startsWith('INIT_REPORT'))).toEqual([
      'INIT_REPORT Init Duration: 500.00 ms',
      'INIT_REPORT Init Duration: 500.00 ms',
    ]);
    expect(lines.filter((line) => line.includes('Init Duration: 500.00 ms\t'))).toHaveLength(1);
  });

  it('is ready without an init phase when it was there before the run', () => {
    const ready = runOf({
      fn: { ...fn, ProvisionedConcurrencyConfigs: [{ Qualifier: '1', ProvisionedConcurrentExecutions: 1 }] },
      actions: [invoke(1000)],
    });
    const [environment] = project(ready, timeline).environments;
    expect(environment?.phases.map(({ kind, fromUs }) => [kind, fromUs])).toEqual([
      ['idle', 0],
      ['invoke', 1_000_000],
    ]);
  });

  it('is told by what it was made for', () => {
    const sentences = project(trace, narration).map(({ text }) => text);
    expect(sentences[0]).toMatch(
      /^At 0 s provisioned concurrency of 2 is asked for version 1 of f, which has 0; allocation begins at \d/,
    );
    expect(sentences[1]).toMatch(/Lambda creates environment 1 for the provisioned concurrency of version 1 of f\.$/);
  });
});

describe('the log of a version', () => {
  it('stands in streams of its own, and START names it', () => {
    const [start] = project(runOf({ fn: { Versions: [{}] }, actions: [invoke(0)] }), logs).filter(({ message }) =>
      message.startsWith('START'),
    );
    expect(start?.logStream).toMatch(/^2026\/11\/21\/\[1\][0-9a-f]{32}$/);
    expect(start?.message).toMatch(/ Version: 1$/);
  });
});

describe('SnapStart', () => {
  const fn: Fn = {
    Runtime: 'python3.13',
    Timeout: 10,
    SnapStart: { ApplyOn: 'PublishedVersions' },
    Profile: { durationMs: ms(100), initMs: ms(2000) },
    Versions: [{}],
  };
  const trace = runOf({ fn, actions: [invoke(0), invoke(1000)] });
  const [restored] = project(trace, timeline).environments;
  const tookUs = (restored?.phases[0]?.toUs ?? 0) - (restored?.phases[0]?.fromUs ?? 0);

  it('shows a restore where an init would be', () => {
    expect(restored).toMatchObject({ initializationType: 'snap-start' });
    expect(restored?.phases.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['restore', 'ok'],
      ['invoke', 'ok'],
      ['idle', 'ok'],
      ['invoke', 'ok'],
    ]);
    expect(project(trace, concurrency).init).toContain(1);
    expect(project(trace, summary).restoreMs).toMatchObject({ count: 1, max: tookUs / 1000 });
  });

  it('has the restore in the log, and both its durations in the first REPORT', () => {
    const lines = linesOf(trace);
    const restore = (tookUs / 1000).toFixed(2);
    expect(lines[0]).toMatch(
      /^RESTORE_START Runtime Version: python:3\.13\.v\d+\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/,
    );
    expect(lines[1]).toBe(`RESTORE_REPORT Restore Duration: ${restore} ms`);
    const reports = lines.filter((line) => line.startsWith('REPORT'));
    expect(reports[0]).toMatch(
      new RegExp(
        `\\tDuration: 100\\.00 ms\\tBilled Duration: 150 ms\\t.*\\tRestore Duration: ${restore} ms\\tBilled Restore Duration: 50 ms\\t$`,
      ),
    );
    expect(reports[0]).not.toContain('Init Duration');
    expect(reports[1]).not.toContain('Restore');
  });

  it('has records of the Telemetry API in JSON', () => {
    const LoggingConfig = { LogFormat: 'JSON', SystemLogLevel: 'DEBUG' } as const;
    const records = linesOf(runOf({ fn: { ...fn, LoggingConfig }, actions: [invoke(0)] })).map(
      (line) => JSON.parse(line) as { type: string; record: Record<string, unknown> },
    );
    expect(records.map(({ type }) => type)).toEqual([
      'platform.restoreStart',
      'platform.restoreRuntimeDone',
      'platform.restoreReport',
      'platform.start',
      'platform.runtimeDone',
      'platform.report',
    ]);
    expect(records[0]?.record).toMatchObject({ functionName: 'f', functionVersion: '1' });
    expect(records[2]?.record).toEqual({ status: 'success', metrics: { durationMs: tookUs / 1000 } });
    expect(records[5]?.record.metrics).toMatchObject({ restoreDurationMs: tookUs / 1000, billedDurationMs: 150 });
  });

  it('logs the init at publish, which serves nobody', () => {
    const published = runOf({
      fn,
      actions: [
        { do: 'updateFunctionConfiguration', atMs: 0, FunctionName: 'f', Timeout: 20 },
        { do: 'publishVersion', atMs: 1, FunctionName: 'f' },
      ],
    });
    const lines = project(published, logs).filter(({ logStream }) => logStream.includes('[2]'));
    expect(lines.map(({ message, request }) => [message.split('\t')[0]?.replace(/v\d+$/, 'v'), request])).toEqual([
      ['INIT_START Runtime Version: python:3.13.v', -1],
      ['INIT_REPORT Init Duration: 2000.00 ms', -1],
    ]);
    const [environment] = project(published, timeline).environments;
    expect(environment?.phases.map(({ kind }) => kind)).toEqual(['init']);
    expect(project(published, summary).counts.cold).toBe(0);
  });
});
