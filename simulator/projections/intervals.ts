/**
 * Counts of a run of unknown length in a fixed number of equal intervals: when the run outgrows them,
 * neighbours are added up and the interval doubles.
 */
export class Intervals<Counts> {
  readonly #limit: number;
  readonly #empty: () => Counts;
  readonly #join: (into: Counts, later: Counts) => void;
  #counts: Counts[] = [];
  intervalUs: number;

  /**
   * @param limit how many intervals at most, an even number
   * @param firstUs length of the intervals at the start
   * @param join adds the counts of a later interval to those of an earlier one
   */
  constructor(limit: number, firstUs: number, empty: () => Counts, join: (into: Counts, later: Counts) => void) {
    this.#limit = limit;
    this.intervalUs = firstUs;
    this.#empty = empty;
    this.#join = join;
  }

  /** The counts of the interval that holds an instant. */
  at(atUs: number): Counts {
    while (atUs >= this.intervalUs * this.#limit) this.#double();
    const place = Math.floor(atUs / this.intervalUs);
    while (this.#counts.length <= place) this.#counts.push(this.#empty());
    return this.#counts[place] as Counts;
  }

  /** All intervals up to the last one that was counted in. */
  get all(): readonly Counts[] {
    return this.#counts;
  }

  #double(): void {
    this.intervalUs *= 2;
    this.#counts = this.#counts.flatMap((counts, i, all) => {
      if (i % 2 === 1) return [];
      const later = all[i + 1];
      if (later) this.#join(counts, later);
      return [counts];
    });
  }
}
