/**
 * When: a binary heap of what is to happen, on flat arrays. Entries of the same instant come out in
 * the order they went in. An entry is a kind and a target, both small numbers; what they mean is the
 * caller's business.
 */
const kindBits = 3;
const kindMask = (1 << kindBits) - 1;

export class Agenda {
  /** The entry taken last. */
  atUs = 0;
  kind = 0;
  target = 0;
  #size = 0;
  #serial = 0;
  #at = new Float64Array(1024);
  #order = new Uint32Array(1024);
  #what = new Uint32Array(1024);

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  /** The instant of the next entry, or Infinity. */
  get nextAtUs(): number {
    return this.#size === 0 ? Infinity : (this.#at[0] as number);
  }

  /**
   * Adds an entry.
   * @param kind 0 to 7
   * @param target a whole number below 2^29
   */
  schedule(atUs: number, kind: number, target: number): void {
    if (this.#size === this.#at.length) this.#grow();
    const at = this.#at;
    const order = this.#order;
    const what = this.#what;
    let hole = this.#size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      // The new entry is the youngest: it stays behind every entry of the same instant.
      if ((at[parent] as number) <= atUs) break;
      at[hole] = at[parent] as number;
      order[hole] = order[parent] as number;
      what[hole] = what[parent] as number;
      hole = parent;
    }
    at[hole] = atUs;
    order[hole] = this.#serial++;
    what[hole] = (target << kindBits) | kind;
  }

  /** Takes the next entry into `atUs`, `kind` and `target`; false when there is none. */
  take(): boolean {
    if (this.#size === 0) return false;
    const at = this.#at;
    const order = this.#order;
    const what = this.#what;
    this.atUs = at[0] as number;
    this.kind = (what[0] as number) & kindMask;
    this.target = (what[0] as number) >>> kindBits;
    const size = --this.#size;
    const lastAt = at[size] as number;
    const lastOrder = order[size] as number;
    const lastWhat = what[size] as number;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size) {
        const l = at[child] as number;
        const r = at[right] as number;
        if (r < l || (r === l && (order[right] as number) < (order[child] as number))) child = right;
      }
      const c = at[child] as number;
      if (lastAt < c || (lastAt === c && lastOrder < (order[child] as number))) break;
      at[hole] = c;
      order[hole] = order[child] as number;
      what[hole] = what[child] as number;
      hole = child;
    }
    at[hole] = lastAt;
    order[hole] = lastOrder;
    what[hole] = lastWhat;
    return true;
  }

  #grow(): void {
    const size = this.#at.length * 2;
    this.#at = copied(this.#at, new Float64Array(size));
    this.#order = copied(this.#order, new Uint32Array(size));
    this.#what = copied(this.#what, new Uint32Array(size));
  }
}

function copied<A extends Float64Array | Uint32Array>(old: A, grown: A): A {
  grown.set(old);
  return grown;
}
