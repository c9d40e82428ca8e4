/** Microseconds in the units people use. Time inside a run is a whole number of microseconds. */
export const usPerMs = 1_000;
export const usPerSecond = 1_000_000;
export const bytesPerMB = 1_048_576;

/** Milliseconds, possibly with a fraction, as whole microseconds. */
export const msToUs = (ms: number): number => Math.round(ms * usPerMs);

/** Seconds, possibly with a fraction, as whole microseconds. */
export const secondsToUs = (seconds: number): number => Math.round(seconds * usPerSecond);
