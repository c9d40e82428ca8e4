/** A draw of a scenario's distribution, at 32 uniform random bits, in its own unit. */
import { exponential, quantile, uniform } from '../kernel/random.ts';
import type { Distribution } from '../scenario/index.ts';

export function drawMs(distribution: Distribution, bits: number): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return distribution.from + (distribution.to - distribution.from) * uniform(bits);
    case 'exponential':
      return distribution.mean * exponential(bits);
    case 'quantiles':
      return quantile(bits, distribution.points);
  }
}
