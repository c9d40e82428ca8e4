/** How an invocation ended, in the words that views use. */
import type { EventView } from '../trace.ts';

export type Outcome = 'ok' | 'functionError' | 'timeout' | 'crash' | 'throttled' | 'rejected' | 'running';

const byRule: Readonly<Record<string, Outcome>> = {
  'invoke.returned': 'ok',
  'invoke.functionError': 'functionError',
  'invoke.responseTooLarge': 'functionError',
  'invoke.timeout': 'timeout',
  'invoke.exit': 'crash',
  'invoke.outOfMemory': 'crash',
  'invoke.killed': 'crash',
  'reclaim.killed': 'crash',
};

/** The outcome that an `invoke.completed` or `platform.runtimeDone` event tells. */
export function outcomeOf(event: EventView): Outcome {
  const named = event.rule && byRule[event.rule.id];
  if (named) return named;
  const failed = event.type === 'invoke.completed' ? event.number('failed') === 1 : event.number('status') !== 0;
  return failed ? 'functionError' : 'ok';
}
