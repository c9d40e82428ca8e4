/**
 * The ways in which functions are called, and the dimensions under which CloudWatch has each: the whole
 * account, the function, the resource (`f`, `f:1`, `f:alias`), and the version that an alias led to.
 */
import { NONE, placeOf, type EventType, type EventView, type TraceHeader } from '../trace.ts';

export interface Dimensions {
  FunctionName?: string;
  /** `f` for `$LATEST`, `f:1` for a version, `f:alias` for an alias. */
  Resource?: string;
  /** The version that an alias led to. */
  ExecutedVersion?: string;
}

/** A version that is called by its own name or by an alias. */
export interface Route {
  readonly id: number;
  /** Entry of `header.functions`. */
  readonly entry: number;
  /** Under which dimensions it is reported. */
  readonly scopes: readonly Scope[];
}

/** One set of dimensions. */
export interface Scope {
  readonly id: number;
  readonly kind: 'account' | 'function' | 'resource' | 'executedVersion';
  readonly dimensions: Dimensions;
  /** Entries that were reported under it. */
  readonly entries: Set<number>;
}

const aliasAt = placeOf('invoke.received', 'alias');

export class Routes {
  /** What a projection that asks must listen to. */
  static readonly listens = [
    'invoke.received',
    'async.queued',
    'async.succeeded',
    'async.dropped',
    'destination.failed',
  ] as const satisfies readonly EventType[];

  readonly #header: TraceHeader;
  readonly #routes = new Map<number, Route>();
  readonly #scopes = new Map<string, Scope>();
  /** The request that arrived last, and its alias; what is decided on it follows at once. */
  #request = NONE;
  #alias = -1;
  /** Aliases of asynchronous events, which are decided on later. */
  readonly #queued = new Map<number, number>();
  /** The event that left the queue last: its records are delivered just after. */
  #left = { request: NONE, alias: -1 };

  constructor(header: TraceHeader) {
    this.#header = header;
  }

  step(event: EventView): void {
    switch (event.type) {
      case 'invoke.received':
        this.#request = event.request;
        this.#alias = event.at(aliasAt);
        return;
      case 'async.queued':
        if (event.request === this.#request && this.#alias >= 0) this.#queued.set(event.request, this.#alias);
        return;
      case 'async.succeeded':
      case 'async.dropped':
        this.#left = { request: event.request, alias: this.#aliasOf(event.request) };
        this.#queued.delete(event.request);
        return;
      default:
        return;
    }
  }

  /** The route of the request that an event outside of environments is about. */
  of(event: EventView): Route {
    const alias = this.#aliasOf(event.request);
    const id = event.function * (this.#header.aliases.length + 1) + alias + 1;
    let route = this.#routes.get(id);
    if (!route) this.#routes.set(id, (route = this.#route(id, event.function, alias)));
    return route;
  }

  get scopes(): Iterable<Scope> {
    return this.#scopes.values();
  }

  #aliasOf(request: number): number {
    if (request === this.#request) return this.#alias;
    return this.#queued.get(request) ?? (request === this.#left.request ? this.#left.alias : -1);
  }

  #route(id: number, entry: number, alias: number): Route {
    const { FunctionName = '', Version = '' } = this.#header.functions[entry] ?? {};
    const named = this.#header.aliases[alias]?.Name;
    const qualifier = named ?? (Version === '$LATEST' ? undefined : Version);
    const Resource = qualifier === undefined ? FunctionName : `${FunctionName}:${qualifier}`;
    const scopes = [
      this.#scope(entry, 'account', {}),
      this.#scope(entry, 'function', { FunctionName }),
      this.#scope(entry, 'resource', { FunctionName, Resource }),
    ];
    if (named !== undefined)
      scopes.push(this.#scope(entry, 'executedVersion', { FunctionName, Resource, ExecutedVersion: Version }));
    return { id, entry, scopes };
  }

  #scope(entry: number, kind: Scope['kind'], dimensions: Dimensions): Scope {
    const key = JSON.stringify(dimensions);
    let scope = this.#scopes.get(key);
    if (!scope) this.#scopes.set(key, (scope = { id: this.#scopes.size, kind, dimensions, entries: new Set() }));
    scope.entries.add(entry);
    return scope;
  }
}
