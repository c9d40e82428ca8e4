/**
 * Lanes made searchable: where each lane's spans begin, and how long it had spent in each look before each span. With
 * that, the time a lane spends in each look between any two instants costs a search or two, at every zoom.
 */
import { integralOf, lookCount, type Integral } from './lane-integral.ts';
import { looks, type SpanColumns, type SpanKind } from './span-columns.ts';

export class LaneIndex {
  readonly spans: SpanColumns;
  readonly lanes: number;
  /** Look of each span, as an index into `looks`; a kind that is not known counts as idle. */
  readonly look: Uint8Array;
  /** First span of each lane; one more entry than lanes. */
  readonly starts: Uint32Array;
  /** Microseconds in each look before each span, over all spans in order. */
  readonly #before: Float64Array;

  constructor(spans: SpanColumns, kinds: readonly SpanKind[], lanes: number) {
    this.spans = spans;
    this.lanes = lanes;
    const { lane, fromUs, toUs, kind } = spans;
    const length = lane.length;
    const lookOf = kinds.map(({ look }) => looks.indexOf(look));
    this.look = new Uint8Array(length);
    for (let i = 0; i < length; i++) this.look[i] = lookOf[kind[i]!] ?? 0;
    this.starts = new Uint32Array(lanes + 1);
    for (let i = 0, at = 0; i <= lanes; i++) {
      while (at < length && lane[at]! < i) at++;
      this.starts[i] = at;
    }
    const sums = new Float64Array(lookCount);
    const before = (this.#before = new Float64Array(length * lookCount));
    for (let i = 0, to = 0; i < length; i++) {
      for (let k = 0; k < lookCount; k++) before[to++] = sums[k]!;
      sums[this.look[i]!]! += toUs[i]! - fromUs[i]!;
    }
  }

  /** First span of a lane that ends after an instant; the lane's end when there is none. */
  firstEndingAfter(lane: number, atUs: number): number {
    const { toUs } = this.spans;
    let low = this.starts[lane]!;
    let high = this.starts[lane + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (toUs[middle]! > atUs) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** First span of a lane that begins at or after an instant; the lane's end when there is none. */
  firstFrom(lane: number, atUs: number): number {
    const { fromUs } = this.spans;
    let low = this.starts[lane]!;
    let high = this.starts[lane + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (fromUs[middle]! >= atUs) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** How many spans of a lane a view touches. */
  countIn(lane: number, fromUs: number, toUs: number): number {
    return Math.max(0, this.firstFrom(lane, toUs) - this.firstEndingAfter(lane, fromUs));
  }

  /** Time in each look of one lane. */
  integral(lane: number): Integral {
    const { fromUs, toUs } = this.spans;
    const [first, last] = [this.starts[lane]!, this.starts[lane + 1]!];
    const endUs = first < last ? toUs[last - 1]! : 0;
    return integralOf(fromUs, this.#before, first, last, endUs, (span, atUs, sums) => {
      sums[this.look[span]!]! += Math.min(atUs, toUs[span]!) - fromUs[span]!;
    });
  }
}
