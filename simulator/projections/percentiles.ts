/** How long callers wait and handlers run: percentiles, cold and warm apart. */
import { initPhases, NONE, placeOf, type Projection } from '../trace.ts';
import { Samples } from './samples.ts';
import { Serving } from './serving.ts';

/** Percentiles by nearest rank, in microseconds, see `Samples`; all 0 when `count` is 0. */
export interface Spread {
  count: number;
  p50Us: number;
  p90Us: number;
  p95Us: number;
  p99Us: number;
  maxUs: number;
  meanUs: number;
}

export interface Percentiles extends Spread {
  /** Share of answered invocations that started cold, 0 to 1. */
  coldShare: number;
  /**
   * Client latency, from the request to the answer; the spread above is that of all. Asynchronous
   * requests, answered before they run, and answers that nobody waited for are not among them.
   */
  latency: { all: Spread; cold: Spread; warm: Spread };
  /** `Duration` of the REPORT lines. */
  duration: { all: Spread; cold: Spread; warm: Spread };
  /** Init phases that succeeded, those ahead of requests too. */
  init: Spread;
  /** Restores of snapshots that succeeded. */
  restore: Spread;
}

interface Three {
  readonly all: Samples;
  readonly cold: Samples;
  readonly warm: Samples;
}

interface State {
  readonly latency: Three;
  readonly duration: Three;
  readonly init: Samples;
  readonly restore: Samples;
  readonly serving: Serving;
}

const insideInvoke = initPhases.indexOf('invoke');
const latencyAt = placeOf('invoke.completed', 'latencyUs');
const durationAt = placeOf('platform.report', 'durationUs');

const three = (): Three => ({ all: new Samples(), cold: new Samples(), warm: new Samples() });

/** Latency, duration and init time of every invocation that ran. Throttled and refused requests are not among them. */
export const percentiles: Projection<State, Percentiles> = {
  listens: [...Serving.listens, 'platform.initReport', 'platform.restoreReport', 'invoke.completed'],
  start: () => ({
    latency: three(),
    duration: three(),
    init: new Samples(),
    restore: new Samples(),
    serving: new Serving(),
  }),
  step(state, event) {
    const { serving } = state;
    switch (event.type) {
      case 'platform.initReport':
        if (event.number('phase') !== insideInvoke && event.number('status') === 0)
          state.init.add(event.number('durationUs'));
        return;
      case 'platform.restoreReport':
        if (event.number('status') === 0) state.restore.add(event.number('durationUs'));
        return;
      case 'invoke.completed':
        if (serving.isAwaited(event)) add(state.latency, serving.isCold(event), event.at(latencyAt));
        return;
      case 'platform.report':
        if (event.environment !== NONE) add(state.duration, serving.isCold(event), event.at(durationAt));
        return serving.step(event);
      default:
        return serving.step(event);
    }
  },
  finish({ latency, duration, init, restore }) {
    const all = spread(latency.all);
    return {
      ...all,
      coldShare: latency.all.count === 0 ? 0 : latency.cold.count / latency.all.count,
      latency: { all, cold: spread(latency.cold), warm: spread(latency.warm) },
      duration: { all: spread(duration.all), cold: spread(duration.cold), warm: spread(duration.warm) },
      init: spread(init),
      restore: spread(restore),
    };
  },
};

function add(samples: Three, cold: boolean, value: number): void {
  samples.all.add(value);
  (cold ? samples.cold : samples.warm).add(value);
}

const spread = (samples: Samples): Spread => ({
  count: samples.count,
  p50Us: samples.percentile(50),
  p90Us: samples.percentile(90),
  p95Us: samples.percentile(95),
  p99Us: samples.percentile(99),
  maxUs: samples.percentile(100),
  meanUs: samples.mean,
});
