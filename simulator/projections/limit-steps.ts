/** The limits on concurrency as they change along a run: step functions, for lines on a chart. */
import type { EventType, EventView, TraceHeader } from '../trace.ts';
import { Claims } from './claims.ts';

export interface LimitSteps {
  kind: 'account' | 'unreserved' | 'reserved' | 'provisioned';
  /** Entry of `header.functions`; -1 for those of the account. */
  function: number;
  /** Instants of the changes, from 0 on, and the value from each on; -1: there is no such limit. */
  atUs: number[];
  value: number[];
}

export class Limits {
  /** What a projection that asks must listen to. */
  static readonly listens: readonly EventType[] = Claims.listens;

  readonly #header: TraceHeader;
  readonly #claims: Claims;
  readonly #steps: LimitSteps[] = [];
  readonly #entries: readonly number[];

  /** @param entries the functions whose own limits are wanted */
  constructor(header: TraceHeader, entries: readonly number[]) {
    this.#header = header;
    this.#claims = new Claims(header);
    this.#entries = entries;
    this.#write(0);
  }

  step(event: EventView): void {
    if (this.#claims.step(event)) this.#write(event.atUs);
  }

  /** The account's own limits first; limits that never were are left out. */
  get all(): LimitSteps[] {
    return this.#steps;
  }

  #write(atUs: number): void {
    const { accountConcurrency, functions } = this.#header;
    this.#set(atUs, 'account', -1, accountConcurrency);
    this.#set(atUs, 'unreserved', -1, accountConcurrency - this.#claims.total);
    for (const entry of this.#entries) {
      if (functions[entry]?.Version === '$LATEST') this.#set(atUs, 'reserved', entry, this.#claims.reservedOf(entry));
      this.#set(atUs, 'provisioned', entry, this.#claims.provisionedOf(entry) || -1);
    }
  }

  #set(atUs: number, kind: LimitSteps['kind'], fn: number, value: number): void {
    const steps = this.#steps.find((one) => one.kind === kind && one.function === fn);
    if (!steps) {
      if (value >= 0) this.#steps.push({ kind, function: fn, ...begun(atUs, value) });
      return;
    }
    if (steps.value.at(-1) === value) return;
    if (steps.atUs.at(-1) === atUs) {
      steps.value[steps.value.length - 1] = value;
      return;
    }
    steps.atUs.push(atUs);
    steps.value.push(value);
  }
}

/** A limit that began during the run was none before. */
const begun = (atUs: number, value: number) =>
  atUs === 0 ? { atUs: [0], value: [value] } : { atUs: [0, atUs], value: [-1, value] };
