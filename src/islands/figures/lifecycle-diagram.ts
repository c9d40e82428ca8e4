/**
 * The diagram of an execution environment's life as plain data, from the xstate definition that the simulator runs.
 * Only words are added here; a state or an event without words is an error.
 */
import { executionEnvironmentMachine } from '#simulator';
import type { StateEdge, StateMeaning, StateNode } from '../../charts/state-graph.ts';

interface StateWords {
  readonly label: string;
  readonly detail: string;
  readonly meaning: StateMeaning;
}

const states: Readonly<Record<string, StateWords>> = {
  init: { label: 'init', detail: 'your module loads', meaning: 'init' },
  idle: { label: 'idle', detail: 'frozen, not billed', meaning: 'idle' },
  invoke: { label: 'invoke', detail: 'your handler runs', meaning: 'invoke' },
  reset: { label: 'reset', detail: 'process gone', meaning: 'reset' },
  initAgain: { label: 'init again', detail: 'inside the invoke', meaning: 'init' },
  shutdown: { label: 'none', detail: 'no environment', meaning: 'none' },
};

/** What makes each transition, by state and event. */
const transitions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  init: { READY: 'ready', INIT_FAILED: 'init fails' },
  idle: { INVOKE: 'a request' },
  invoke: { DONE: 'returns\nor throws', FAILED: 'timeout, exit,\nout of memory' },
  reset: { INVOKE: 'a request' },
  initAgain: { READY: 'ready', FAILED: 'fails again' },
};

/** An event that every state takes to the same end is drawn once, from the state where it is usual. */
const everywhere: Readonly<Record<string, { readonly from: string; readonly label: string }>> = {
  RECLAIM: { from: 'idle', label: 'taken back,\nfrom any state' },
};

/** @throws RangeError when the definition has a state or an event that this file has no words for */
export function lifecycleDiagram(): { nodes: StateNode[]; edges: StateEdge[] } {
  const { config } = executionEnvironmentMachine;
  const defined = Object.entries(config.states ?? {}) as [string, { on?: Record<string, string>; type?: string }][];
  const nodes = defined.map(([id]): StateNode => {
    const words = states[id];
    if (!words) throw new RangeError(`no words for the state ${id}`);
    return { id, ...words };
  });
  // Where a life ends is where the next begins: there is no environment.
  const none = defined.find(([, state]) => state.type === 'final')?.[0];
  if (none === undefined) throw new RangeError('an environment never ends');
  const edges: StateEdge[] = [
    { from: none, to: config.initial as string, label: 'a request\nfinds none idle', weight: 4 },
  ];
  for (const [from, { on = {} }] of defined)
    for (const [event, to] of Object.entries(on)) {
      const common = everywhere[event];
      if (common) {
        if (common.from === from) edges.push({ from, to, label: common.label });
        continue;
      }
      const label = transitions[from]?.[event];
      if (label === undefined) throw new RangeError(`no words for ${event} in the state ${from}`);
      edges.push({ from, to, label, weight: event === 'READY' || event === 'INVOKE' ? 3 : 1 });
    }
  // The layout reads from its first node on.
  return { nodes: [...nodes.filter(({ id }) => id === none), ...nodes.filter(({ id }) => id !== none)], edges };
}
