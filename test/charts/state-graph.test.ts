import { expect, test } from 'vitest';
import { executionEnvironmentMachine } from '#simulator';
import { layOutStates } from '../../src/charts/state-graph.ts';
import { lifecycleDiagram } from '../../src/islands/figures/lifecycle-diagram.ts';

const { nodes, edges } = lifecycleDiagram();

test('the lifecycle diagram has every state of the definition', () => {
  expect(nodes.map(({ id }) => id).sort()).toEqual(Object.keys(executionEnvironmentMachine.states).sort());
});

test('the lifecycle diagram has an arrow for every transition, those open to all states once', () => {
  const states = Object.entries(executionEnvironmentMachine.config.states ?? {}) as [
    string,
    { on?: Record<string, string> },
  ][];
  const special = states.flatMap(([from, { on = {} }]) =>
    Object.entries(on)
      .filter(([event]) => event !== 'RECLAIM')
      .map(([, to]) => `${from} ${to}`),
  );
  expect(edges.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(
    [...special, 'idle shutdown', 'shutdown init'].sort(),
  );
  const alive = states.filter(([, { on }]) => on);
  expect(alive.every(([, { on }]) => on?.RECLAIM === 'shutdown')).toBe(true);
});

for (const direction of ['LR', 'TB'] as const)
  test(`states laid out ${direction} overlap no other and lie inside the figure`, () => {
    const { states, width, height } = layOutStates(nodes, edges, direction);
    for (const a of states) {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width).toBeLessThanOrEqual(width);
      expect(a.y + a.height).toBeLessThanOrEqual(height);
      for (const b of states)
        if (a !== b)
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
            true,
          );
    }
  });

test('the lifecycle fits a phone when it is laid out downwards', () => {
  expect(layOutStates(nodes, edges, 'TB').width).toBeLessThanOrEqual(380);
});

test('labels of arrows do not cover states', () => {
  for (const direction of ['LR', 'TB'] as const) {
    const { states, edges: placed } = layOutStates(nodes, edges, direction);
    for (const { labelX, labelY } of placed)
      expect(
        states.every(
          ({ x, y, width, height }) => labelX < x || labelX > x + width || labelY < y || labelY > y + height,
        ),
      ).toBe(true);
  }
});
