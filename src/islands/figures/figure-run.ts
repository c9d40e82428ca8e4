/** The part of a run that a figure shows, small enough to stand in the page it arrives with. */
import type { Concurrency, Timeline } from '../../charts/run.ts';

export interface FigureRun {
  readonly timeline: Timeline;
  readonly concurrency: Concurrency;
  readonly narration: readonly { readonly atUs: number; readonly text: string }[];
}

/** What comes in may carry more. */
export const figureRun = ({ timeline, concurrency, narration }: FigureRun): FigureRun => ({
  timeline: { endUs: timeline.endUs, requests: timeline.requests, environments: timeline.environments },
  concurrency: { atUs: concurrency.atUs, init: concurrency.init, invoke: concurrency.invoke },
  narration: narration.map(({ atUs, text }) => ({ atUs, text })),
});

/** How the requests of a run fared. */
export function tally({ requests }: Timeline): { requests: number; served: number; cold: number; turnedAway: number } {
  const turnedAway = requests.filter((row) => row.outcome === 'throttled').length;
  const cold = requests.filter((row) => row.start === 'cold').length;
  return { requests: requests.length, served: requests.length - turnedAway, cold, turnedAway };
}
