/**
 * What of an account's concurrency is set aside: reserved concurrency of functions, and provisioned
 * concurrency of versions. A function with both claims what it reserved alone
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html).
 */
import type { EventType, EventView, TraceHeader } from '../trace.ts';

export class Claims {
  /** What a projection that asks must listen to. */
  static readonly listens = [
    'concurrency.reserved',
    'provisioned.requested',
    'provisioned.ready',
    'provisioned.failed',
    'provisioned.removed',
  ] as const satisfies readonly EventType[];

  readonly #functions: TraceHeader['functions'];
  /** Reserved concurrency by name; -1 for none. */
  readonly #reserved = new Map<string, number>();
  /** By entry of `header.functions`: what was asked for, and what takes requests. */
  readonly #requested: number[];
  readonly #ready: number[];
  #total = 0;

  constructor({ functions }: TraceHeader) {
    this.#functions = functions;
    for (const { FunctionName, reserved, Version } of functions)
      if (Version === '$LATEST') this.#reserved.set(FunctionName, reserved);
    this.#requested = functions.map(({ provisioned }) => provisioned);
    this.#ready = [...this.#requested];
    this.#sum();
  }

  /** Takes in an event. @returns whether it changed anything */
  step(event: EventView): boolean {
    const entry = event.function;
    switch (event.type) {
      case 'concurrency.reserved':
        if (event.number('refused') === 1) return false;
        this.#reserved.set(this.#nameOf(entry), event.number('reserved'));
        break;
      case 'provisioned.requested':
        this.#requested[entry] = event.number('requested');
        break;
      case 'provisioned.ready':
        this.#ready[entry] = event.number('allocated');
        this.#requested[entry] = Math.max(this.requestedOf(entry), this.provisionedOf(entry));
        break;
      case 'provisioned.failed':
        this.#requested[entry] = this.provisionedOf(entry);
        break;
      case 'provisioned.removed':
        this.#requested[entry] = this.#ready[entry] = 0;
        break;
      default:
        return false;
    }
    this.#sum();
    return true;
  }

  /** Concurrency that is not there for what is neither reserved nor provisioned. */
  get total(): number {
    return this.#total;
  }

  /** Reserved concurrency of the function of an entry, -1 for none. */
  reservedOf(entry: number): number {
    return this.#reserved.get(this.#nameOf(entry)) ?? -1;
  }

  /** Provisioned concurrency of an entry that takes requests. */
  provisionedOf(entry: number): number {
    return this.#ready[entry] ?? 0;
  }

  /** Provisioned concurrency of an entry as it was asked for: what is paid for and what is claimed. */
  requestedOf(entry: number): number {
    return this.#requested[entry] ?? 0;
  }

  #nameOf(entry: number): string {
    return this.#functions[entry]?.FunctionName ?? '';
  }

  #sum(): void {
    let total = 0;
    for (const reserved of this.#reserved.values()) total += Math.max(0, reserved);
    this.#functions.forEach((_, entry) => {
      if (this.reservedOf(entry) < 0) total += this.#requested[entry] as number;
    });
    this.#total = total;
  }
}
