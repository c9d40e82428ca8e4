/**
 * What every execution environment did, as flat columns for a canvas: one lane an environment, one span
 * a phase. Typed arrays cross between threads without being copied.
 */
import { initializationTypes, initPhases, NONE, statuses, type EventView, type Projection } from '#simulator';
import type { LaneSpans } from './protocol.ts';

/** The kinds of spans; a span's `kind` is a place in this list. */
export const spanKinds = ['init', 'restore', 'reinit', 'invoke', 'error', 'fault', 'idle', 'provisioned'] as const;
export type SpanKindName = (typeof spanKinds)[number];

const kindNumber = (kind: SpanKindName): number => spanKinds.indexOf(kind);
const init = kindNumber('init');
const restore = kindNumber('restore');
const reinit = kindNumber('reinit');
const invoke = kindNumber('invoke');
const idle = kindNumber('idle');
const provisionedIdle = kindNumber('provisioned');

const insideInvoke = initPhases.indexOf('invoke');
const provisioned = initializationTypes.indexOf('provisioned-concurrency');
/** What a phase has become when its status is told. */
const ofStatus = statuses.map((status) =>
  status === 'success' ? -1 : kindNumber(status === 'error' ? 'error' : 'fault'),
);

export interface LaneWindow {
  readonly fromUs: number;
  readonly toUs: number;
  /** Spans at most; more are counted, not kept. */
  readonly limit: number;
  /** Idle time shorter than this is left out: it would not be seen. */
  readonly leastIdleUs: number;
  /** When the run ended: what lives then is drawn to there. */
  readonly endUs: number;
  /** Whether the environments of an entry of `header.functions` are wanted. */
  readonly wants: (fn: number) => boolean;
}

interface Life {
  readonly lane: number;
  readonly resting: number;
  kind: number;
  fromUs: number;
  request: number;
  seq: number;
}

interface State {
  readonly lives: Map<number, Life>;
  readonly environments: number[];
  readonly functions: number[];
  readonly spans: Columns;
  omitted: number;
}

/** Columns that grow, in the order in which spans end. */
class Columns {
  length = 0;
  lane = new Uint32Array(1024);
  fromUs = new Float64Array(1024);
  toUs = new Float64Array(1024);
  kind = new Uint8Array(1024);
  id = new Uint32Array(1024);
  seq = new Uint32Array(1024);

  add({ lane, kind, fromUs, request, seq }: Life, toUs: number): void {
    if (this.length === this.lane.length) this.#grow();
    const i = this.length++;
    this.lane[i] = lane;
    this.fromUs[i] = fromUs;
    this.toUs[i] = toUs;
    this.kind[i] = kind;
    this.id[i] = request;
    this.seq[i] = seq;
  }

  #grow(): void {
    const size = this.length * 2;
    this.lane = larger(this.lane, new Uint32Array(size));
    this.fromUs = larger(this.fromUs, new Float64Array(size));
    this.toUs = larger(this.toUs, new Float64Array(size));
    this.kind = larger(this.kind, new Uint8Array(size));
    this.id = larger(this.id, new Uint32Array(size));
    this.seq = larger(this.seq, new Uint32Array(size));
  }
}

function larger<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

/** The spans that touch a window, in order of lane, then time. */
export function lanesOf({ fromUs, toUs, limit, leastIdleUs, endUs, wants }: LaneWindow): Projection<State, LaneSpans> {
  return {
    listens: [
      'environment.created',
      'platform.initStart',
      'platform.initReport',
      'platform.restoreStart',
      'platform.restoreReport',
      'platform.start',
      'platform.runtimeDone',
      'platform.report',
      'environment.shutdown',
    ],
    start: () => ({ lives: new Map(), environments: [], functions: [], spans: new Columns(), omitted: 0 }),
    step(state, event) {
      const { environment } = event;
      if (environment === NONE) return;
      const { type } = event;
      if (type === 'environment.created') return created(state, event);
      const life = state.lives.get(environment);
      if (!life) return;
      switch (type) {
        case 'platform.initStart':
          return open(state, life, event, event.number('phase') === insideInvoke ? reinit : init);
        case 'platform.restoreStart':
          return open(state, life, event, restore);
        case 'platform.initReport':
          mark(life, event.number('status'));
          if (event.number('phase') === insideInvoke && event.number('status') === 0) open(state, life, event, invoke);
          else open(state, life, event, life.resting);
          return;
        case 'platform.restoreReport':
          mark(life, event.number('status'));
          return open(state, life, event, life.resting);
        case 'platform.start':
          return open(state, life, event, invoke);
        case 'platform.runtimeDone':
          return mark(life, event.number('status'));
        case 'platform.report':
          return open(state, life, event, life.resting);
        case 'environment.shutdown':
          close(state, life, event.atUs);
          state.lives.delete(environment);
          return;
        default:
          return;
      }
    },
    finish(state) {
      for (const life of state.lives.values()) close(state, life, endUs);
      return inOrder(state);
    },
  };

  function created(state: State, event: EventView): void {
    if (!wants(event.function)) return;
    const resting = event.number('initializationType') === provisioned ? provisionedIdle : idle;
    state.lives.set(event.environment, {
      lane: state.environments.length,
      resting,
      kind: -1,
      fromUs: event.atUs,
      request: NONE,
      seq: event.seq,
    });
    state.environments.push(event.environment);
    state.functions.push(event.function);
  }

  function open(state: State, life: Life, event: EventView, kind: number): void {
    close(state, life, event.atUs);
    life.kind = kind;
    life.fromUs = event.atUs;
    life.request = kind === idle || kind === provisionedIdle ? NONE : event.request;
    life.seq = event.seq;
  }

  function mark(life: Life, status: number): void {
    const kind = ofStatus[status] as number;
    if (kind >= 0 && life.kind >= 0) life.kind = kind;
  }

  function close(state: State, life: Life, atUs: number): void {
    const { kind } = life;
    life.kind = -1;
    if (kind < 0 || life.fromUs > toUs || atUs < fromUs) return;
    const rests = kind === idle || kind === provisionedIdle;
    if (rests && (atUs === life.fromUs || atUs - life.fromUs < leastIdleUs)) return;
    if (state.spans.length >= limit) {
      state.omitted++;
      return;
    }
    life.kind = kind;
    state.spans.add(life, atUs);
    life.kind = -1;
  }
}

/** Sorts by lane by counting; within a lane spans ended in order of time already. Lanes without a span go. */
function inOrder({ spans, environments, functions, omitted }: State): LaneSpans {
  const { length } = spans;
  const counts = new Uint32Array(environments.length);
  for (let i = 0; i < length; i++) counts[spans.lane[i] as number]!++;
  const laneOf = new Uint32Array(environments.length);
  const next = new Uint32Array(environments.length);
  const kept: number[] = [];
  let at = 0;
  counts.forEach((count, lane) => {
    next[lane] = at;
    laneOf[lane] = kept.length;
    at += count;
    if (count > 0) kept.push(lane);
  });
  const sorted: LaneSpans = {
    lane: new Uint32Array(length),
    fromUs: new Float64Array(length),
    toUs: new Float64Array(length),
    kind: new Uint8Array(length),
    id: new Uint32Array(length),
    seq: new Uint32Array(length),
    environments: Uint32Array.from(kept, (lane) => environments[lane] as number),
    functions: Uint8Array.from(kept, (lane) => functions[lane] as number),
    omitted,
  };
  for (let i = 0; i < length; i++) {
    const lane = spans.lane[i] as number;
    const to = next[lane]!++;
    sorted.lane[to] = laneOf[lane] as number;
    sorted.fromUs[to] = spans.fromUs[i] as number;
    sorted.toUs[to] = spans.toUs[i] as number;
    sorted.kind[to] = spans.kind[i] as number;
    sorted.id[to] = spans.id[i] as number;
    sorted.seq[to] = spans.seq[i] as number;
  }
  return sorted;
}
