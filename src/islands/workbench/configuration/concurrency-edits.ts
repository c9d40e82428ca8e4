/** Limits of concurrency as edits: from the start of the run, or from the playhead on as an action. */
import type { LambdaFunction, Problem, Scenario } from '#simulator';
import { secondsText } from '../quantities.ts';
import type { Workbench } from '../state.svelte.ts';

/** Reserved concurrency of a function at an instant; `undefined` for none. */
export function reservedAt(scenario: Scenario, atMs: number, fn: LambdaFunction): number | undefined {
  let reserved = fn.ReservedConcurrentExecutions;
  for (const action of scenario.actions) {
    if (!('FunctionName' in action) || action.FunctionName !== fn.FunctionName || action.atMs > atMs) continue;
    if (action.do === 'putFunctionConcurrency') reserved = action.ReservedConcurrentExecutions;
    else if (action.do === 'deleteFunctionConcurrency') reserved = undefined;
  }
  return reserved;
}

/** Sets reserved concurrency of the chosen function; `undefined` takes it away. */
export function setReserved(workbench: Workbench, reserved: number | undefined): readonly Problem[] {
  const step = { step: `reserved ${workbench.fn.FunctionName}`, pace: 'dragging' } as const;
  if (!workbench.fromPlayhead)
    return workbench.edit({ edit: 'configure', configuration: { ReservedConcurrentExecutions: reserved } }, step);
  const { FunctionName } = workbench.fn;
  const atMs = workbench.playheadMs;
  const problems = workbench.edit(
    {
      edit: 'act',
      action:
        reserved === undefined
          ? { do: 'deleteFunctionConcurrency', atMs, FunctionName }
          : { do: 'putFunctionConcurrency', atMs, FunctionName, ReservedConcurrentExecutions: reserved },
    },
    step,
  );
  if (problems.length === 0) tellFork(workbench, `reserved concurrency is ${reserved ?? 'none'}`);
  return problems;
}

/** Says that the run is another from the playhead on, and the same before. */
export function tellFork(workbench: Workbench, what: string): void {
  workbench.notice = {
    text: `From ${secondsText(workbench.playheadMs)} on, ${what}. What came before stays as it was.`,
    kind: 'done',
    undoable: true,
  };
}

/** Provisioned concurrency of a version or an alias from the start of the run; 0 takes it away. */
export function withProvisioned(
  { ProvisionedConcurrencyConfigs }: LambdaFunction,
  Qualifier: string,
  provisioned: number,
): LambdaFunction['ProvisionedConcurrencyConfigs'] {
  const others = ProvisionedConcurrencyConfigs.filter((one) => one.Qualifier !== Qualifier);
  return provisioned > 0 ? [...others, { Qualifier, ProvisionedConcurrentExecutions: provisioned }] : others;
}
