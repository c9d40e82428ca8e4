/**
 * What the guest can ask of the host: the whole of it. Every function takes texts, numbers and
 * bytes and gives back one of them. None throws: a failure is a text that the guest understands.
 */
import { builtinModules } from './builtin-modules.ts';
import type { Executor } from './executor.ts';
import { taskRoot, type ProgramFiles } from './program-files.ts';
import { digest, isHashAlgorithm } from './hash.ts';
import { stripAll, stripNothing } from './layout.ts';
import { evalGlobal, type Pointer, type Value } from './raw.ts';
import { fileCall, isFileCall, type FileHome } from './file-calls.ts';

/** In this order they are known to the guest's image. */
export const hostFunctions = [
  'log',
  'now',
  'exit',
  'compile',
  'resolve',
  'isFile',
  'kind',
  'text',
  'builtin',
  'random',
  'digest',
  'file',
  'memory',
  'charge',
] as const;

/** What the functions act on: one process. */
export interface Host {
  readonly executor: Executor;
  readonly files: ProgramFiles;
  readonly home: FileHome;
  readonly random: () => number;
  nowEpochUs(): number;
  log(level: number, message: string): void;
  exit(code: number): void;
}

/** Ticks charged for bytes that the host works on. */
const ticksPerByte = { hashed: 4, moved: 0.5 };

/** The wrapper around a CommonJS module; its name marks the frame of the module itself. */
const wrapperStart = '(function __module(exports, require, module, __filename, __dirname) {';

/** Calls a host function by its number. @returns a box with the result, 0 for undefined */
export function callHost(host: Host, id: number, argc: number, argv: Pointer): Value {
  const { executor } = host;
  const { raw, context, meter } = executor;
  const value = (i: number): Value => raw._QTS_ArgvGetJSValueConstPointer(argv, i);
  const text = (i: number): string => executor.textOf(value(i));
  const number = (i: number): number => executor.numberOf(value(i));
  const bytes = (i: number): Uint8Array => {
    const result = executor.bytesOf(value(i));
    meter.charge(Math.ceil(result.length * ticksPerByte.moved));
    return result;
  };
  const give = (result: Uint8Array | string | number): Value => {
    if (typeof result === 'number') return raw._QTS_NewFloat64(context, result);
    if (typeof result === 'string') return executor.newText(result);
    meter.charge(Math.ceil(result.length * ticksPerByte.moved));
    return executor.newBytes(result);
  };
  switch (hostFunctions[id]) {
    case 'log':
      host.log(number(0), text(1));
      return 0;
    case 'now':
      return give(host.nowEpochUs());
    case 'exit':
      host.exit(number(0));
      return 0;
    case 'compile':
      return compile(executor, text(0), host.files);
    case 'resolve':
      return give(resolve(host.files, text(0), text(1)));
    case 'isFile':
      return executor.raw._QTS_DupValuePointer(
        context,
        executor.raw[host.files.isFile(text(0)) ? '_QTS_GetTrue' : '_QTS_GetFalse'](),
      );
    case 'kind':
      return give(host.files.kind(text(0)));
    case 'text':
      return give(host.files.text(text(0)) ?? '');
    case 'builtin':
      return builtin(executor, text(0));
    case 'random':
      return give(randomBytes(host.random, number(0)));
    case 'digest': {
      const algorithm = text(0);
      if (!isHashAlgorithm(algorithm)) return 0;
      const message = bytes(1);
      meter.charge(message.length * ticksPerByte.hashed);
      return give(digest(algorithm, message, argc > 2 ? bytes(2) : undefined));
    }
    case 'file': {
      const call = text(0);
      if (!isFileCall(call)) return give('ENOSYS');
      const isText = call === 'rename';
      const argument = argc > 2 ? (isText ? text(2) : bytes(2)) : undefined;
      return give(fileCall(host.home, call, text(1), argument, Math.floor(host.nowEpochUs() / 1000)));
    }
    case 'memory':
      return give(executor.heapEnd - executor.layout.heapBase);
    case 'charge':
      meter.charge(Math.ceil(number(0)));
      return 0;
    default:
      return 0;
  }
}

/** A CommonJS module as a function, or the exception that its text leads to. */
function compile(executor: Executor, path: string, files: ProgramFiles): Value {
  const value = executor.evaluate(`${wrapperStart}${files.source(path)}\n})`, path, evalGlobal);
  return rethrow(executor, value);
}

/** A module of Node.js as a function that makes it. */
function builtin(executor: Executor, name: string): Value {
  const source = builtinModules.source(name);
  if (source === undefined) return 0;
  executor.strip(stripAll);
  const value = executor.evaluate(source, `node:${name}`, evalGlobal);
  executor.strip(stripNothing);
  return rethrow(executor, value);
}

function rethrow(executor: Executor, value: Value): Value {
  const exception = executor.exceptionOf(value);
  if (exception === 0) return value;
  executor.free(value);
  const thrown = executor.raw._QTS_Throw(executor.context, exception);
  executor.free(exception);
  return thrown;
}

/** A path, `node:name`, or `!` with what is missing. */
function resolve(files: ProgramFiles, specifier: string, from: string): string {
  const name = builtinModules.nameOf(specifier);
  if (name !== undefined) return `node:${name}`;
  const found = files.require(specifier, from || taskRoot);
  return typeof found === 'string' ? found : `!${found.message}`;
}

function randomBytes(random: () => number, count: number): Uint8Array {
  const result = new Uint8Array(Math.min(count, 1 << 20));
  for (let i = 0; i < result.length; i += 4) {
    let word = random();
    for (let k = i; k < i + 4 && k < result.length; k++, word >>>= 8) result[k] = word & 0xff;
  }
  return result;
}
