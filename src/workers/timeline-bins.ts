/** The density of arrivals in a stretch of a run, for stretches with more requests than can be drawn. */
import type { Projection } from '#simulator';
import type { Bins } from './protocol.ts';

interface State {
  readonly arrivals: number[];
  readonly cold: number[];
  readonly turnedAway: number[];
}

/** Counts events of a stretch in equal bins. */
export function binsOf(fromUs: number, toUs: number, count: number): Projection<State, Bins> {
  const binUs = Math.max(1, (toUs - fromUs) / count);
  const empty = (): number[] => Array.from({ length: count }, () => 0);
  return {
    start: () => ({ arrivals: empty(), cold: empty(), turnedAway: empty() }),
    step(state, event) {
      const { atUs } = event;
      if (atUs < fromUs || atUs >= toUs) return;
      const bin = Math.min(count - 1, Math.floor((atUs - fromUs) / binUs));
      if (event.type === 'invoke.received') state.arrivals[bin]!++;
      else if (event.type === 'environment.created') state.cold[bin]!++;
      else if (event.type === 'invoke.throttled') state.turnedAway[bin]!++;
    },
    finish: ({ arrivals, cold, turnedAway }) => ({ fromUs, binUs, arrivals, cold, turnedAway }),
  };
}
