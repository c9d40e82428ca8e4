/** The plots of the stage in words. */
import type { PlotName } from '../../../charts/series-data.ts';

export const plotWords: Readonly<Record<PlotName, string>> = {
  arrivals: 'requests',
  throttled: 'throttled and refused',
  cold: 'cold starts',
  failed: 'failed',
  queue: 'asynchronous events waiting',
  concurrency: 'in use at once, with limits',
  latency: 'latency percentiles',
  cost: 'cost so far',
};
