/**
 * Init of a function by profile such that a request that starts cold takes `coldMs` on average, where a
 * warm one takes an exponential time of mean `warmMs`.
 *
 * `constantInit` adds the difference of the means, as a real init does. `exponential` makes the whole
 * cold service time one exponential, as SimFaaS has it: the transforms of the two exponentials say that
 * what has to be added is nothing with probability warm / cold and otherwise an exponential of mean
 * `coldMs`. That spreads cold service wider than a constant does, and long ones overlap: P(cold) of the
 * workload in `theory.ts` is 0.00133 with it and 0.00135 with a constant init.
 */
import { facts, valueOn, type ScenarioInput } from '#simulator';

export type ColdService = 'constantInit' | 'exponential';
type Distribution = NonNullable<NonNullable<ScenarioInput['functions'][number]['Profile']>['initMs']>;

const pieces = 90;

/** @param coldMs more than `warmMs`, or equal to it for no init at all */
export function initFor(form: ColdService, warmMs: number, coldMs: number): Distribution {
  if (form === 'constantInit' || coldMs === warmMs) return { kind: 'constant', value: coldMs - warmMs };
  // A little less than an init may take: beyond lie 2 of 1,000 cold starts.
  const longestMs = 0.99 * 1000 * valueOn(facts['limits.init.onDemand'], '9999-12-31');
  const without = warmMs / coldMs;
  const points: [number, number][] = [
    [0, 0],
    [without, 0],
  ];
  for (let i = 1; i < pieces; i++) {
    const ms = (longestMs * i) / pieces;
    points.push([without + (1 - without) * (1 - Math.exp(-ms / coldMs)), ms]);
  }
  points.push([1, longestMs]);
  return { kind: 'quantiles', points };
}
