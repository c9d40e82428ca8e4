/** What became of each asynchronous event of a run, as a lane shows it. */
import type { Timeline } from '../../../charts/run.ts';

export interface EventLife {
  readonly request: number;
  readonly acceptedUs: number;
  /** Each time the handler ran for it; the instant at which it ended. */
  readonly attempts: readonly { readonly atUs: number; readonly failed: boolean }[];
  /** When Lambda let go of it, served or not. */
  readonly endUs: number;
  readonly isGivenUp: boolean;
}

/** @param timeline a run that has come to its end, so that no event is still kept */
export function eventLives({ requests, environments }: Timeline): EventLife[] {
  const attempts = new Map<number, { atUs: number; failed: boolean }[]>(requests.map(({ request }) => [request, []]));
  for (const { phases } of environments)
    for (const { kind, request, toUs, outcome } of phases)
      if (kind === 'invoke') attempts.get(request)?.push({ atUs: toUs, failed: outcome !== 'ok' });
  return requests.map(({ request, arrivedAtUs }) => {
    const own = attempts.get(request)!.sort((a, b) => a.atUs - b.atUs);
    const last = own.at(-1);
    return {
      request,
      acceptedUs: arrivedAtUs,
      attempts: own,
      endUs: last?.atUs ?? arrivedAtUs,
      isGivenUp: last?.failed ?? true,
    };
  });
}
