/** `npm run simulate -- FILE.json [--trace | --logs | --summary]`: runs a scenario and prints what happened. */
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { parseScenarioText, ScenarioError, simulate, type Scenario, type Trace } from '#simulator';
import { logText, summaryText, tellingText, traceTextInParts } from './run-text.ts';

const help = `Runs a scenario and prints what happened.

  npm run simulate -- FILE.json [--trace | --logs | --summary]

  FILE.json   the scenario; - reads it from standard input
  --trace     every event of the run, one a line
  --logs      the log lines as Lambda writes them
  --summary   one JSON object: metrics, bill, responses
  --help      this text

Without a flag: the run in a few sentences and its key numbers.
Exit codes: 0 the scenario was run, 1 the simulation failed, 2 the file or the command is wrong.
`;

const views = { trace: traceTextInParts, logs: logText, summary: summaryText } as const;

/** What was wrong with the command or its file: told without a stack. */
class UsageError extends Error {}

interface Command {
  readonly file: string;
  readonly view: (trace: Trace, scenario: Scenario) => Iterable<string>;
}

/**
 * Reads the command's arguments.
 * @returns 'help' when that is all that was asked for
 * @throws UsageError
 */
function readCommand(args: string[]): Command | 'help' {
  const flag = { type: 'boolean' } as const;
  const options = { trace: flag, logs: flag, summary: flag, help: { ...flag, short: 'h' } } as const;
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
  if (parsed.values.help) return 'help';
  const [file, ...rest] = parsed.positionals;
  if (file === undefined || rest.length > 0) throw new UsageError('Name one scenario file, or - for standard input.');
  const chosen = (['trace', 'logs', 'summary'] as const).filter((name) => parsed.values[name]);
  if (chosen.length > 1) throw new UsageError(`Choose one of ${chosen.map((name) => `--${name}`).join(' and ')}.`);
  return { file, view: chosen[0] ? views[chosen[0]] : tellingText };
}

/** @throws UsageError when the file cannot be read; ScenarioError when it is no scenario */
function readScenario(file: string): Scenario {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  return parseScenarioText(text);
}

/** Runs the scenario; the sandbox is loaded only if a function has code. */
async function run(scenario: Scenario): Promise<Trace> {
  if (!scenario.functions.some(({ Code }) => Code)) return simulate(scenario);
  const { loadSandbox } = await import('#simulator/sandbox');
  return simulate(scenario, { engine: await loadSandbox(scenario) });
}

/** Writes as fast as the reader takes it; a reader that leaves early (`head`) is no error. */
async function print(parts: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(parts), process.stdout);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

try {
  const command = readCommand(process.argv.slice(2));
  if (command === 'help') await print([help]);
  else {
    const scenario = readScenario(command.file);
    await print(command.view(await run(scenario), scenario));
  }
} catch (error) {
  if (error instanceof ScenarioError)
    for (const { path, message } of error.problems) console.error(path ? `${path}: ${message}` : message);
  else if (error instanceof UsageError) console.error(`${error.message}\nSee npm run simulate -- --help.`);
  else throw error;
  process.exitCode = 2;
}
