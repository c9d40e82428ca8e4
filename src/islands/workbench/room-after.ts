/**
 * A run ends with its last event, so its last bar would stand on the figure's very edge. Some room
 * after it shows the environments idle, as they are then.
 */
import type { Timeline } from '../../workers/protocol.ts';

type Phase = Timeline['environments'][number]['phases'][number];

/** Room after the last event, as a part of the run. */
const share = 0.06;

/** The same run with room after its end; empty runs get a second. */
export function withRoomAfter(timeline: Timeline): Timeline {
  const endUs = timeline.endUs === 0 ? 1_000_000 : Math.round(timeline.endUs * (1 + share));
  const environments = timeline.environments.map((row) => {
    const last = row.phases.at(-1);
    if (row.endedAtUs >= 0 || !last || last.toUs < timeline.endUs) return row;
    if (last.kind !== 'idle' && last.outcome === 'running') return row;
    const idle: Phase = { kind: 'idle', fromUs: last.toUs, toUs: endUs, request: -1, outcome: 'ok', seq: last.seq };
    const phases =
      last.kind === 'idle' ? [...row.phases.slice(0, -1), { ...last, toUs: endUs }] : [...row.phases, idle];
    return { ...row, phases };
  });
  return { ...timeline, endUs, environments };
}
