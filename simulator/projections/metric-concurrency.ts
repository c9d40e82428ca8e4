/** The metrics of concurrency: how many run at once, of the account, each function and each resource. */
import type { TraceHeader } from '../trace.ts';
import type { Claims } from './claims.ts';
import { MetricGauge } from './metric-gauge.ts';
import type { Datapoint } from './metric-datapoints.ts';
import type { Dimensions, Route, Scope } from './metric-routes.ts';

/** Takes a datapoint. */
export type Report = (name: string, dimensions: Dimensions, point: Datapoint) => void;

interface Gauges {
  readonly scope: Scope;
  readonly running: MetricGauge;
  readonly provisioned: MetricGauge;
  /** Millionths of what is allocated. */
  readonly utilization: MetricGauge;
}

const perShare = 1_000_000;

export class MetricConcurrency {
  readonly #claims: Claims;
  /** By id of the scope. */
  readonly #gauges: Gauges[] = [];
  readonly #unreserved = new MetricGauge();
  readonly #claimed = new MetricGauge();
  /** Invocations that run outside of provisioned environments, by entry. */
  readonly #onDemand: number[];

  constructor({ functions }: TraceHeader, claims: Claims) {
    this.#claims = claims;
    this.#onDemand = functions.map(() => 0);
    this.#claimed.report(claims.total);
  }

  /** An invocation begins. */
  begin(route: Route, onProvisioned: boolean): void {
    const isProvisionable = this.#claims.provisionedOf(route.entry) > 0;
    for (const scope of route.scopes) {
      const gauges = this.#of(scope);
      gauges.running.now++;
      gauges.running.report();
      if (onProvisioned) gauges.provisioned.now++;
      if (isProvisionable) this.#reportProvisioned(gauges);
    }
    if (onProvisioned) return;
    this.#change(route.entry, 1);
    if (this.#claims.reservedOf(route.entry) >= 0) return;
    this.#unreserved.report();
    this.#claimed.report(this.#claims.total + this.#unreserved.now);
  }

  /** An invocation is over. */
  end(route: Route, onProvisioned: boolean): void {
    for (const scope of route.scopes) {
      const gauges = this.#of(scope);
      gauges.running.now--;
      if (onProvisioned) gauges.provisioned.now--;
    }
    if (!onProvisioned) this.#change(route.entry, -1);
  }

  /** Reserved or provisioned concurrency was changed. */
  reclaim(): void {
    this.#unreserved.now = this.#onDemand.reduce(
      (sum, running, entry) => sum + (this.#claims.reservedOf(entry) < 0 ? running : 0),
      0,
    );
    this.#claimed.report(this.#claims.total + this.#unreserved.now);
  }

  /** A minute ends: what was reported in it, and what runs on into the next one. */
  close(minute: number, report: Report): void {
    const told = (name: string, dimensions: Dimensions, point: Datapoint | undefined): void => {
      if (point) report(name, dimensions, point);
    };
    for (const { scope, running, provisioned, utilization } of this.#gauges) {
      const { dimensions, kind } = scope;
      told('ConcurrentExecutions', dimensions, running.close(minute));
      if (running.now > 0) running.report();
      if (kind === 'account') continue;
      told('ProvisionedConcurrentExecutions', dimensions, provisioned.close(minute));
      if (kind === 'resource')
        told('ProvisionedConcurrencyUtilization', dimensions, utilization.close(minute, perShare));
      if (provisioned.now > 0) this.#reportProvisioned({ scope, running, provisioned, utilization });
    }
    told('UnreservedConcurrentExecutions', {}, this.#unreserved.close(minute));
    if (this.#unreserved.now > 0) this.#unreserved.report();
    told('ClaimedAccountConcurrency', {}, this.#claimed.close(minute));
    const claimed = this.#claims.total + this.#unreserved.now;
    if (claimed > 0) this.#claimed.report(claimed);
  }

  #reportProvisioned({ scope, provisioned, utilization }: Gauges): void {
    if (scope.kind === 'account') return;
    provisioned.report();
    if (scope.kind !== 'resource') return;
    let allocated = 0;
    for (const entry of scope.entries) allocated += this.#claims.provisionedOf(entry);
    if (allocated > 0) utilization.report(Math.round((provisioned.now * perShare) / allocated));
  }

  #change(entry: number, by: number): void {
    this.#onDemand[entry] = (this.#onDemand[entry] as number) + by;
    if (this.#claims.reservedOf(entry) < 0) this.#unreserved.now += by;
  }

  #of(scope: Scope): Gauges {
    return (this.#gauges[scope.id] ??= {
      scope,
      running: new MetricGauge(),
      provisioned: new MetricGauge(),
      utilization: new MetricGauge(),
    });
  }
}
