import { expect, test } from 'vitest';
import { parseScenario } from '#simulator';
import { applyEdit, functionOf } from '../../../src/islands/workbench/edits.ts';
import { unusedName } from '../../../src/islands/workbench/function-edits.ts';

const profile = { durationMs: { kind: 'constant', value: 1 } } as const;
const two = parseScenario({
  functions: [
    {
      FunctionName: 'first',
      Profile: { ...profile, invokes: { FunctionName: 'second' } },
      EventInvokeConfigs: [
        {
          DestinationConfig: {
            OnFailure: { Destination: 'arn:aws:lambda:us-east-1:111122223333:function:second' },
          },
        },
      ],
    },
    { FunctionName: 'second', Profile: profile },
  ],
  traffic: [
    { kind: 'burst', FunctionName: 'first', count: 1 },
    { kind: 'burst', FunctionName: 'second', count: 1 },
  ],
  actions: [{ do: 'publishVersion', atMs: 1, FunctionName: 'second' }],
});

test('a function that is renamed is renamed wherever it is named', () => {
  const renamed = parseScenario(applyEdit(two, { edit: 'renameFunction', to: 'other' }, 1));
  expect(JSON.stringify(renamed)).not.toContain('second');
  expect(JSON.stringify(renamed).match(/other/g)).toHaveLength(5);
});

test('a function that is removed takes its traffic and what was done to it along', () => {
  const { invokes: _next, ...alone } = functionOf(two).Profile!;
  const unlinked = applyEdit(two, { edit: 'runByProfile', profile: alone }, 0);
  const configured = applyEdit(unlinked, { edit: 'configure', configuration: { EventInvokeConfigs: [] } }, 0);
  const left = parseScenario(applyEdit(configured, { edit: 'removeFunction' }, 1));
  expect(left.functions.map(({ FunctionName }) => FunctionName)).toEqual(['first']);
  expect(left.traffic).toHaveLength(1);
  expect(left.actions).toEqual([]);
});

test('a function that another still names cannot be removed', () => {
  expect(() => parseScenario(applyEdit(two, { edit: 'removeFunction' }, 1))).toThrow(/names no function: second/);
});

test('a new function has a name of its own and can be run', () => {
  const three = parseScenario(applyEdit(two, { edit: 'addFunction', name: unusedName(two) }));
  expect(new Set(three.functions.map(({ FunctionName }) => FunctionName)).size).toBe(3);
});

test('an edit of the second function leaves the first as it is', () => {
  const changed = applyEdit(two, { edit: 'configure', configuration: { MemorySize: 512 } }, 1);
  expect(changed.functions.map(({ MemorySize }) => MemorySize)).toEqual([128, 512]);
});

test('a limit that is set twice at one instant is set once, and an alias beside it stays', () => {
  const at = { atMs: 7, FunctionName: 'second' };
  const changed = [
    { do: 'putFunctionConcurrency' as const, ...at, ReservedConcurrentExecutions: 3 },
    { do: 'updateAlias' as const, ...at, Name: 'live', FunctionVersion: '1' },
    { do: 'deleteFunctionConcurrency' as const, ...at },
  ].reduce((scenario, action) => applyEdit(scenario, { edit: 'act', action }), two);
  expect(changed.actions.map((action) => action.do)).toEqual([
    'publishVersion',
    'updateAlias',
    'deleteFunctionConcurrency',
  ]);
});
