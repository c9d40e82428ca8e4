/** Programs, paces and events for tests and benchmarks of the sandbox. */
import { loadSandbox } from '#simulator/sandbox';
import { parseScenario } from '#simulator';
import { stream } from '../../simulator/kernel/random.ts';
import type {
  InvocationInput,
  LogLine,
  Pace,
  Program,
  Sandbox,
  SandboxEngine,
  Slice,
} from '../../simulator/lambda/sandbox.ts';

/** An engine that can run TypeScript too. */
export const openEngine = (): Promise<SandboxEngine> =>
  loadSandbox(
    parseScenario({ functions: [{ FunctionName: 'f', Code: { files: { 'index.mjs': '', 'types.ts': '' } } }] }),
  );

const mebibyte = 1024 * 1024;

/** A program of these files, or of one `index.mjs`. */
export function program(files: Record<string, string> | string, changes: Partial<Program> = {}): Program {
  const random = stream(1, 'test');
  return {
    files: typeof files === 'string' ? { 'index.mjs': files } : files,
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    environmentVariables: { AWS_LAMBDA_FUNCTION_NAME: 'f', AWS_REGION: 'us-east-1' },
    memoryLimitBytes: 64 * mebibyte,
    tmpLimitBytes: 512 * mebibyte,
    logFormat: 'Text',
    applicationLogLevel: 'INFO',
    random: () => random.uint32(),
    ...changes,
  };
}

export const startEpochUs = Date.UTC(2026, 10, 21, 9) * 1000;

/** A slice's pace: a tick is a microsecond, so that ticks can be read off the clock. */
export const pace = (changes: Partial<Pace> = {}): Pace => ({
  nowEpochUs: startEpochUs,
  usPerTick: 1,
  budgetTicks: 50_000_000,
  ...changes,
});

export const requestId = '11111111-2222-4333-8444-555555555555';

export const input = (event: unknown = {}, changes: Partial<InvocationInput> = {}): InvocationInput => ({
  requestId,
  payload: JSON.stringify(event),
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
  functionName: 'f',
  functionVersion: '$LATEST',
  memoryLimitInMB: '128',
  logGroupName: '/aws/lambda/f',
  logStreamName: '2026/11/21/[$LATEST]0123456789abcdef0123456789abcdef',
  deadlineEpochUs: startEpochUs + 3_000_000,
  ...changes,
});

/** Slices until the sandbox waits no more, with the clock set to when each timer is due. */
export function finish(sandbox: Sandbox, first: Slice, changes: Partial<Pace> = {}): Slice & { endEpochUs: number } {
  const logs: LogLine[] = [...first.logs];
  let slice = first;
  let endEpochUs = pace(changes).nowEpochUs;
  for (let i = 0; slice.state.type === 'waiting' && i < 1000; i++) {
    endEpochUs = Math.max(endEpochUs, slice.state.untilEpochUs);
    slice = sandbox.resume(pace({ ...changes, nowEpochUs: endEpochUs }));
    logs.push(...slice.logs);
  }
  return { ...slice, logs, endEpochUs };
}

/** Loads a program and hands it one event. */
export function run(
  engine: SandboxEngine,
  files: Record<string, string> | string,
  event: unknown = {},
  changes: Partial<Program> = {},
) {
  const sandbox = engine.create(program(files, changes));
  const loaded = finish(sandbox, sandbox.load(pace()));
  const slice = loaded.state.type === 'loaded' ? finish(sandbox, sandbox.invoke(input(event), pace())) : loaded;
  return { sandbox, loaded, slice, state: slice.state };
}

/** What the handler answered, as a value. @throws Error when it did not answer */
export function answer(
  engine: SandboxEngine,
  files: Record<string, string> | string,
  event: unknown = {},
  changes: Partial<Program> = {},
): unknown {
  const { state, slice } = run(engine, files, event, changes);
  if (state.type !== 'returned')
    throw new Error(`${JSON.stringify(state)}\n${slice.logs.map((line) => line.message).join('\n')}`);
  return JSON.parse(state.payload) as unknown;
}

/** The text of the body of a handler, as a whole file. */
export const handler = (body: string): string => `export const handler = async (event, context) => {\n${body}\n};`;
