/** The bounds of what the sandbox models, in one place. */

const mebibyte = 1024 * 1024;

/**
 * The largest heap a guest can be given: beyond this a browser's tab may refuse the memory, so a
 * function with more is modelled with this much.
 */
export const largestModelledHeapBytes = 1024 * mebibyte;

/** The smallest heap: QuickJS's memory starts at this size. */
export const smallestModelledHeapBytes = 11 * mebibyte;

/**
 * Ticks after which a slice is given up as endless, however long its function may still run: a few
 * seconds of real time. Ticks are counted, so every machine gives up at the same point.
 */
export const sliceTickLimit = 300_000_000;

/** Ticks between two calls of the host's heartbeat. */
export const heartbeatTicks = 100_000;

/** Text that an invocation may log, characters; the rest is dropped and a line says so. */
export const logLimitLength = 4 * mebibyte;

/**
 * C stack that the guest may use. Recursion ends as a RangeError some 400 calls deep, before the
 * stack of a worker in Chromium does, whatever the code recurses through (at 96 KiB it does not).
 */
export const guestStackBytes = 72 * 1024;

/** The host could not provide what the sandbox needs. Never the learner's fault. */
export class HostLimitError extends Error {
  override name = 'HostLimitError';
}
