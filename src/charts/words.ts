/** A run in words: what a screen reader hears of a selection, and the names of marks in the key. */
import { numberOf, type Outcome, type PhaseKind, type RequestRow, type Timeline } from './run.ts';
import { duration, instant } from './time-scale.ts';

/** Each outcome as a reader meets it. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  ok: 'ok',
  functionError: 'function error',
  timeout: 'timed out',
  crash: 'crashed',
  throttled: 'throttled',
  rejected: 'refused',
  running: 'still running',
};

export const phaseWords: Readonly<Record<PhaseKind, string>> = {
  init: 'init',
  restore: 'restore',
  reinit: 'init again',
  invoke: 'invoke',
  idle: 'idle',
};

/** A request in one sentence. */
export function requestSentence(row: RequestRow, spanUs: number): string {
  const arrived = `Request ${numberOf(row.request)} arrived at ${instant(row.arrivedAtUs, spanUs)}`;
  if (row.outcome === 'throttled') return `${arrived} and was turned away: throttled, status ${row.statusCode}.`;
  if (row.outcome === 'rejected') return `${arrived} and was refused with status ${row.statusCode}.`;
  const where = `${row.start} in environment ${numberOf(row.environment)}`;
  if (row.answeredAtUs < 0) return `${arrived}, ${where}, and has no answer yet.`;
  return `${arrived}, ${where}, answered after ${duration(row.answeredAtUs - row.arrivedAtUs)}: ${outcomeWords[row.outcome]}.`;
}

/** A whole run in one sentence, the name of its figure. */
export function runSentence({ requests, environments, endUs }: Timeline): string {
  const turnedAway = requests.filter((row) => row.outcome === 'throttled').length;
  // By environments, because an asynchronous event that is tried again has one row for all its attempts.
  const cold = environments.filter(({ phases }) =>
    phases.some(({ kind, request }) => (kind === 'init' || kind === 'restore') && request >= 0),
  ).length;
  return (
    `${count(requests.length, 'request')} in ${duration(endUs)}, ` +
    `${count(environments.length, 'execution environment')}, ${count(cold, 'cold start')}` +
    (turnedAway ? `, ${turnedAway} turned away.` : '.')
  );
}

/** `1 request`, `2 requests`. */
export const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
