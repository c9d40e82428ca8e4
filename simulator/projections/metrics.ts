/**
 * The metrics of the run as CloudWatch has them: by AWS's names, per minute of the clock, per set of
 * dimensions, with the statistics it offers
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html).
 *
 * What is told of an invocation (`Invocations`, `Errors`, `Duration`) stands at the minute in which it
 * was let in, however long it took. `Duration` leaves init out. A metric of which nothing was reported in
 * a minute has no datapoint there: those of a function that is idle.
 * Assumed: which metrics report 0; that an alias's invocations are not reported for the version alone.
 */
import { NONE, placeOf, type EventView, type Projection, type TraceHeader } from '../trace.ts';
import { Claims } from './claims.ts';
import { MetricConcurrency } from './metric-concurrency.ts';
import { minuteSamples, type Datapoint } from './metric-datapoints.ts';
import { MetricMinute } from './metric-minute.ts';
import { Routes, type Dimensions, type Route, type Scope } from './metric-routes.ts';

export type { Datapoint } from './metric-datapoints.ts';

export interface Metric {
  name: string;
  /** None for the whole account. */
  dimensions: Dimensions;
  unit: 'Count' | 'Milliseconds' | 'None';
  /** In order of time; minutes without one are left out. */
  datapoints: Datapoint[];
}

export interface Metrics {
  /** Length of a datapoint, seconds. */
  periodS: 60;
  /** The minute 0: milliseconds since 1970. */
  startMs: number;
  metrics: Metric[];
  /** Datapoints that were let go because a metric had newer ones than it may keep. */
  expired: number;
}

const units: Readonly<Record<string, Metric['unit']>> = {
  Duration: 'Milliseconds',
  AsyncEventAge: 'Milliseconds',
  ProvisionedConcurrencyUtilization: 'None',
};

const usPerMinute = 60_000_000;
const failedAt = placeOf('invoke.completed', 'failed');
const durationAt = placeOf('platform.report', 'durationUs');
const ageAt = placeOf('async.attempted', 'ageUs');

/** The metrics of a run, the newest `minutes` datapoints of each. */
export function metricsOf(minutes = 1440): Projection<Recorder, Metrics> {
  return {
    listens: [
      ...Routes.listens,
      ...Claims.listens,
      'async.attempted',
      'environment.created',
      'environment.reused',
      'invoke.admitted',
      'invoke.throttled',
      'invoke.completed',
      'platform.report',
      'recursion.detected',
    ],
    start: (header) => new Recorder(header, minutes),
    step: (recorder, event) => recorder.step(event),
    finish: (recorder) => recorder.finish(),
  };
}

/** The minutes of one route that are not closed: those in which an invocation began that still runs. */
interface OpenMinute {
  readonly byRoute: MetricMinute[];
  readonly routes: Route[];
  running: number;
}

/** What an environment serves. */
interface Served {
  readonly route: Route;
  readonly minute: number;
  readonly onProvisioned: boolean;
}

class Recorder {
  readonly #kept: number;
  readonly #startMs: number;
  /** Microseconds from the beginning of the clock's minute to the beginning of the run. */
  readonly #offsetUs: number;
  readonly #routes: Routes;
  readonly #claims: Claims;
  readonly #concurrency: MetricConcurrency;
  readonly #open = new Map<number, OpenMinute>();
  readonly #served: (Served | undefined)[] = [];
  readonly #metrics = new Map<string, Metric>();
  /** The admission that waits for its environment. */
  #admitted: Served | undefined;
  #minute = 0;
  #endsAtUs: number;
  #expired = 0;

  constructor(header: TraceHeader, kept: number) {
    this.#kept = kept;
    this.#startMs = Math.floor(header.startAtMs / 60_000) * 60_000;
    this.#offsetUs = (header.startAtMs - this.#startMs) * 1000;
    this.#endsAtUs = usPerMinute - this.#offsetUs;
    this.#routes = new Routes(header);
    this.#claims = new Claims(header);
    this.#concurrency = new MetricConcurrency(header, this.#claims);
  }

  step(event: EventView): void {
    while (event.atUs >= this.#endsAtUs) this.#endMinute();
    switch (event.type) {
      case 'invoke.received':
        return this.#routes.step(event);
      case 'invoke.admitted':
        return this.#begin(event);
      case 'environment.created':
      case 'environment.reused':
        if (event.request !== NONE) this.#served[event.environment] = this.#admitted;
        return;
      case 'invoke.completed':
        if (event.at(failedAt) === 1) this.#fail(event);
        return;
      case 'platform.report':
        return this.#end(event);
      case 'invoke.throttled':
        this.#now(event).throttles++;
        return;
      case 'async.queued':
        this.#routes.step(event);
        this.#now(event).asyncReceived++;
        return;
      case 'async.attempted':
        (this.#now(event).eventAges ??= minuteSamples()).add(event.at(ageAt));
        return;
      case 'async.dropped':
        this.#now(event).asyncDropped++;
        return this.#routes.step(event);
      case 'async.succeeded':
        return this.#routes.step(event);
      case 'destination.failed':
        if (event.number('deadLetter') === 1) this.#now(event).deadLetterErrors++;
        else this.#now(event).deliveryFailures++;
        return;
      case 'recursion.detected':
        this.#now(event).recursions++;
        return;
      default:
        if (this.#claims.step(event)) this.#concurrency.reclaim();
    }
  }

  finish(): Metrics {
    this.#endMinute();
    for (const minute of [...this.#open.keys()].sort((a, b) => a - b)) this.#close(minute);
    return { periodS: 60, startMs: this.#startMs, metrics: [...this.#metrics.values()], expired: this.#expired };
  }

  #begin(event: EventView): void {
    const route = this.#routes.of(event);
    const onProvisioned = event.rule?.id === 'admission.provisioned';
    const minute = this.#cell(route);
    minute.invocations++;
    if (this.#claims.provisionedOf(route.entry) > 0) minute.provisionable++;
    if (onProvisioned) minute.provisioned++;
    (this.#open.get(this.#minute) as OpenMinute).running++;
    this.#concurrency.begin(route, onProvisioned);
    this.#admitted = { route, minute: this.#minute, onProvisioned };
  }

  #fail({ environment }: EventView): void {
    const served = this.#served[environment];
    const minute = served && this.#open.get(served.minute)?.byRoute[served.route.id];
    if (minute) minute.errors++;
  }

  #end(event: EventView): void {
    const served = event.environment === NONE ? undefined : this.#served[event.environment];
    if (!served) return;
    this.#served[event.environment] = undefined;
    this.#concurrency.end(served.route, served.onProvisioned);
    const open = this.#open.get(served.minute);
    if (!open) return;
    open.byRoute[served.route.id]?.durations.add(event.at(durationAt));
    if (--open.running === 0 && served.minute < this.#minute) this.#close(served.minute);
  }

  #now(event: EventView): MetricMinute {
    return this.#cell(this.#routes.of(event));
  }

  #cell(route: Route): MetricMinute {
    let open = this.#open.get(this.#minute);
    if (!open) this.#open.set(this.#minute, (open = { byRoute: [], routes: [], running: 0 }));
    const cell = open.byRoute[route.id];
    if (cell) return cell;
    open.routes.push(route);
    return (open.byRoute[route.id] = new MetricMinute());
  }

  #endMinute(): void {
    this.#concurrency.close(this.#minute, this.#report);
    const open = this.#open.get(this.#minute);
    if (open?.running === 0) this.#close(this.#minute);
    this.#minute++;
    this.#endsAtUs += usPerMinute;
  }

  /** Nothing more will be reported for a minute. */
  #close(minute: number): void {
    const open = this.#open.get(minute) as OpenMinute;
    this.#open.delete(minute);
    const sums = new Map<Scope, MetricMinute>();
    for (const { id, scopes } of open.routes)
      for (const scope of scopes) {
        const sum = sums.get(scope) ?? new MetricMinute();
        sum.add(open.byRoute[id] as MetricMinute);
        sums.set(scope, sum);
      }
    for (const [{ dimensions }, sum] of sums)
      for (const [name, point] of sum.datapoints(minute)) this.#report(name, dimensions, point);
  }

  readonly #report = (name: string, dimensions: Dimensions, point: Datapoint): void => {
    const key = `${name} ${JSON.stringify(dimensions)}`;
    let metric = this.#metrics.get(key);
    if (!metric) this.#metrics.set(key, (metric = { name, dimensions, unit: units[name] ?? 'Count', datapoints: [] }));
    const { datapoints } = metric;
    // A minute with a long invocation is closed after those that follow it.
    let place = datapoints.length;
    while (place > 0 && (datapoints[place - 1] as Datapoint).minute > point.minute) place--;
    datapoints.splice(place, 0, point);
    if (datapoints.length <= this.#kept) return;
    datapoints.shift();
    this.#expired++;
  };
}
