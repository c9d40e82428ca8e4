/** The part of a run that a scene draws and tells, small enough to stand in the page it arrives with. */
import type { SeriesData } from '../../charts/series-data.ts';
import type { RunView } from '../../workers/protocol.ts';
import { figureRun } from './figure-run.ts';
import type { Scene, SceneRun, Told } from './scene.ts';

type Seen = Pick<RunView, 'timeline' | 'concurrency' | 'narration' | 'summary' | 'endUs'>;

/**
 * @param series of the function the scene shows
 */
export function sceneRun(scene: Scene, view: Seen, series: SeriesData): SceneRun {
  const told = toldOf(view.summary);
  if (scene.draws === 'lanes') return { ...figureRun(view), told };
  return {
    timeline: { endUs: view.endUs, requests: [], environments: [] },
    // Beside the plots of one function, what is in flight in the whole account.
    concurrency: scene.shows === undefined ? { atUs: [], init: [], invoke: [] } : figureRun(view).concurrency,
    narration: [],
    told,
    series: { ...series, costUsd: series.costUsd.map(() => 0) },
  };
}

function toldOf({
  counts,
  concurrency,
  environments,
  latencyMs,
  initMs,
  bill,
  requests = [],
}: RunView['summary']): Told {
  const functions: Record<string, { requests: number; throttles: number; cold: number }> = {};
  for (const request of requests) {
    const of = (functions[request.function] ??= { requests: 0, throttles: 0, cold: 0 });
    of.requests++;
    if (request.outcome === 'throttled') of.throttles++;
    if (request.start === 'cold') of.cold++;
  }
  const { served, cold, warm, throttles, functionErrors, spillover, clientRetries, clientsGaveUp, asyncDropped } =
    counts;
  return {
    requests: counts.requests,
    served,
    cold,
    warm,
    inits: initMs.count,
    throttles,
    functionErrors,
    spillover,
    clientRetries,
    clientsGaveUp,
    asyncDropped,
    peak: concurrency.peak,
    average: concurrency.average,
    environments: environments.created,
    p50Ms: latencyMs.all.p50,
    p99Ms: latencyMs.all.p99,
    slowestMs: latencyMs.all.max,
    totalUsd: bill.totalUsd,
    functions,
  };
}
