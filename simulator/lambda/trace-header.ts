/** What a trace says about the world its events happen in. */
import type { Scenario } from '../scenario/index.ts';
import type { TraceFunction, TraceHeader, TraceSource } from '../trace.ts';
import { wantedProvisioned } from './routing.ts';
import type { FunctionState } from './world.ts';

/** @param functions all entries, versions that are to come included */
export function traceHeader(
  scenario: Scenario,
  startAtMs: number,
  functions: readonly FunctionState[],
  kept: boolean,
): TraceHeader {
  return {
    seed: scenario.seed,
    asOf: scenario.asOf,
    startAtMs,
    region: scenario.region,
    accountId: scenario.accountId,
    accountConcurrency: scenario.account.ConcurrentExecutions,
    functions: functions.map(traceFunction),
    aliases: aliases(scenario),
    targets: targets(scenario),
    sources: sources(scenario),
    ...(scenario.misconception === undefined ? {} : { misconception: scenario.misconception }),
    kept,
  };
}

function traceFunction({ index, configuration: fn, version, shared }: FunctionState): TraceFunction {
  return {
    FunctionName: fn.FunctionName,
    Version: version,
    published: !shared.unpublished.includes(index),
    Runtime: fn.Runtime,
    Architectures: fn.Architectures,
    PackageType: fn.PackageType,
    MemorySize: fn.MemorySize,
    Timeout: fn.Timeout,
    EphemeralStorage: fn.EphemeralStorage,
    LoggingConfig: fn.LoggingConfig as TraceFunction['LoggingConfig'],
    runs: fn.Code ? 'code' : 'profile',
    snapStart: fn.SnapStart.ApplyOn === 'PublishedVersions',
    reserved: shared.reserved,
    provisioned: wantedProvisioned(shared).get(index) ?? 0,
  };
}

/** Every alias there is or will be. */
export function aliases({ functions, actions }: Scenario): TraceHeader['aliases'] {
  const all = functions.flatMap(({ FunctionName, Aliases }) => Aliases.map(({ Name }) => ({ FunctionName, Name })));
  for (const action of actions) {
    if (action.do !== 'updateAlias') continue;
    const { FunctionName, Name } = action;
    if (!all.some((alias) => alias.FunctionName === FunctionName && alias.Name === Name))
      all.push({ FunctionName, Name });
  }
  return all;
}

/** Everything that events may be sent to, each once. */
function targets({ functions, actions }: Scenario): string[] {
  const configs = [
    ...functions.flatMap(({ EventInvokeConfigs }) => EventInvokeConfigs),
    ...actions.filter((action) => action.do === 'putFunctionEventInvokeConfig'),
  ];
  const all = [
    ...functions.map(({ DeadLetterConfig }) => DeadLetterConfig?.TargetArn),
    ...configs.flatMap(({ DestinationConfig: { OnSuccess, OnFailure } }) => [
      OnSuccess?.Destination,
      OnFailure?.Destination,
    ]),
    ...actions.map((action) => (action.do === 'deleteResource' ? action.Arn : undefined)),
  ];
  return [...new Set(all.filter((arn) => arn !== undefined))];
}

function sources({ traffic, actions }: Scenario): TraceSource[] {
  return [...traffic, ...actions].map((item) => {
    if (!('InvocationType' in item))
      return { kind: 'action', FunctionName: '', InvocationType: 'RequestResponse' as const, body: '' };
    const { FunctionName, InvocationType, payload, payloadText } = item;
    const body = payloadText ?? (payload === undefined ? '{}' : JSON.stringify(payload));
    return { kind: 'kind' in item ? item.kind : 'action', FunctionName, InvocationType, body };
  });
}
