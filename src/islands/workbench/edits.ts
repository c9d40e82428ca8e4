/**
 * Everything a person can change in the workbench, as data, and the one pure function that changes
 * a scenario by it. An edit may ask for something that is not allowed: whether the result is a
 * scenario is for `parseScenario` to say, with the path of what is wrong.
 *
 * Edits of code and configuration are about one function of the scenario, by its place.
 */
import type { Action, LambdaFunction, Scenario, Traffic } from '#simulator';
import { withoutFunction, withNewFunction, withRenamedFunction } from './function-edits.ts';
import { replaces } from './same-action.ts';

export type { LambdaFunction };

/** What `updateFunctionConfiguration` may change during a run. */
export type ConfigurationChange = Partial<Pick<LambdaFunction, 'MemorySize' | 'Timeout' | 'Environment'>>;

/** Configuration of the function from the start of a run. `undefined` takes an optional entry away. */
export type Configuration = {
  [Key in Exclude<keyof LambdaFunction, 'FunctionName' | 'Code' | 'Profile'>]?: LambdaFunction[Key] | undefined;
};

/** What of an action can be changed in the list. */
export interface ActionChange {
  readonly atMs?: number;
  readonly count?: number;
  readonly payloadText?: string;
}

/** What is set for the whole run. `undefined` takes an optional entry away. */
export type RunChange = {
  [
    Key in
      | 'name'
      | 'seed'
      | 'asOf'
      | 'region'
      | 'account'
      | 'untilMs'
      | 'misconception'
      | 'assumptions'
      | 'faults'
      | 'queues'
      | 'topics'
      | 'buckets'
      | 'eventBuses'
      | 'scalableTargets'
  ]?: Scenario[Key] | undefined;
};

export type Edit =
  | { readonly edit: 'writeFile'; readonly path: string; readonly text: string }
  | { readonly edit: 'renameFile'; readonly path: string; readonly to: string }
  | { readonly edit: 'deleteFile'; readonly path: string }
  | { readonly edit: 'runByProfile'; readonly profile: NonNullable<LambdaFunction['Profile']> }
  | { readonly edit: 'runByCode'; readonly files: Readonly<Record<string, string>> }
  | { readonly edit: 'configure'; readonly configuration: Configuration }
  | { readonly edit: 'configureFrom'; readonly atMs: number; readonly change: ConfigurationChange }
  | { readonly edit: 'addFunction'; readonly name: string }
  | { readonly edit: 'renameFunction'; readonly to: string }
  | { readonly edit: 'removeFunction' }
  | { readonly edit: 'invoke'; readonly atMs: readonly number[]; readonly count: number; readonly payloadText: string }
  | { readonly edit: 'killEnvironment'; readonly atMs: number; readonly environment: number }
  | { readonly edit: 'act'; readonly action: Action }
  | { readonly edit: 'changeAction'; readonly index: number; readonly change: ActionChange }
  | { readonly edit: 'removeAction'; readonly index: number }
  | { readonly edit: 'addTraffic'; readonly traffic: Traffic }
  | { readonly edit: 'setTraffic'; readonly index?: number; readonly traffic: Traffic | undefined }
  | { readonly edit: 'setTrafficPayload'; readonly index?: number; readonly payloadText: string }
  | { readonly edit: 'setRun'; readonly run: RunChange }
  | { readonly edit: 'replace'; readonly scenario: Scenario };

/** A function of a scenario; the first when there is none at that place. */
export const functionOf = (scenario: Scenario, index = 0): LambdaFunction =>
  (scenario.functions[index] ?? scenario.functions[0]) as LambdaFunction;

/** The files of its package; none when it runs by profile. */
export const filesOf = (scenario: Scenario, index = 0): Readonly<Record<string, string>> =>
  functionOf(scenario, index).Code?.files ?? {};

/**
 * The scenario after an edit. Nothing of the old one is changed.
 * @param index place of the function that is edited
 * @returns what may have to be refused: check it with `parseScenario`
 */
export function applyEdit(scenario: Scenario, edit: Edit, index = 0): Scenario {
  const fn = functionOf(scenario, index);
  const { FunctionName } = fn;
  const withFunction = (changed: LambdaFunction): Scenario => ({
    ...scenario,
    functions: scenario.functions.map((one) => (one === fn ? changed : one)),
  });
  const withFiles = (entries: [string, string][]): Scenario =>
    withFunction({ ...fn, Code: { files: Object.fromEntries(entries) } });
  const files = filesOf(scenario, index);
  switch (edit.edit) {
    case 'writeFile':
      return withFiles(Object.entries({ ...files, [edit.path]: edit.text }));
    case 'renameFile':
      return withFiles(Object.entries(files).map(([path, text]) => [path === edit.path ? edit.to : path, text]));
    case 'deleteFile':
      return withFiles(Object.entries(files).filter(([path]) => path !== edit.path));
    case 'runByProfile': {
      const { Code: _replaced, ...rest } = fn;
      return withFunction({ ...rest, Profile: edit.profile });
    }
    case 'runByCode': {
      const { Profile: _replaced, ...rest } = fn;
      return withFunction({ ...rest, Code: { files: { ...edit.files } } });
    }
    case 'configure':
      return withFunction(withoutUndefined({ ...fn, ...edit.configuration }) as LambdaFunction);
    case 'configureFrom':
      return withActions(scenario, withConfigurationFrom(scenario, FunctionName, edit.atMs, edit.change));
    case 'addFunction':
      return withNewFunction(scenario, edit.name);
    case 'renameFunction':
      return withRenamedFunction(scenario, FunctionName, edit.to);
    case 'removeFunction':
      return withoutFunction(scenario, FunctionName);
    case 'invoke':
      return withActions(scenario, [
        ...scenario.actions,
        ...edit.atMs.map((atMs): Action => {
          const { count, payloadText } = edit;
          return { do: 'invoke', atMs, FunctionName, InvocationType: 'RequestResponse', count, payloadText };
        }),
      ]);
    case 'killEnvironment':
      return withActions(scenario, [
        ...scenario.actions,
        { do: 'killEnvironment', atMs: edit.atMs, environment: edit.environment },
      ]);
    case 'act':
      return withActions(scenario, [
        ...scenario.actions.filter((action) => !replaces(edit.action, action)),
        edit.action,
      ]);
    case 'changeAction':
      return withActions(
        scenario,
        scenario.actions.map((action, i) => (i === edit.index ? changedAction(action, edit.change) : action)),
      );
    case 'removeAction':
      return { ...scenario, actions: scenario.actions.filter((_, i) => i !== edit.index) };
    case 'addTraffic':
      return { ...scenario, traffic: [...scenario.traffic, edit.traffic] };
    case 'setTraffic': {
      const { index: at = 0, traffic } = edit;
      if (!traffic) return { ...scenario, traffic: scenario.traffic.filter((_, i) => i !== at) };
      if (at >= scenario.traffic.length) return { ...scenario, traffic: [...scenario.traffic, traffic] };
      return { ...scenario, traffic: scenario.traffic.map((one, i) => (i === at ? traffic : one)) };
    }
    case 'setTrafficPayload': {
      const { index: at = 0, payloadText } = edit;
      return {
        ...scenario,
        traffic: scenario.traffic.map((source, i) => (i === at ? withBody(source, payloadText) : source)),
      };
    }
    case 'setRun':
      return withoutUndefined({ ...scenario, ...edit.run }) as Scenario;
    case 'replace':
      return edit.scenario;
  }
}

/** The configuration in force at an instant: that of the start, and every change up to then. */
export function configurationAt(scenario: Scenario, atMs: number, index = 0): LambdaFunction {
  let configured = functionOf(scenario, index);
  for (const action of scenario.actions)
    if (
      action.do === 'updateFunctionConfiguration' &&
      action.FunctionName === configured.FunctionName &&
      action.atMs <= atMs
    ) {
      const { MemorySize, Timeout, Environment } = action;
      configured = { ...configured, ...withoutUndefined({ MemorySize, Timeout, Environment }) };
    }
  return configured;
}

/** The body an invoke or a source of traffic sends, as text. */
export function bodyText(item: { payload?: unknown; payloadText?: string | undefined }): string {
  return item.payloadText ?? JSON.stringify(item.payload ?? {}, null, 2);
}

/** Actions stay in the order of their time; those of the same instant in the order they were made. */
function withActions(scenario: Scenario, actions: readonly Action[]): Scenario {
  return { ...scenario, actions: [...actions].sort((a, b) => a.atMs - b.atMs) };
}

function withConfigurationFrom(
  scenario: Scenario,
  FunctionName: string,
  atMs: number,
  change: ConfigurationChange,
): Action[] {
  const index = scenario.actions.findIndex(
    (one) => one.do === 'updateFunctionConfiguration' && one.atMs === atMs && one.FunctionName === FunctionName,
  );
  if (index < 0) return [...scenario.actions, { do: 'updateFunctionConfiguration', atMs, FunctionName, ...change }];
  return scenario.actions.map((action, i) => (i === index ? { ...action, ...change } : action));
}

function changedAction(action: Action, { atMs, count, payloadText }: ActionChange): Action {
  const moved = atMs === undefined ? action : { ...action, atMs };
  if (moved.do !== 'invoke') return moved;
  const counted = count === undefined ? moved : { ...moved, count };
  return payloadText === undefined ? counted : withBody(counted, payloadText);
}

function withBody<Item extends { payload?: unknown; payloadText?: string | undefined }>(
  item: Item,
  payloadText: string,
): Item {
  const { payload: _replaced, ...rest } = item;
  return { ...rest, payloadText } as Item;
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}
