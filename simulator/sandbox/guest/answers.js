/** The answer of the load or invocation that is under way, on its way to the host. */
import { stringSlice, stringify } from './primordials.js';
import { logError } from './console.js';
import { payloadOf, runtimeError } from './errors.js';

/** What the next turn tells the host: see `stateOf` in guest-process.ts. */
let word = '';
/** Number of the load or invocation that is under way; 0 when none is. */
let open = 0;
let serial = 0;

export const begin = () => (open = ++serial);

/** What is under way now; 0 for nothing. */
export const current = () => open;

/** Ends what `mine` stands for; an answer that comes too late says nothing. */
export function say(mine, text) {
  if (mine !== open || open === 0) return;
  open = 0;
  word = text;
}

export const hasWord = () => word !== '';

export function takeWord() {
  const said = word;
  word = '';
  return said;
}

/** The process ends after what has just been said. */
export function endAfterWord(code) {
  if (word[0] === 'R') word = `D${code}\n${stringSlice(word, 1)}`;
  else if (word[0] === 'F') word = `E${code}\n${stringSlice(word, 1)}`;
}

/** An error as it is posted: its type, a line end, the payload. */
export function failure(error) {
  const payload = payloadOf(error);
  return `${payload.errorType}\n${stringify(payload)}`;
}

/** Posts what the handler answered. @throws what JSON.stringify throws */
export function respond(mine, result) {
  const text = stringify(result === undefined ? null : result);
  say(mine, `R${text === undefined ? 'null' : text}`);
}

/** Posts an error of the handler. */
export function fail(mine, error) {
  logError('Invoke Error', error);
  say(mine, `F${failure(error)}`);
}

const nodeJsExit =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';

/** The event loop ran empty before the promise of an async handler was settled. */
export const neverSettled = (mine) => fail(mine, runtimeError('NodeJsExit', nodeJsExit));

let onEmptyLoop = () => {};

/** What happens when the event loop runs empty before an answer. */
export const whenLoopIsEmpty = (act) => void (onEmptyLoop = act);
export const loopIsEmpty = () => onEmptyLoop();
