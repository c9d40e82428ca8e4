import { describe, expect, it } from 'vitest';
import { logs, logsOf, logTailOf, LogWriter, project, requestId, type Trace } from '#simulator';
import { coldStart, ending, fn, written, type Written } from './written-trace.ts';
import { invokeAt, runOf } from './run-of.ts';

const id = requestId(1, 0);
const lines = (trace: Trace): string[] => project(trace, logs).map(({ message }) => message);
const after = (events: Written[]): Written[] => [...coldStart(166_620), ...events];
const returned = {
  rule: 'invoke.returned',
  status: 0,
  durationUs: 128_830,
  initDurationUs: 166_620,
  billed: 296,
} as const;

describe('the log of a cold start', () => {
  const trace = written(
    after([
      {
        type: 'function',
        atUs: 170_000,
        env: 0,
        req: 0,
        numbers: { level: 2 },
        detail: { message: `T\t${id}\tINFO\thello` },
      },
      ...ending(295_450, returned),
    ]),
  );

  it('has INIT_START, START, the lines of the code, END and REPORT, letter by letter', () => {
    const [initStart, ...rest] = lines(trace);
    expect(initStart).toMatch(
      /^INIT_START Runtime Version: nodejs:24\.v\d+\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/,
    );
    expect(rest).toEqual([
      `START RequestId: ${id} Version: $LATEST`,
      `T\t${id}\tINFO\thello`,
      `END RequestId: ${id}`,
      `REPORT RequestId: ${id}\tDuration: 128.83 ms\tBilled Duration: 296 ms\tMemory Size: 128 MB\tMax Memory Used: 74 MB\tInit Duration: 166.62 ms\t`,
    ]);
  });

  it('lies in the group of the function and the stream of the environment, which is named by its day', () => {
    for (const line of project(trace, logs)) {
      expect(line.logGroup).toBe('/aws/lambda/checkout');
      expect(line.logStream).toMatch(/^2026\/11\/21\/\[\$LATEST\][0-9a-f]{32}$/);
    }
  });

  it('gives each line the time of its event', () => {
    expect(project(trace, logs).map(({ timestampMs }) => timestampMs - trace.header.startAtMs)).toEqual([
      0, 166, 170, 295, 295,
    ]);
  });

  it('names a runtime version that is the same in every run', () => {
    expect(lines(trace)[0]).toBe(lines(written(after([]), { seed: 99 }))[0]);
  });

  it('has no INIT_START before runtimes had versions, nor for a container image', () => {
    expect(lines(written(after([]), { asOf: '2022-06-01' }))[0]).toMatch(/^START/);
    expect(lines(written(after([]), { functions: [{ ...fn, PackageType: 'Image' }] }))[0]).toMatch(/^START/);
  });
});

describe('the REPORT line', () => {
  const report = (given: Parameters<typeof ending>[1], asOf = '2026-11-21'): string =>
    lines(written(after(ending(500_000, given)), { asOf })).at(-1) ?? '';

  it('of a warm start has no Init Duration and ends with a tab', () => {
    expect(report({ rule: 'invoke.returned', status: 0, durationUs: 1500, billed: 2 })).toBe(
      `REPORT RequestId: ${id}\tDuration: 1.50 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 74 MB\t`,
    );
  });

  it('of a handler that threw carries no status', () => {
    expect(
      report({ rule: 'invoke.functionError', status: 1, durationUs: 1500, billed: 2, errorType: 'TypeError' }),
    ).toBe(
      `REPORT RequestId: ${id}\tDuration: 1.50 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 74 MB\t`,
    );
  });

  it('of a timeout ends with its status, without a tab', () => {
    const timeout = {
      rule: 'invoke.timeout',
      status: 2,
      durationUs: 3_000_000,
      billed: 3000,
      errorType: 'Sandbox.Timedout',
    } as const;
    expect(report(timeout)).toBe(
      `REPORT RequestId: ${id}\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 74 MB\tStatus: timeout`,
    );
  });

  it('of a crash ends with its status and error type, after the Init Duration', () => {
    const crash = {
      rule: 'invoke.exit',
      status: 1,
      durationUs: 133_610,
      initDurationUs: 80_000,
      billed: 214,
      errorType: 'Runtime.ExitError',
    } as const;
    expect(report(crash)).toBe(
      `REPORT RequestId: ${id}\tDuration: 133.61 ms\tBilled Duration: 214 ms\tMemory Size: 128 MB\tMax Memory Used: 74 MB\tInit Duration: 80.00 ms\tStatus: error\tError Type: Runtime.ExitError`,
    );
  });

  it('of an error that the runtime itself noticed names it', () => {
    const rejection = {
      rule: 'invoke.functionError',
      status: 1,
      durationUs: 1500,
      billed: 2,
      errorType: 'Runtime.UnhandledPromiseRejection',
    } as const;
    expect(report(rejection)).toMatch(/\tStatus: error\tError Type: Runtime\.UnhandledPromiseRejection$/);
  });
});

describe('before the autumn of 2024', () => {
  const old = (given: Parameters<typeof ending>[1]): string[] =>
    lines(written(after(ending(3_000_000, given)), { asOf: '2024-01-01' })).slice(-3);

  it('a timeout had a line of its own before END', () => {
    const errorMessage = `2024-01-01T09:00:03.000Z ${id} Task timed out after 3.00 seconds`;
    const payload = JSON.stringify({ errorMessage });
    const [said, end, report] = old({
      rule: 'invoke.timeout',
      status: 2,
      durationUs: 3_000_000,
      billed: 3000,
      payload,
    });
    expect([said, end]).toEqual([errorMessage, `END RequestId: ${id}`]);
    expect(report).toMatch(/Max Memory Used: 74 MB\t$/);
  });

  it('a crash had its message and its error type before END', () => {
    const errorMessage = `RequestId: ${id} Error: Runtime exited without providing a reason`;
    const payload = JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage });
    const [said] = old({
      rule: 'invoke.exit',
      status: 1,
      durationUs: 5,
      billed: 1,
      payload,
      errorType: 'Runtime.ExitError',
    });
    expect(said).toBe(`${errorMessage}\nRuntime.ExitError`);
  });
});

describe('an init phase that fails', () => {
  const failedTwice = written([
    ...coldStart(0).slice(0, 4),
    { type: 'function', atUs: 137_000, env: 0, req: 0, detail: { message: 'first try' } },
    { type: 'platform.initRuntimeDone', atUs: 137_690, env: 0, req: 0, numbers: { durationUs: 137_690, status: 1 } },
    {
      type: 'platform.initReport',
      atUs: 137_690,
      env: 0,
      req: 0,
      rule: 'init.failed',
      numbers: { durationUs: 137_690, status: 1 },
      detail: { errorType: 'Runtime.ImportModuleError' },
    },
    { type: 'platform.start', atUs: 137_690, env: 0, req: 0 },
    { type: 'platform.initStart', atUs: 137_690, env: 0, req: 0, rule: 'init.failed', numbers: { phase: 1 } },
    { type: 'function', atUs: 218_000, env: 0, req: 0, detail: { message: 'second try' } },
    {
      type: 'platform.initReport',
      atUs: 218_180,
      env: 0,
      req: 0,
      numbers: { phase: 1, durationUs: 80_490, status: 1 },
      detail: { errorType: 'Runtime.ImportModuleError' },
    },
    ...ending(236_400, {
      rule: 'invoke.functionError',
      status: 1,
      durationUs: 98_710,
      billed: 99,
      errorType: 'Runtime.ImportModuleError',
    }),
  ]);

  it('leaves an INIT_REPORT for each try, and START only after the second, as on AWS in April 2026', () => {
    expect(lines(failedTwice).slice(1)).toEqual([
      'first try',
      'INIT_REPORT Init Duration: 137.69 ms\tPhase: init\tStatus: error\tError Type: Runtime.ImportModuleError',
      'second try',
      'INIT_REPORT Init Duration: 80.49 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ImportModuleError',
      `START RequestId: ${id} Version: $LATEST`,
      `END RequestId: ${id}`,
      `REPORT RequestId: ${id}\tDuration: 98.71 ms\tBilled Duration: 99 ms\tMemory Size: 128 MB\tMax Memory Used: 74 MB\tStatus: error\tError Type: Runtime.ImportModuleError`,
    ]);
  });

  it('by running into its limit says so', () => {
    const trace = runOf({
      actions: invokeAt(0),
      fn: {
        Timeout: 30,
        Profile: { durationMs: { kind: 'constant', value: 1 }, initMs: { kind: 'constant', value: 12_000 } },
      },
    });
    const [, initReport, start, end, report] = lines(trace);
    expect(initReport).toBe('INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout');
    expect([start?.slice(0, 5), end?.slice(0, 3)]).toEqual(['START', 'END']);
    expect(report).toMatch(/\tDuration: 12001\.00 ms\tBilled Duration: 12001 ms\t.*Max Memory Used: \d+ MB\t$/);
  });

  it('had no INIT_REPORT before November 2023', () => {
    const trace = runOf({
      asOf: '2023-06-01',
      actions: invokeAt(0),
      fn: {
        Timeout: 30,
        Profile: { durationMs: { kind: 'constant', value: 1 }, initMs: { kind: 'constant', value: 12_000 } },
      },
    });
    expect(lines(trace).filter((line) => line.startsWith('INIT_REPORT'))).toEqual([]);
  });
});

describe('an invocation after a timeout', () => {
  const trace = runOf({
    actions: invokeAt(0, 5000),
    fn: {
      Timeout: 1,
      Profile: { durationMs: { kind: 'constant', value: 5000 }, initMs: { kind: 'constant', value: 200 } },
    },
  });

  it('starts its log after the init that runs inside it', () => {
    const starts = project(trace, logs).filter(({ message }) => message.startsWith('START'));
    expect(starts.map(({ atUs }) => atUs)).toEqual([200_000, 5_200_000]);
  });

  it('logs no init of its own', () => {
    expect(lines(trace).filter((line) => line.startsWith('INIT_'))).toHaveLength(1);
  });
});

describe('in JSON format', () => {
  const json = (
    LoggingConfig: (typeof fn)['LoggingConfig'],
    events = after(ending(295_450, returned)),
    world = {},
  ): Record<string, unknown>[] =>
    lines(written(events, { functions: [{ ...fn, LoggingConfig }], ...world })).map(
      (line) => JSON.parse(line) as Record<string, unknown>,
    );
  const types = (...given: Parameters<typeof json>): unknown[] => json(...given).map(({ type }) => type);

  it('Lambda writes initStart, start and report at level INFO', () => {
    expect(types({ LogFormat: 'JSON' })).toEqual(['platform.initStart', 'platform.start', 'platform.report']);
  });

  it('and all phases at level DEBUG', () => {
    expect(types({ LogFormat: 'JSON', SystemLogLevel: 'DEBUG' })).toEqual([
      'platform.initStart',
      'platform.initRuntimeDone',
      'platform.initReport',
      'platform.start',
      'platform.runtimeDone',
      'platform.report',
    ]);
  });

  it('and only what went wrong at level WARN', () => {
    const failed = after(ending(3_000_000, { rule: 'invoke.timeout', status: 2, durationUs: 3_000_000, billed: 3167 }));
    expect(types({ LogFormat: 'JSON', SystemLogLevel: 'WARN' })).toEqual([]);
    expect(types({ LogFormat: 'JSON', SystemLogLevel: 'WARN' }, failed)).toEqual([
      'platform.runtimeDone',
      'platform.report',
    ]);
  });

  it('a record of a REPORT has the members of AWS’s own in their order', () => {
    expect(
      lines(
        written(after(ending(295_450, returned)), { functions: [{ ...fn, LoggingConfig: { LogFormat: 'JSON' } }] }),
      ).at(-1),
    ).toBe(
      `{"time":"2026-11-21T09:00:00.295Z","type":"platform.report","record":{"requestId":"${id}","metrics":{"durationMs":128.83,"billedDurationMs":296,"memorySizeMB":128,"maxMemoryUsedMB":74,"initDurationMs":166.62},"status":"success"}}`,
    );
  });

  it('a record of a START names the function, and did not in 2024', () => {
    const start = (asOf: string): unknown => json({ LogFormat: 'JSON' }, after([]), { asOf })[1]?.['record'];
    expect(start('2026-11-21')).toEqual({
      requestId: id,
      functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:checkout',
      version: '$LATEST',
    });
    expect(start('2024-05-20')).toEqual({ requestId: id, version: '$LATEST' });
  });

  it('a record of an INIT_START names the instance', () => {
    const [first] = json({ LogFormat: 'JSON' }, after([]));
    expect(first?.['record']).toMatchObject({
      initializationType: 'on-demand',
      phase: 'init',
      functionName: 'checkout',
      functionVersion: '$LATEST',
      instanceMaxMemory: 134_217_728,
    });
    expect((first?.['record'] as { instanceId: string }).instanceId).toMatch(
      /^2026\/11\/21\/checkout\[\$LATEST\][0-9a-f]{32}$/,
    );
  });
});

describe('the log tail', () => {
  const tail = (trace: Trace, request: number): string => Buffer.from(logTailOf(trace, request), 'base64').toString();
  const twice = runOf({ actions: invokeAt(0, 1000) });

  it('has the lines of its request alone, each with its newline, and no INIT_START', () => {
    expect(tail(twice, 0)).toMatch(
      /^START RequestId: (\S+) Version: \$LATEST\nEND RequestId: \1\nREPORT RequestId: \1\t.*Init Duration: 200\.00 ms\t\n$/,
    );
    expect(tail(twice, 1)).toMatch(/^START .*\nEND .*\nREPORT .*\t\n$/);
  });

  it('is cut to its last 4,096 bytes', () => {
    const long = 'ä'.repeat(3000);
    const trace = written(
      after([
        { type: 'function', atUs: 170_000, env: 0, req: 0, detail: { message: long } },
        ...ending(295_450, returned),
      ]),
    );
    const bytes = Buffer.from(logTailOf(trace, 0), 'base64');
    expect(bytes).toHaveLength(4096);
    const whole = project(trace, logsOf({ request: 0 }))
      .slice(1)
      .map(({ message }) => `${message}\n`)
      .join('');
    expect(bytes.equals(Buffer.from(whole).subarray(-4096))).toBe(true);
  });
});

describe('a selection of the log', () => {
  const trace = runOf({ actions: invokeAt(0, 0, 1000) });

  it('can be one request or one environment', () => {
    expect(new Set(project(trace, logsOf({ request: 1 })).map(({ request }) => request))).toEqual(new Set([1]));
    expect(new Set(project(trace, logsOf({ environment: 0 })).map(({ environment }) => environment))).toEqual(
      new Set([0]),
    );
  });

  it('is cut at its limit', () => {
    expect(project(trace, logsOf({ limit: 2 }))).toEqual(project(trace, logs).slice(0, 2));
  });

  it('can be taken line by line as the run goes by', () => {
    const taken: string[] = [];
    const writer = new LogWriter(trace.header, (_request, _environment, make) => taken.push(make().message));
    for (const event of trace) writer.step(event);
    expect(taken).toEqual(lines(trace));
  });
});
