/** A byte for every number from 0 on, 0 where none was set: what is known of each environment, a million of them too. */
export class ByteTable {
  #bytes = new Uint8Array(256);

  get(place: number): number {
    return this.#bytes[place] ?? 0;
  }

  set(place: number, byte: number): void {
    if (place >= this.#bytes.length) {
      const larger = new Uint8Array(Math.max(place + 1, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[place] = byte;
  }
}
