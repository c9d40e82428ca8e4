/** Names that we share with AWS are spelt as in AWS's own SDK: a slip fails the type check. */
import type {
  CreateAliasCommandInput,
  CreateFunctionCommandInput,
  InvokeCommandInput,
  InvokeCommandOutput,
  PutFunctionConcurrencyCommandInput,
  PutFunctionEventInvokeConfigCommandInput,
  PutFunctionRecursionConfigCommandInput,
  PutProvisionedConcurrencyConfigCommandInput,
} from '@aws-sdk/client-lambda';
import { expectTypeOf, test } from 'vitest';
import type { LambdaFunction, Traffic } from '../simulator/scenario/index.ts';
import type { Response } from '#simulator';

/** What a scenario says of a function beyond CreateFunction: members of other operations, lists of them, and our own word. */
type Beyond =
  | keyof (PutFunctionConcurrencyCommandInput & PutFunctionRecursionConfigCommandInput)
  | 'Versions'
  | 'Aliases'
  | 'ProvisionedConcurrencyConfigs'
  | 'EventInvokeConfigs'
  | 'Profile';

test('a function of a scenario is described in the words of CreateFunction', () => {
  expectTypeOf<Exclude<keyof LambdaFunction, keyof CreateFunctionCommandInput | Beyond>>().toEqualTypeOf<never>();
  expectTypeOf<keyof LambdaFunction['LoggingConfig']>().toExtend<
    keyof NonNullable<CreateFunctionCommandInput['LoggingConfig']>
  >();
  expectTypeOf<keyof LambdaFunction['EphemeralStorage']>().toEqualTypeOf<
    keyof NonNullable<CreateFunctionCommandInput['EphemeralStorage']>
  >();
});

test('aliases, provisioned concurrency and asynchronous settings are described in the words of their operations', () => {
  expectTypeOf<keyof LambdaFunction['Aliases'][number]>().toExtend<keyof CreateAliasCommandInput>();
  expectTypeOf<keyof LambdaFunction['ProvisionedConcurrencyConfigs'][number]>().toExtend<
    keyof PutProvisionedConcurrencyConfigCommandInput
  >();
  expectTypeOf<keyof LambdaFunction['EventInvokeConfigs'][number]>().toExtend<
    keyof PutFunctionEventInvokeConfigCommandInput
  >();
  expectTypeOf<LambdaFunction['SnapStart']>().toExtend<NonNullable<CreateFunctionCommandInput['SnapStart']>>();
  expectTypeOf<Traffic['InvocationType']>().toExtend<NonNullable<InvokeCommandInput['InvocationType']>>();
});

test('an answer names a function error as Invoke does', () => {
  expectTypeOf<Capitalize<keyof Response & 'functionError'>>().toExtend<keyof InvokeCommandOutput>();
});
