/** How long callers wait and handlers run: exact percentiles, cold and warm apart. */
import { NONE, type Projection } from '../trace.ts';
import { Samples } from './samples.ts';

/** Percentiles by nearest rank, in microseconds; all 0 when `count` is 0. */
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
  /** Client latency, from the request to the answer; the spread above is that of all. */
  latency: { all: Spread; cold: Spread; warm: Spread };
  /** `Duration` of the REPORT lines. */
  duration: { all: Spread; cold: Spread; warm: Spread };
  /** Init phases that succeeded. */
  init: Spread;
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
  /** Whether the request that an environment serves started it, by environment. */
  readonly cold: boolean[];
}

const three = (): Three => ({ all: new Samples(), cold: new Samples(), warm: new Samples() });

/** Latency, duration and init time of every invocation that ran. Throttled and refused requests are not among them. */
export const percentiles: Projection<State, Percentiles> = {
  start: () => ({ latency: three(), duration: three(), init: new Samples(), cold: [] }),
  step(state, event) {
    if (event.environment === NONE) return;
    switch (event.type) {
      case 'environment.created':
        state.cold[event.environment] = true;
        return;
      case 'environment.reused':
        state.cold[event.environment] = false;
        return;
      case 'platform.initReport':
        if (event.number('phase') === 0 && event.number('status') === 0) state.init.add(event.number('durationUs'));
        return;
      case 'invoke.completed':
        return add(state.latency, state.cold[event.environment], event.number('latencyUs'));
      case 'platform.report':
        return add(state.duration, state.cold[event.environment], event.number('durationUs'));
      default:
        return;
    }
  },
  finish({ latency, duration, init }) {
    const all = spread(latency.all);
    return {
      ...all,
      coldShare: latency.all.count === 0 ? 0 : latency.cold.count / latency.all.count,
      latency: { all, cold: spread(latency.cold), warm: spread(latency.warm) },
      duration: { all: spread(duration.all), cold: spread(duration.cold), warm: spread(duration.warm) },
      init: spread(init),
    };
  },
};

function add(samples: Three, cold: boolean | undefined, value: number): void {
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
