import { describe, expect, test } from 'vitest';
import { initialTransition, transition, type AnyMachineSnapshot } from 'xstate';
import { Lifecycle } from '../../simulator/kernel/lifecycle.ts';
import { executionEnvironmentMachine as machine } from '../../simulator/lifecycles/execution-environment.machine.ts';

const table = new Lifecycle<string, string>(machine);

type EventType = Parameters<typeof transition<typeof machine>>[2]['type'];
/** Those of the definition; xstate's own type adds a wildcard. */
const eventTypes = machine.events as EventType[];

/** A snapshot of the machine in a state, reached by the shortest way. */
function snapshotIn(state: string): AnyMachineSnapshot {
  const [first] = initialTransition(machine);
  const queue: AnyMachineSnapshot[] = [first];
  for (const snapshot of queue) {
    if (snapshot.value === state) return snapshot;
    for (const type of eventTypes)
      if (snapshot.can({ type })) queue.push(transition(machine, snapshot as never, { type })[0]);
  }
  throw new Error(`${state} cannot be reached`);
}

test('every state of the machine is in the table and can be reached', () => {
  expect([...table.states].sort()).toEqual(Object.keys(machine.states).sort());
});

describe.each(table.states)('in state %s', (state) => {
  test.each(eventTypes)('%s does in the table what it does in the machine', (type) => {
    const snapshot = snapshotIn(state);
    const from = table.stateNumber(state);
    const event = table.eventNumber(type);
    if (!snapshot.can({ type })) {
      expect(table.can(from, event)).toBe(false);
      expect(() => table.next(from, event)).toThrow(`${state} cannot take ${type}`);
      return;
    }
    const [next] = transition(machine, snapshot as never, { type });
    expect(table.states[table.next(from, event)]).toBe(next.value);
  });
});
