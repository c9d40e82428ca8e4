/** Undo and redo as three lists. A value is never changed in place, so a step back is a pointer. */

export interface History<Value> {
  readonly past: readonly Value[];
  readonly present: Value;
  readonly future: readonly Value[];
  /** What the last step was, so that a run of the same step (typing, dragging) stays one. */
  readonly lastStep: string;
  readonly lastStepAtMs: number;
}

/** Steps that can be taken back. */
const depth = 200;

/** Pause after which the same step begins anew. */
const togetherMs = 1200;

export const startHistory = <Value>(present: Value): History<Value> => ({
  past: [],
  present,
  future: [],
  lastStep: '',
  lastStepAtMs: 0,
});

/**
 * Goes on to `present`. The same named step within a short pause replaces the one before it.
 * @param step name of the step; empty: always a step of its own
 * @param atMs a clock that only rises
 */
export function advance<Value>(history: History<Value>, present: Value, step: string, atMs: number): History<Value> {
  if (present === history.present) return history;
  const together = step !== '' && step === history.lastStep && atMs - history.lastStepAtMs < togetherMs;
  return {
    past: together ? history.past : [...history.past, history.present].slice(-depth),
    present,
    future: [],
    lastStep: step,
    lastStepAtMs: atMs,
  };
}

/** One step back; the same history when there is none. */
export function undo<Value>(history: History<Value>): History<Value> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
    lastStep: '',
    lastStepAtMs: 0,
  };
}

/** One step forward again; the same history when nothing was taken back. */
export function redo<Value>(history: History<Value>): History<Value> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, lastStep: '', lastStepAtMs: 0 };
}
