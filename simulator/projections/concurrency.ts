/** How many environments are in init or restore and how many invocations run, at every instant, as a step function. */
import { initPhases, NONE, type Projection } from '../trace.ts';

export interface Concurrency {
  /** Instants at which a count changes, rising; from each on, the counts beside it hold. */
  atUs: number[];
  /** Environments in their init phase, or being restored. */
  init: number[];
  /** Invocations in flight, their init inside the invocation included. */
  invoke: number[];
  /** 0 when every change is kept; else counts are the largest of intervals of this length. */
  intervalUs: number;
}

interface State extends Concurrency {
  initNow: number;
  invokeNow: number;
  /** The counts added last: those at the end of the last interval. */
  initEnd: number;
  invokeEnd: number;
}

const insideInvoke = initPhases.indexOf('invoke');

/**
 * The step function with at most about `limit` points. When there are more changes, neighbours within
 * an interval are taken together with their largest counts, and the interval doubles as needed.
 */
export function concurrencyOf(limit = 20_000): Projection<State, Concurrency> {
  return {
    listens: [
      'platform.initStart',
      'platform.initReport',
      'platform.restoreStart',
      'platform.restoreReport',
      'platform.start',
      'platform.report',
    ],
    start: () => ({
      atUs: [],
      init: [],
      invoke: [],
      intervalUs: 0,
      initNow: 0,
      invokeNow: 0,
      initEnd: 0,
      invokeEnd: 0,
    }),
    step(state, event) {
      if (event.environment === NONE) return;
      switch (event.type) {
        case 'platform.initStart':
          if (event.number('phase') !== insideInvoke) change(state, event.atUs, 1, 0);
          return;
        case 'platform.initReport':
          if (event.number('phase') !== insideInvoke) change(state, event.atUs, -1, 0);
          return;
        case 'platform.restoreStart':
          return change(state, event.atUs, 1, 0);
        case 'platform.restoreReport':
          return change(state, event.atUs, -1, 0);
        case 'platform.start':
          return change(state, event.atUs, 0, 1);
        case 'platform.report':
          return change(state, event.atUs, 0, -1);
        default:
          return;
      }
    },
    finish: ({ atUs, init, invoke, intervalUs }) => ({ atUs, init, invoke, intervalUs }),
  };

  function change(state: State, at: number, initBy: number, invokeBy: number): void {
    state.initNow += initBy;
    state.invokeNow += invokeBy;
    if (add(state, at, state.initNow, state.invokeNow) && state.atUs.length > limit) coarsen(state);
  }

  /** Adds a point, or joins it to the last one. @returns whether there are more points than before */
  function add(state: State, at: number, init: number, invoke: number): boolean {
    const { intervalUs } = state;
    const place = intervalUs === 0 ? at : Math.floor(at / intervalUs) * intervalUs;
    const last = state.atUs.length - 1;
    const joins = state.atUs[last] === place;
    if (joins) {
      state.init[last] = intervalUs === 0 ? init : Math.max(init, state.init[last] as number);
      state.invoke[last] = intervalUs === 0 ? invoke : Math.max(invoke, state.invoke[last] as number);
    } else {
      // After an interval its largest counts no longer hold, but those at its end do.
      const endUs = (state.atUs[last] ?? place) + intervalUs;
      if (endUs < place && intervalUs > 0) push(state, endUs, state.initEnd, state.invokeEnd);
      push(state, place, init, invoke);
    }
    state.initEnd = init;
    state.invokeEnd = invoke;
    return !joins;
  }

  function push(state: State, at: number, init: number, invoke: number): void {
    state.atUs.push(at);
    state.init.push(init);
    state.invoke.push(invoke);
  }

  function coarsen(state: State): void {
    const { atUs, init, invoke } = state;
    const spanUs = (atUs.at(-1) as number) - (atUs[0] as number);
    state.intervalUs = Math.max(state.intervalUs * 2, Math.ceil((2 * spanUs) / limit));
    state.atUs = [];
    state.init = [];
    state.invoke = [];
    atUs.forEach((at, i) => add(state, at, init[i] as number, invoke[i] as number));
  }
}

/** The step function of the run. */
export const concurrency = concurrencyOf();
