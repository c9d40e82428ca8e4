/**
 * The boxes of one lane: phases that are in view, as pixels. When a lane has more than fit, equal
 * cells take their place, each drawn as what most deserves to be seen in it, so a lane never has
 * more boxes than its budget.
 */
import { isFault, type Phase } from './run.ts';
import { firstIndex } from './search.ts';
import type { TimeScale } from './time-scale.ts';

export interface Bar {
  readonly kind: Phase['kind'];
  readonly x: number;
  readonly width: number;
  /** What is drawn at its end. */
  readonly end: 'plain' | 'fault' | 'error' | 'open';
  /** The request, -1: none or several. */
  readonly request: number;
  /** Phases it stands for: more than 1 when they are too close to tell apart. */
  readonly count: number;
}

/** A box is never narrower than this, so that a short phase is seen at all. */
export const leastWidth = 1.5;

/**
 * @param budget most boxes (without idle lines) to return
 */
export function laneBars(phases: readonly Phase[], scale: TimeScale, budget: number): Bar[] {
  const first = firstIndex(phases, (phase) => phase.toUs > scale.view.fromUs);
  const last = firstIndex(phases, (phase) => phase.fromUs >= scale.view.toUs);
  const visible = phases.slice(first, last);
  const boxes = visible.length - visible.filter((phase) => phase.kind === 'idle').length;
  return boxes <= budget ? visible.map((phase) => barOf(phase, scale)) : cells(visible, scale, budget);
}

function barOf(phase: Phase, scale: TimeScale): Bar {
  const from = Math.max(scale.left, scale.x(phase.fromUs));
  const to = Math.min(scale.left + scale.width, scale.x(phase.toUs));
  const width = phase.kind === 'idle' ? to - from : Math.max(leastWidth, to - from);
  return { kind: phase.kind, x: from, width, end: endOf(phase), request: phase.request, count: 1 };
}

function endOf({ kind, outcome }: Phase): Bar['end'] {
  if (kind === 'idle') return 'plain';
  if (isFault(outcome)) return 'fault';
  if (outcome === 'functionError') return 'error';
  return outcome === 'running' ? 'open' : 'plain';
}

/** What deserves to be seen first when several phases share a cell. */
const weight = { idle: 0, invoke: 1, restore: 2, init: 3, reinit: 4 } as const;

function cells(phases: readonly Phase[], scale: TimeScale, budget: number): Bar[] {
  const size = scale.width / budget;
  const bars: Bar[] = [];
  let open: { kind: Phase['kind']; from: number; to: number; end: Bar['end']; count: number } | undefined;
  const close = (): void => {
    if (!open) return;
    const { kind, from, to, end, count } = open;
    bars.push({ kind, x: scale.left + from * size, width: (to - from) * size, end, request: -1, count });
    open = undefined;
  };
  for (const phase of phases) {
    const bar = barOf(phase, scale);
    const from = Math.floor((bar.x - scale.left) / size);
    const to = Math.max(from + 1, Math.ceil((bar.x + bar.width - scale.left) / size - 1e-9));
    if (open && from < open.to) {
      // The cell is taken: the weightier kind names it, and a fault is never lost.
      if (weight[phase.kind] > weight[open.kind] && open.to - open.from <= 1) open.kind = phase.kind;
      if (bar.end === 'fault' || open.end === 'plain') open.end = bar.end;
      if (phase.kind !== 'idle') open.count++;
      if (to > open.to && phase.kind === open.kind) open.to = to;
      else if (to > open.to) {
        const next = open.to;
        close();
        open = { kind: phase.kind, from: next, to, end: bar.end, count: 1 };
      }
      continue;
    }
    if (open && open.kind === phase.kind && from === open.to && open.end === 'plain') {
      open.to = to;
      open.count++;
      if (bar.end !== 'plain') open.end = bar.end;
      continue;
    }
    close();
    open = { kind: phase.kind, from, to, end: bar.end, count: 1 };
  }
  close();
  return bars;
}

/** The phase of a lane at an instant, if there is one. */
export function phaseAt(phases: readonly Phase[], atUs: number): Phase | undefined {
  const phase = phases[firstIndex(phases, (one) => one.toUs > atUs)];
  return phase && phase.fromUs <= atUs ? phase : undefined;
}
