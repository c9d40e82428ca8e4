/** The limits a person can drag on the concurrency, and what a drag changes in the scenario. */
import type { LimitHandle, LimitKind, LimitSteps } from '../../../charts/series-data.ts';
import type { Problem, Scenario } from '#simulator';
import type { RunView } from '../../../workers/simulation.ts';
import { reservedAt, setReserved, tellFork, withProvisioned } from '../configuration/concurrency-edits.ts';
import type { Workbench } from '../state.svelte.ts';

type Functions = RunView['functions'];

/** Room above a limit to drag it into. */
const roomTimes = 4;
const leastRoom = 20;

export interface HandleOptions {
  readonly scenario: Scenario;
  readonly functions: Functions;
  /** The function the figure is about; '': all. */
  readonly FunctionName: string;
  /** When changes hold from: 0 or the playhead. */
  readonly atMs: number;
}

/** Account, reserved and provisioned concurrency as lines with handles. */
export function limitHandles({ scenario, functions, FunctionName, atMs }: HandleOptions): LimitHandle[] {
  const account = scenario.account.ConcurrentExecutions;
  const several = scenario.functions.length > 1;
  const handles: LimitHandle[] = [
    {
      kind: 'account',
      function: -1,
      value: account,
      name: 'account concurrency',
      shortName: 'account',
      least: 1,
      most: Math.max(1000, account * roomTimes),
    },
  ];
  scenario.functions.forEach((fn, entry) => {
    if (FunctionName !== '' && fn.FunctionName !== FunctionName) return;
    const of = several ? ` of ${fn.FunctionName}` : '';
    const reserved = reservedAt(scenario, atMs, fn);
    if (reserved !== undefined)
      handles.push({
        kind: 'reserved',
        function: entry,
        value: reserved,
        name: `reserved concurrency${of}`,
        shortName: 'reserved',
        least: 0,
        most: Math.min(account, Math.max(leastRoom, reserved * roomTimes)),
      });
    for (const { Qualifier, ProvisionedConcurrentExecutions: value } of fn.ProvisionedConcurrencyConfigs) {
      const Version = versionOf(fn, Qualifier);
      const place = functions.findIndex((one) => one.FunctionName === fn.FunctionName && one.Version === Version);
      if (place >= 0 && !handles.some((one) => one.kind === 'provisioned' && one.function === place))
        handles.push({
          kind: 'provisioned',
          function: place,
          value,
          name: `provisioned concurrency${of} on ${Qualifier}`,
          shortName: 'provisioned',
          least: 0,
          most: Math.min(reserved ?? account, Math.max(leastRoom, value * roomTimes)),
        });
    }
  });
  return handles;
}

type LambdaFunction = Scenario['functions'][number];

const versionOf = (fn: LambdaFunction, qualifier: string): string =>
  fn.Aliases.find(({ Name }) => Name === qualifier)?.FunctionVersion ?? qualifier;

/** Room to the right of the plots for the tabs of the limits, pixels. */
export function gutterFor(handles: readonly LimitHandle[]): number {
  const longest = handles.reduce((most, { value }) => Math.max(most, value.toLocaleString('en').length), 0);
  return 56 + Math.max(0, longest - 3) * 8;
}

/** An unreserved pool larger than this times the peak does not matter to the run. */
const farTimes = 2.5;

/** The limits of a run without those that say nothing: an unreserved pool that is the whole account, or never near. */
export function tellingLimits(limits: readonly LimitSteps[], inFlight: readonly number[]): readonly LimitSteps[] {
  const account = limits.find(({ kind }) => kind === 'account')?.value[0];
  const far = inFlight.reduce((most, count) => Math.max(most, count), 0) * farTimes;
  return limits.filter(
    ({ kind, value }) => kind !== 'unreserved' || value.some((one) => one !== account && one <= far),
  );
}

/** Sets what was dragged. @returns what is wrong; empty when it was taken */
export function setLimit(workbench: Workbench, kind: LimitKind, entry: number, value: number): readonly Problem[] {
  const paced = { step: `${kind} ${entry}`, pace: 'dragging' } as const;
  if (kind === 'account')
    return workbench.edit({ edit: 'setRun', run: { account: { ConcurrentExecutions: value } } }, paced);
  const { FunctionName, Version } = workbench.run?.functions[entry] ?? { FunctionName: '', Version: '' };
  const index = workbench.scenario.functions.findIndex((fn) => fn.FunctionName === FunctionName);
  if (index < 0) return [];
  workbench.chooseFunction(index);
  if (kind === 'reserved') return setReserved(workbench, value);
  const { fn } = workbench;
  const Qualifier = fn.ProvisionedConcurrencyConfigs.find((one) => versionOf(fn, one.Qualifier) === Version)?.Qualifier;
  if (kind !== 'provisioned' || Qualifier === undefined) return [];
  if (!workbench.fromPlayhead)
    return workbench.edit(
      { edit: 'configure', configuration: { ProvisionedConcurrencyConfigs: withProvisioned(fn, Qualifier, value) } },
      paced,
    );
  const of = { atMs: workbench.playheadMs, FunctionName, Qualifier };
  const problems = workbench.edit(
    {
      edit: 'act',
      action:
        value > 0
          ? { do: 'putProvisionedConcurrencyConfig', ...of, ProvisionedConcurrentExecutions: value }
          : { do: 'deleteProvisionedConcurrencyConfig', ...of },
    },
    paced,
  );
  if (problems.length === 0) tellFork(workbench, `provisioned concurrency of ${value} on ${Qualifier} is asked for`);
  return problems;
}
