/**
 * How long provisioned concurrency was enabled, and how much of it: from the moment it was asked for
 * until it was taken away, rounded up to whole steps of five minutes. A step that was begun is charged
 * at the size the concurrency had last.
 */
import type { EventView, TraceHeader } from '../trace.ts';
import { Claims } from './claims.ts';

interface Enabled {
  size: number;
  readonly sinceUs: number;
  /** Until when `areaUs` is summed up. */
  atUs: number;
  /** Size times microseconds. */
  areaUs: number;
}

export class ProvisionedTime {
  /** What a projection that asks must listen to. */
  static readonly listens = Claims.listens;

  readonly #names: readonly string[];
  readonly #claims: Claims;
  readonly #stepUs: number;
  /** By entry of `header.functions`. */
  readonly #enabled = new Map<number, Enabled>();
  readonly #totalMs: number[];

  /** @param stepSeconds the fact `billing.provisioned.step` */
  constructor(header: TraceHeader, stepSeconds: number) {
    this.#names = header.functions.map(({ FunctionName }) => FunctionName);
    this.#claims = new Claims(header);
    this.#stepUs = stepSeconds * 1_000_000;
    this.#totalMs = header.functions.map(() => 0);
    this.#names.forEach((_, entry) => this.#set(entry, 0));
  }

  step(event: EventView): void {
    if (this.#claims.step(event)) this.#set(event.function, event.atUs);
  }

  /** Whether the function of an entry has provisioned concurrency on any version. */
  isEnabled(entry: number): boolean {
    if (this.#enabled.size === 0) return false;
    if (this.#enabled.has(entry)) return true;
    for (const other of this.#enabled.keys()) if (this.#names[other] === this.#names[entry]) return true;
    return false;
  }

  /** Size times milliseconds of every entry, up to the end of the run. */
  finish(endUs: number): readonly number[] {
    for (const entry of [...this.#enabled.keys()]) this.#end(entry, endUs);
    return this.#totalMs;
  }

  #set(entry: number, atUs: number): void {
    const size = this.#claims.requestedOf(entry);
    const enabled = this.#enabled.get(entry);
    if (!enabled) {
      if (size > 0) this.#enabled.set(entry, { size, sinceUs: atUs, atUs, areaUs: 0 });
      return;
    }
    if (size === enabled.size) return;
    if (size === 0) return this.#end(entry, atUs);
    grow(enabled, atUs);
    enabled.size = size;
  }

  #end(entry: number, atUs: number): void {
    const enabled = this.#enabled.get(entry);
    if (!enabled) return;
    this.#enabled.delete(entry);
    grow(enabled, atUs);
    const tookUs = atUs - enabled.sinceUs;
    const roundedUs = Math.ceil(tookUs / this.#stepUs) * this.#stepUs;
    const areaUs = enabled.areaUs + enabled.size * (roundedUs - tookUs);
    this.#totalMs[entry] = (this.#totalMs[entry] as number) + Math.round(areaUs / 1000);
  }
}

function grow(enabled: Enabled, atUs: number): void {
  enabled.areaUs += enabled.size * (atUs - enabled.atUs);
  enabled.atUs = atUs;
}
