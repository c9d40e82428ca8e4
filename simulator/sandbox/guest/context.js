/**
 * The asynchronous context: what every `AsyncLocalStorage` holds at this moment. Timers, immediates
 * and ticks carry it along. The engine has no hook for promises, so across an `await` it holds only
 * while one `run` is under way at a time; that is how one environment serves its invocations.
 */
let context;

export const currentContext = () => context;

export function setContext(next) {
  const previous = context;
  context = next;
  return previous;
}
