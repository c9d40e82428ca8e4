/**
 * What waits for the end of an invocation, or for its time to come: a client that may try again, an
 * asynchronous event, a deployment's check. Columns with a free list, so that memory is in proportion
 * to what is open at once, not to the requests of the run.
 */
import { NONE } from '../trace.ts';

/** Kinds of tickets. */
export const CALL = 0;
export const EVENT = 1;
export const HOOK = 2;

const columns = {
  kind: Uint8Array,
  /** Place in the clients (`CALL`), or of the hook's deployment (`HOOK`). */
  owner: Uint32Array,
  /** Which request of its source. */
  index: Uint32Array,
  /** Attempts so far: of the client, or at the event. */
  attempt: Uint32Array,
  /** Tokens of the retry quota that the last retry of a client took. */
  cost: Uint16Array,
  /** Waits in a row because of throttles and system errors. */
  backOffs: Uint32Array,
  /** Target: entry of `$LATEST` of the function, and alias or version asked for. */
  function: Uint32Array,
  qualifier: Uint32Array,
  /** Entry that ran it last. */
  version: Uint32Array,
  body: Uint32Array,
  source: Uint32Array,
  request: Uint32Array,
  /** Invocations in the chain that led here. */
  depth: Uint32Array,
  startedAtUs: Float64Array,
  /** Instant of its one entry on the agenda; an entry of another instant is stale. */
  dueAtUs: Float64Array,
  /** Environment that serves it, or NONE while it waits. */
  environment: Uint32Array,
  /** Newest event of its story, cause of the next. */
  lastSeq: Uint32Array,
  /** 1 for the second delivery of an event. */
  duplicate: Uint8Array,
  /** Next free ticket, while this one is free. */
  next: Uint32Array,
} as const;

type ColumnName = keyof typeof columns;
type Columns = { [Name in ColumnName]: InstanceType<(typeof columns)[Name]> };

export class Tickets {
  columns: Columns;
  #capacity = 64;
  #count = 0;
  #free = NONE;

  constructor() {
    this.columns = Object.fromEntries(
      Object.entries(columns).map(([name, Column]) => [name, new Column(this.#capacity)]),
    ) as Columns;
  }

  /** A fresh ticket; every column is 0, but nothing serves it and nothing led to it. */
  open(kind: number): number {
    let ticket = this.#free;
    if (ticket === NONE) {
      if (this.#count === this.#capacity) this.#grow();
      ticket = this.#count++;
    } else this.#free = this.columns.next[ticket] as number;
    for (const name of names) this.columns[name][ticket] = 0;
    this.columns.kind[ticket] = kind;
    this.columns.environment[ticket] = NONE;
    this.columns.lastSeq[ticket] = NONE;
    this.columns.dueAtUs[ticket] = -1;
    return ticket;
  }

  close(ticket: number): void {
    this.columns.dueAtUs[ticket] = -1;
    this.columns.next[ticket] = this.#free;
    this.#free = ticket;
  }

  #grow(): void {
    this.#capacity *= 2;
    for (const [name, Column] of Object.entries(columns) as [ColumnName, Float64ArrayConstructor][]) {
      const grown = new Column(this.#capacity);
      grown.set(this.columns[name]);
      (this.columns as Record<ColumnName, unknown>)[name] = grown;
    }
  }
}

const names = Object.keys(columns) as ColumnName[];
