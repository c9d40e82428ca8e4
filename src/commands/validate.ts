/** `npm run validate [-- --json | --write | --trace FILE.csv]`: holds the simulator against measurements and theory. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseTrace, TraceError } from './validate/recorded-trace.ts';
import { replay } from './validate/replay.ts';
import { validate } from './validate/results.ts';
import { replayText, resultsText } from './validate/tables.ts';

const help = `Holds the simulator against measurements of real Lambda and against theory.

  npm run validate [-- --json] [--write]
  npm run validate -- --trace FILE.csv [--idle-timeout 640] [--maximum-life SECONDS] [--json]

  --json                   one JSON object instead of tables
  --write                  also writes it to content/validation/results.json, which the site shows
  --trace FILE.csv         replays a request trace and counts its cold starts; the columns are
                           arrival_s,duration_ms,is_cold,environment; - reads standard input
  --idle-timeout SECONDS   how long an environment may be idle
  --maximum-life SECONDS   how old it may become; without it, as old as it likes
  --help                   this text

Exit codes: 0 all is well, 1 a comparison no longer holds, 2 the file or the command is wrong.
`;

/** What was wrong with the command or its file: told without a stack. */
class UsageError extends Error {}

const options = {
  json: { type: 'boolean' },
  write: { type: 'boolean' },
  trace: { type: 'string' },
  'idle-timeout': { type: 'string' },
  'maximum-life': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws UsageError */
function readOptions(args: string[]) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

const longestSeconds = 10_000_000;

/** @throws UsageError */
function seconds(name: 'idle-timeout' | 'maximum-life', text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !(value >= 1 && value <= longestSeconds))
    throw new UsageError(`--${name} is ${JSON.stringify(text)}; give seconds from 1 to ${longestSeconds}.`);
  return value;
}

/** @throws UsageError when the file cannot be read or is no trace */
function replayFile(file: string, values: ReturnType<typeof readOptions>): string {
  const idleTimeoutSeconds = seconds('idle-timeout', values['idle-timeout']);
  const maximumLifeSeconds = seconds('maximum-life', values['maximum-life']);
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  let trace;
  try {
    trace = parseTrace(text);
  } catch (error) {
    if (error instanceof TraceError) throw new UsageError(`${file}, ${error.message}.`, { cause: error });
    throw error;
  }
  const found = replay(trace, {
    ...(idleTimeoutSeconds !== undefined && { idleTimeoutSeconds }),
    ...(maximumLifeSeconds !== undefined && { maximumLifeSeconds }),
  });
  return values.json ? `${JSON.stringify(found, null, 2)}\n` : replayText(found);
}

const resultsFile = new URL('../../content/validation/results.json', import.meta.url);

async function validateAll(values: ReturnType<typeof readOptions>): Promise<string> {
  if (values['idle-timeout'] !== undefined || values['maximum-life'] !== undefined)
    throw new UsageError('--idle-timeout and --maximum-life are for --trace.');
  const { stderr } = process;
  const results = await validate((done, all) => {
    if (stderr.isTTY) stderr.write(`\r${done} of ${all} parts${done === all ? '\n' : ''}`);
  });
  const json = `${JSON.stringify(results, null, 2)}\n`;
  if (values.write) writeFileSync(resultsFile, json);
  if (results.checks.some(({ holds }) => !holds)) process.exitCode = 1;
  return values.json ? json : resultsText(results);
}

try {
  const values = readOptions(process.argv.slice(2));
  if (values.trace !== undefined && values.write) throw new UsageError('--write is not for --trace.');
  if (values.help) process.stdout.write(help);
  else process.stdout.write(values.trace === undefined ? await validateAll(values) : replayFile(values.trace, values));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\nSee npm run validate -- --help.`);
  process.exitCode = 2;
}
