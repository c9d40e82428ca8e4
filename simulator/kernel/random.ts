/**
 * Named random streams and the distributions drawn from them, from `+ - * /`, shifts and tables
 * alone: `Math.log` and its like may differ between engines, and a run may not.
 */
import { InvariantError } from './invariant.ts';

/** Mixes 32 bits so that neighbours come out unlike each other. */
function mix(z: number): number {
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}

/** FNV-1a over a name's characters, mixed with the seed: the seed of the stream of that name. */
function streamSeed(seed: number, name: string): number {
  let h = 0x811c9dc5 ^ mix(seed + 0x9e3779b9);
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return mix(h);
}

/** A sequence of uniform 32-bit numbers: xoshiro128**, seeded through splitmix32. */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    let x = seed | 0;
    const splitmix = (): number => mix((x = (x + 0x9e3779b9) | 0));
    this.#a = splitmix();
    this.#b = splitmix();
    this.#c = splitmix();
    this.#d = splitmix();
  }

  /** A whole number from 0 to 2^32 - 1. */
  uint32(): number {
    let r = Math.imul(this.#b, 5);
    r = Math.imul((r << 7) | (r >>> 25), 9) >>> 0;
    const t = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= t;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return r;
  }
}

/**
 * The stream of a name. Drawing from one leaves every other alone, so that two runs that differ in
 * one knob can be compared request by request.
 */
export const stream = (seed: number, name: string): RandomStream => new RandomStream(streamSeed(seed, name));

/**
 * Numbers by index instead of in sequence: request 7 draws the same whatever became of the six
 * before it, which keeps two runs comparable where one of them throttles.
 */
export class IndexedDraws {
  readonly #a: number;
  readonly #b: number;

  constructor(seed: number, name: string) {
    this.#a = streamSeed(seed, name);
    this.#b = streamSeed(~seed, name);
  }

  /** A whole number from 0 to 2^32 - 1, the same each time for the same index. */
  uint32(index: number): number {
    return mix(mix(Math.imul(index, 0x9e3779b9) ^ this.#a) + this.#b) >>> 0;
  }
}

/**
 * Natural logarithm of a number from 2^-33 to 1, by halving and the series of atanh; equal in every
 * engine because it is arithmetic alone. Error below 1e-15.
 */
export function ln(x: number): number {
  if (!(x > 0 && x <= 1)) throw new InvariantError(`ln is for 0 < x <= 1, not ${x}`);
  let halvings = 0;
  while (x < 0.7071067811865476) {
    x *= 2;
    halvings++;
  }
  const z = (x - 1) / (x + 1);
  const z2 = z * z;
  let term = z;
  let sum = 0;
  for (let n = 1; n < 41; n += 2) {
    sum += term / n;
    term *= z2;
  }
  return 2 * sum - halvings * 0.6931471805599453;
}

/*
 * Exponential draws: 32 random bits choose a point of the inverse distribution function. Its upper
 * 12 bits choose one of 4,096 equal slices of probability, the lower 20 interpolate inside it. In the
 * last slices the curve bends too much for a straight line, so they are computed by `ln`.
 */
const sliceBits = 12;
const slices = 1 << sliceBits;
const quantiles = Float64Array.from({ length: slices }, (_, i) => -ln(1 - i / slices));
const tailFrom = slices - 64;
const lowBits = 32 - sliceBits;
const lowScale = 1 << lowBits;

/** The exponential distribution with mean 1, at 32 uniform random bits. */
export function exponential(bits: number): number {
  const slice = bits >>> lowBits;
  if (slice >= tailFrom) return -ln(1 - (bits + 0.5) / 0x1_0000_0000);
  const from = quantiles[slice] as number;
  return from + ((quantiles[slice + 1] as number) - from) * ((bits & (lowScale - 1)) / lowScale);
}

/** A number from 0 (included) to 1 (excluded). */
export const uniform = (bits: number): number => bits / 0x1_0000_0000;

/**
 * An inverse distribution function given as points `[probability, value]`, rising, the first at
 * probability 0 and the last at 1, straight lines between them, at 32 uniform random bits.
 */
export function quantile(bits: number, points: readonly (readonly [number, number])[]): number {
  const u = uniform(bits);
  let i = 1;
  while (i < points.length - 1 && (points[i] as readonly [number, number])[0] < u) i++;
  const [p0, v0] = points[i - 1] as readonly [number, number];
  const [p1, v1] = points[i] as readonly [number, number];
  return p1 === p0 ? v1 : v0 + ((v1 - v0) * (u - p0)) / (p1 - p0);
}
