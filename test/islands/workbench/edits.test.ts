import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseScenario } from '#simulator';
import { applyEdit, bodyText, configurationAt, type Edit } from '../../../src/islands/workbench/edits.ts';

const start = parseScenario({
  functions: [{ FunctionName: 'f', MemorySize: 128, Code: { files: { 'index.mjs': 'a', 'b.mjs': 'b' } } }],
  actions: [{ do: 'invoke', atMs: 1000, FunctionName: 'f', payload: { id: 1 } }],
});

const after = (...edits: Edit[]) => edits.reduce((scenario, edit) => parseScenario(applyEdit(scenario, edit)), start);
const files = (...edits: Edit[]) => after(...edits).functions[0]?.Code?.files;

describe('files', () => {
  test('a file is written, and a new one is added after the others', () => {
    expect(files({ edit: 'writeFile', path: 'index.mjs', text: 'new' })?.['index.mjs']).toBe('new');
    expect(Object.keys(files({ edit: 'writeFile', path: 'c.mjs', text: '' }) ?? {})).toEqual([
      'index.mjs',
      'b.mjs',
      'c.mjs',
    ]);
  });
  test('a renamed file keeps its text and its place', () => {
    expect(files({ edit: 'renameFile', path: 'index.mjs', to: 'main.mjs' })).toEqual({ 'main.mjs': 'a', 'b.mjs': 'b' });
  });
  test('the last file cannot be deleted', () => {
    const one = after({ edit: 'deleteFile', path: 'b.mjs' });
    expect(() => parseScenario(applyEdit(one, { edit: 'deleteFile', path: 'index.mjs' }))).toThrow(/at least one file/);
  });
});

describe('invokes', () => {
  test('stand in the order of their time, those of one instant in the order they were made', () => {
    const { actions } = after(
      { edit: 'invoke', atMs: [500, 1000], count: 2, payloadText: 'late' },
      { edit: 'killEnvironment', atMs: 0, environment: 0 },
    );
    expect(actions.map(({ do: kind, atMs }) => `${kind} ${atMs}`)).toEqual([
      'killEnvironment 0',
      'invoke 500',
      'invoke 1000',
      'invoke 1000',
    ]);
    expect(actions.map((one) => (one.do === 'invoke' ? bodyText(one) : ''))[2]).toBe('{\n  "id": 1\n}');
  });
  test('a changed event takes the place of the old one', () => {
    const [action] = after({ edit: 'changeAction', index: 0, change: { payloadText: 'not JSON' } }).actions;
    expect(action).toMatchObject({ payloadText: 'not JSON', atMs: 1000 });
    expect(action).not.toHaveProperty('payload');
  });
  test('an action that is moved is sorted in, and can be removed', () => {
    const two = after({ edit: 'invoke', atMs: [2000], count: 1, payloadText: '{}' });
    const moved = applyEdit(two, { edit: 'changeAction', index: 1, change: { atMs: 0 } });
    expect(moved.actions.map(({ atMs }) => atMs)).toEqual([0, 1000]);
    expect(applyEdit(two, { edit: 'removeAction', index: 0 }).actions.map(({ atMs }) => atMs)).toEqual([2000]);
  });
});

describe('configuration', () => {
  test('a change from an instant on leaves what was before', () => {
    const changed = after({ edit: 'configureFrom', atMs: 500, change: { MemorySize: 1024 } });
    expect(configurationAt(changed, 499).MemorySize).toBe(128);
    expect(configurationAt(changed, 500).MemorySize).toBe(1024);
  });
  test('two changes at one instant are one action', () => {
    const changed = after(
      { edit: 'configureFrom', atMs: 500, change: { MemorySize: 1024 } },
      { edit: 'configureFrom', atMs: 500, change: { Timeout: 9 } },
    );
    expect(changed.actions.filter((one) => one.do === 'updateFunctionConfiguration')).toHaveLength(1);
    expect(configurationAt(changed, 500)).toMatchObject({ MemorySize: 1024, Timeout: 9 });
  });
  test('reserved concurrency can be taken away again', () => {
    const reserved = after({ edit: 'configure', configuration: { ReservedConcurrentExecutions: 5 } });
    expect(reserved.functions[0]?.ReservedConcurrentExecutions).toBe(5);
    expect(
      applyEdit(reserved, { edit: 'configure', configuration: { ReservedConcurrentExecutions: undefined } })
        .functions[0],
    ).not.toHaveProperty('ReservedConcurrentExecutions');
  });
});

test('traffic takes the event of the pane, and can be switched off', () => {
  const busy = after(
    {
      edit: 'setTraffic',
      traffic: {
        kind: 'poisson',
        FunctionName: 'f',
        InvocationType: 'RequestResponse',
        ratePerSecond: 1,
        fromMs: 0,
        toMs: 1000,
      },
    },
    { edit: 'setTrafficPayload', payloadText: '[1]' },
  );
  expect(busy.traffic[0]).toMatchObject({ payloadText: '[1]' });
  expect(applyEdit(busy, { edit: 'setTraffic', traffic: undefined }).traffic).toEqual([]);
});

test('no edit changes the scenario it was made on', () => {
  const frozen = deepFreeze(structuredClone(start));
  const edits: fc.Arbitrary<Edit> = fc.oneof(
    fc.record({
      edit: fc.constant('writeFile' as const),
      path: fc.constantFrom('index.mjs', 'x.mjs'),
      text: fc.string(),
    }),
    fc.record({ edit: fc.constant('deleteFile' as const), path: fc.constantFrom('index.mjs', 'b.mjs') }),
    fc.record({
      edit: fc.constant('invoke' as const),
      atMs: fc.array(fc.nat(9), { maxLength: 3 }),
      count: fc.nat(5),
      payloadText: fc.string(),
    }),
    fc.record({ edit: fc.constant('removeAction' as const), index: fc.nat(3) }),
    fc.record({ edit: fc.constant('changeAction' as const), index: fc.nat(3), change: fc.record({ atMs: fc.nat(9) }) }),
    fc.record({ edit: fc.constant('setRun' as const), run: fc.record({ seed: fc.nat() }) }),
  );
  fc.assert(
    fc.property(fc.array(edits, { maxLength: 8 }), (list) => {
      list.reduce((scenario, edit) => deepFreeze(applyEdit(scenario, edit)), frozen);
      expect(frozen).toEqual(start);
    }),
  );
});

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
