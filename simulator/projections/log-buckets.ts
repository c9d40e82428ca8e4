/**
 * Buckets whose width grows with the value, for counting numbers of any size with one relative error:
 * every power of two is cut into 2^bits equal parts, so that the middle of a bucket is at most one part
 * in 2^(bits + 1) away from any value in it: 1.6 % with 5 bits, 0.098 % with 9. Values under 2^(bits + 1)
 * have a bucket each. Only shifts and divisions by powers of two: the same in every engine.
 */

/** Shifts of 32-bit integers end here. */
const shiftable = 0x8000_0000;
const bigStep = 16;
const bigDivisor = 0x1_0000;
/** Powers of two, as far as whole numbers are exact. */
const powers = Float64Array.from({ length: 54 });
powers[0] = 1;
for (let i = 1; i < powers.length; i++) powers[i] = (powers[i - 1] as number) * 2;

/** The bucket of a value of 0 or more; fractions are cut off. */
export function bucketOf(value: number, bits: number): number {
  let whole = Math.floor(value);
  let shift = 0;
  while (whole >= shiftable) {
    whole = Math.floor(whole / bigDivisor);
    shift += bigStep;
  }
  const more = Math.max(0, 31 - Math.clz32(whole) - bits);
  return ((shift + more) << bits) + (whole >>> more);
}

/** The middle of a bucket. */
export function valueOf(bucket: number, bits: number): number {
  const parts = 1 << bits;
  if (bucket < 2 * parts) return bucket;
  const shift = Math.floor(bucket / parts) - 1;
  const width = powers[shift] as number;
  return (bucket - shift * parts) * width + (width - 1) / 2;
}
