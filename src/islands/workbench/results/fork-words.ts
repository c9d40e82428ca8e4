/** What became of a request in a run that was tried, in words. */
import { groupedNumber } from '#simulator';
import type { OneRequest } from '../../../workers/simulation.ts';
import { durationText } from '../quantities.ts';

/** `answered, cold, after 412 ms; 3 of 60 requests are throttled` */
export function forkWords(found: OneRequest): string {
  const waited = durationText(Math.max(0, found.endedAtUs - found.firstAtUs));
  const tries = found.attempts > 1 ? ` at attempt ${found.attempts}` : '';
  const own = {
    none: 'the request is not in that run',
    waiting: 'it still waits when the run ends',
    answered: `answered${tries}, ${found.cold ? 'cold' : 'warm'}, after ${waited}`,
    failed: `it gets in${tries}, and the function fails`,
    throttled: `throttled still${tries}`,
    rejected: `refused${tries}`,
    'served later': `the event is served${tries}, ${waited} after it was sent`,
    dropped: `the event is dropped${tries}, ${waited} after it was sent`,
  }[found.outcome];
  return `${own}; ${groupedNumber(found.throttles)} throttles among ${groupedNumber(found.requests)} requests`;
}

/** Whether the request was let in, at once or later. */
export const letIn = ({ outcome }: OneRequest): boolean =>
  outcome === 'answered' || outcome === 'failed' || outcome === 'served later';
