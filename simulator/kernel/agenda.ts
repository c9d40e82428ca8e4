/**
 * When: a binary heap of what is to happen, on flat arrays. Entries of the same instant come out in
 * the order they went in. An entry is a kind and a target, both small numbers; what they mean is the
 * caller's business.
 */
export class Agenda {
  /** The entry taken last. */
  atUs = 0;
  kind = 0;
  target = 0;
  #size = 0;
  #serial = 0;
  #at = new Float64Array(1024);
  #order = new Float64Array(1024);
  #kind = new Uint8Array(1024);
  #target = new Uint32Array(1024);

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  /** The instant of the next entry, or Infinity. */
  get nextAtUs(): number {
    return this.#size === 0 ? Infinity : (this.#at[0] as number);
  }

  /**
   * Adds an entry.
   * @param kind 0 to 255
   * @param target a whole number below 2^32
   */
  schedule(atUs: number, kind: number, target: number): void {
    if (this.#size === this.#at.length) this.#grow();
    const at = this.#at;
    const order = this.#order;
    const kinds = this.#kind;
    const targets = this.#target;
    let hole = this.#size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      // The new entry is the youngest: it stays behind every entry of the same instant.
      if ((at[parent] as number) <= atUs) break;
      at[hole] = at[parent] as number;
      order[hole] = order[parent] as number;
      kinds[hole] = kinds[parent] as number;
      targets[hole] = targets[parent] as number;
      hole = parent;
    }
    at[hole] = atUs;
    order[hole] = this.#serial++;
    kinds[hole] = kind;
    targets[hole] = target;
  }

  /** Takes the next entry into `atUs`, `kind` and `target`; false when there is none. */
  take(): boolean {
    if (this.#size === 0) return false;
    const at = this.#at;
    const order = this.#order;
    const kinds = this.#kind;
    const targets = this.#target;
    this.atUs = at[0] as number;
    this.kind = kinds[0] as number;
    this.target = targets[0] as number;
    const size = --this.#size;
    const lastAt = at[size] as number;
    const lastOrder = order[size] as number;
    const lastKind = kinds[size] as number;
    const lastTarget = targets[size] as number;
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
      kinds[hole] = kinds[child] as number;
      targets[hole] = targets[child] as number;
      hole = child;
    }
    at[hole] = lastAt;
    order[hole] = lastOrder;
    kinds[hole] = lastKind;
    targets[hole] = lastTarget;
    return true;
  }

  #grow(): void {
    const size = this.#at.length * 2;
    this.#at = copied(this.#at, new Float64Array(size));
    this.#order = copied(this.#order, new Float64Array(size));
    this.#kind = copied(this.#kind, new Uint8Array(size));
    this.#target = copied(this.#target, new Uint32Array(size));
  }
}

function copied<A extends Float64Array | Uint8Array | Uint32Array>(old: A, grown: A): A {
  grown.set(old);
  return grown;
}
