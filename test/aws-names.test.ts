/** Names that we share with AWS are spelt as in AWS's own SDK: a slip fails the type check. */
import type { CreateFunctionCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { expectTypeOf, test } from 'vitest';
import type { LambdaFunction } from '../simulator/scenario.ts';
import type { Response } from '#simulator';

/** What a scenario says of a function beyond CreateFunction: another operation's member, and our own word. */
type Beyond = 'ReservedConcurrentExecutions' | 'Profile';

test('a function of a scenario is described in the words of CreateFunction', () => {
  expectTypeOf<Exclude<keyof LambdaFunction, keyof CreateFunctionCommandInput | Beyond>>().toEqualTypeOf<never>();
  expectTypeOf<keyof LambdaFunction['LoggingConfig']>().toExtend<
    keyof NonNullable<CreateFunctionCommandInput['LoggingConfig']>
  >();
  expectTypeOf<keyof LambdaFunction['EphemeralStorage']>().toEqualTypeOf<
    keyof NonNullable<CreateFunctionCommandInput['EphemeralStorage']>
  >();
});

test('an answer names a function error as Invoke does', () => {
  expectTypeOf<Capitalize<keyof Response & 'functionError'>>().toExtend<keyof InvokeCommandOutput>();
});
