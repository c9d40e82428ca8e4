/** What a person, or a pipeline, does during the run, in the words of the API calls that do it. */
import * as z from 'zod';
import { deploymentConfigs, type DeploymentConfigName } from '../facts/deployments.ts';
import { eventInvokeConfig } from './asynchronous.ts';
import { code, memorySize, profile, timeout, variables } from './function.ts';
import { aliasName, atMs, functionName, qualifier, routingConfig, versionNumber } from './names.ts';
import { request } from './traffic.ts';

const deploymentConfigNames = Object.keys(deploymentConfigs) as [DeploymentConfigName, ...DeploymentConfigName[]];

/** A CloudWatch alarm that stops a deployment: a metric of the alias, a threshold, how many minutes in a row. */
const alarm = z.strictObject({
  MetricName: z.enum(['Errors', 'Throttles', 'Duration']),
  /** In alarm when the sum (Duration: the average, ms) of a minute is greater. */
  Threshold: z.number().min(0),
  EvaluationPeriods: z.number().int().min(1).max(30).default(1),
});

const of = { atMs, FunctionName: functionName };

export const action = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('invoke'),
    atMs,
    /** That many requests at the same instant. */
    count: z.number().int().min(1).max(100_000).default(1),
    ...request,
  }),
  z.strictObject({
    do: z.literal('updateFunctionConfiguration'),
    ...of,
    MemorySize: memorySize.optional(),
    Timeout: timeout.optional(),
    Environment: z.strictObject({ Variables: variables }).optional(),
  }),
  z.strictObject({ do: z.literal('updateFunctionCode'), ...of, Code: code.optional(), Profile: profile.optional() }),
  z.strictObject({ do: z.literal('publishVersion'), ...of }),
  /** Creates the alias when there is none of that name. */
  z.strictObject({
    do: z.literal('updateAlias'),
    ...of,
    Name: aliasName,
    FunctionVersion: versionNumber,
    RoutingConfig: routingConfig.optional(),
  }),
  z.strictObject({
    do: z.literal('putFunctionConcurrency'),
    ...of,
    ReservedConcurrentExecutions: z.number().int().min(0).max(100_000),
  }),
  z.strictObject({ do: z.literal('deleteFunctionConcurrency'), ...of }),
  z.strictObject({
    do: z.literal('putProvisionedConcurrencyConfig'),
    ...of,
    Qualifier: qualifier,
    ProvisionedConcurrentExecutions: z.number().int().min(1).max(100_000),
  }),
  z.strictObject({ do: z.literal('deleteProvisionedConcurrencyConfig'), ...of, Qualifier: qualifier }),
  z.strictObject({ do: z.literal('putFunctionEventInvokeConfig'), ...of, ...eventInvokeConfig.shape }),
  /** CodeDeploy moves an alias to another version, step by step. */
  z.strictObject({
    do: z.literal('createDeployment'),
    ...of,
    Alias: aliasName,
    FunctionVersion: versionNumber,
    DeploymentConfigName: z.enum(deploymentConfigNames).default('CodeDeployDefault.LambdaAllAtOnce'),
    /** Functions that are invoked before and after; a failure rolls the deployment back. */
    BeforeAllowTraffic: functionName.optional(),
    AfterAllowTraffic: functionName.optional(),
    Alarms: z.array(alarm).max(10).default([]),
  }),
  /** A queue, topic, bucket or event bus is gone: what is sent there from now on fails. */
  z.strictObject({ do: z.literal('deleteResource'), atMs, Arn: z.string().max(256) }),
  z.strictObject({ do: z.literal('killEnvironment'), atMs, environment: z.number().int().min(0).max(0xffff_fffe) }),
]);

export type Action = z.output<typeof action>;
