/**
 * A fact: one number, price or text of AWS's world, with its source and its dates. Old values stay,
 * because exams and old code lag behind; `scenario.asOf` picks the one in force.
 */
export type FactStatus = 'documented' | 'measured' | 'assumed';

export interface Source {
  /** What a reader would call it: "Lambda Developer Guide, Lambda quotas". */
  readonly title: string;
  readonly url: string;
}

export interface Fact<Value = number> {
  /** `area.concern.quantity`, for example `limits.timeout.default`. */
  readonly id: string;
  /** What one is, for a reader: "Default timeout". */
  readonly title: string;
  /**
   * Unit of the value: `s`, `ms`, `MB`, `byte`, `USD/GB-s`, `1` for a bare count, or a noun in the
   * singular (`layer`) for things that are counted. `quantity-text.ts` prints them all.
   */
  readonly unit: string;
  readonly source: Source;
  /** Day the source was read, `YYYY-MM-DD`. */
  readonly checked: string;
  readonly status: FactStatus;
  /** Values by the day they came into force, oldest first. */
  readonly values: readonly { readonly from: string; readonly value: Value; readonly note?: string }[];
  /** What is doubtful, simplified or disputed, in a sentence. */
  readonly note?: string;
}

/** The day on which the sources of this version were read. */
export const checkedOn = '2026-11-21';

/** A fact as its table writes it: the id is the key, and what is usual may be left out. */
export type FactEntry<Value = number> = Omit<Fact<Value>, 'id' | 'checked' | 'status'> &
  Partial<Pick<Fact<Value>, 'checked' | 'status'>>;

/** Completes a table of facts: the key becomes the id; `documented` unless it says otherwise. */
export function factTable<Id extends string, Value extends number | string | object>(
  entries: Readonly<Record<Id, FactEntry<Value>>>,
): { readonly [Key in Id]: Fact<Value> } {
  return Object.fromEntries(
    Object.entries<FactEntry<Value>>(entries).map(([id, entry]) => [
      id,
      { id, checked: checkedOn, status: 'documented', ...entry },
    ]),
  ) as { [Key in Id]: Fact<Value> };
}

/** Values by date from pairs `[from, value]` or `[from, value, note]`, oldest first. */
export const since = <Value>(...entries: readonly (readonly [from: string, value: Value, note?: string])[]) =>
  entries.map(([from, value, note]) => (note === undefined ? { from, value } : { from, value, note }));

/**
 * The value of a fact on a day. Before its first day the first value holds, because the day a thing
 * began is often unknown.
 * @param asOf `YYYY-MM-DD`
 */
export function valueOn<Value>(fact: Fact<Value>, asOf: string): Value {
  let current = fact.values[0];
  if (!current) throw new RangeError(`fact ${fact.id} has no value`);
  for (const entry of fact.values) if (entry.from <= asOf) current = entry;
  return current.value;
}
