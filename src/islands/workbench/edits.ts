/**
 * Everything a person can change in the workbench, as data, and the one pure function that changes
 * a scenario by it. An edit may ask for something that is not allowed: whether the result is a
 * scenario is for `parseScenario` to say, with the path of what is wrong.
 *
 * The workbench edits the first function of a scenario.
 */
import type { Action, Scenario, Traffic } from '#simulator';

export type LambdaFunction = Scenario['functions'][number];

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

export type Edit =
  | { readonly edit: 'writeFile'; readonly path: string; readonly text: string }
  | { readonly edit: 'renameFile'; readonly path: string; readonly to: string }
  | { readonly edit: 'deleteFile'; readonly path: string }
  | { readonly edit: 'configure'; readonly configuration: Configuration }
  | { readonly edit: 'configureFrom'; readonly atMs: number; readonly change: ConfigurationChange }
  | { readonly edit: 'invoke'; readonly atMs: readonly number[]; readonly count: number; readonly payloadText: string }
  | { readonly edit: 'killEnvironment'; readonly atMs: number; readonly environment: number }
  | { readonly edit: 'changeAction'; readonly index: number; readonly change: ActionChange }
  | { readonly edit: 'removeAction'; readonly index: number }
  | { readonly edit: 'setTraffic'; readonly traffic: Traffic | undefined }
  | { readonly edit: 'setTrafficPayload'; readonly payloadText: string }
  | { readonly edit: 'setRun'; readonly run: Partial<Pick<Scenario, 'seed' | 'asOf' | 'name'>> }
  | { readonly edit: 'replace'; readonly scenario: Scenario };

/** The function the workbench is about. */
export const functionOf = (scenario: Scenario): LambdaFunction => scenario.functions[0] as LambdaFunction;

/** The files of its package; none when it runs by profile. */
export const filesOf = (scenario: Scenario): Readonly<Record<string, string>> => functionOf(scenario).Code?.files ?? {};

/**
 * The scenario after an edit. Nothing of the old one is changed.
 * @returns what may have to be refused: check it with `parseScenario`
 */
export function applyEdit(scenario: Scenario, edit: Edit): Scenario {
  const { FunctionName } = functionOf(scenario);
  switch (edit.edit) {
    case 'writeFile':
      return withFiles(scenario, { ...filesOf(scenario), [edit.path]: edit.text });
    case 'renameFile':
      return withFiles(
        scenario,
        Object.fromEntries(
          Object.entries(filesOf(scenario)).map(([path, text]) => [path === edit.path ? edit.to : path, text]),
        ),
      );
    case 'deleteFile':
      return withFiles(
        scenario,
        Object.fromEntries(Object.entries(filesOf(scenario)).filter(([path]) => path !== edit.path)),
      );
    case 'configure':
      return withFunction(
        scenario,
        withoutUndefined({ ...functionOf(scenario), ...edit.configuration }) as LambdaFunction,
      );
    case 'configureFrom':
      return withActions(scenario, withConfigurationFrom(scenario, edit.atMs, edit.change));
    case 'invoke':
      return withActions(scenario, [
        ...scenario.actions,
        ...edit.atMs.map((atMs): Action => {
          const { count, payloadText } = edit;
          return { do: 'invoke', atMs, FunctionName, count, payloadText };
        }),
      ]);
    case 'killEnvironment':
      return withActions(scenario, [
        ...scenario.actions,
        { do: 'killEnvironment', atMs: edit.atMs, environment: edit.environment },
      ]);
    case 'changeAction':
      return withActions(
        scenario,
        scenario.actions.map((action, i) => (i === edit.index ? changedAction(action, edit.change) : action)),
      );
    case 'removeAction':
      return { ...scenario, actions: scenario.actions.filter((_, i) => i !== edit.index) };
    case 'setTraffic':
      return { ...scenario, traffic: edit.traffic ? [edit.traffic] : [] };
    case 'setTrafficPayload':
      return {
        ...scenario,
        traffic: scenario.traffic.map((source) => withBody(source, edit.payloadText)),
      };
    case 'setRun':
      return { ...scenario, ...edit.run };
    case 'replace':
      return edit.scenario;
  }
}

/** The configuration in force at an instant: that of the start, and every change up to then. */
export function configurationAt(scenario: Scenario, atMs: number): LambdaFunction {
  let configured = functionOf(scenario);
  for (const action of scenario.actions)
    if (action.do === 'updateFunctionConfiguration' && action.atMs <= atMs) {
      const { MemorySize, Timeout, Environment } = action;
      configured = { ...configured, ...withoutUndefined({ MemorySize, Timeout, Environment }) };
    }
  return configured;
}

/** The body an invoke or a source of traffic sends, as text. */
export function bodyText(item: { payload?: unknown; payloadText?: string | undefined }): string {
  return item.payloadText ?? JSON.stringify(item.payload ?? {}, null, 2);
}

function withFunction(scenario: Scenario, fn: LambdaFunction): Scenario {
  return { ...scenario, functions: [fn, ...scenario.functions.slice(1)] };
}

function withFiles(scenario: Scenario, files: Record<string, string>): Scenario {
  return withFunction(scenario, { ...functionOf(scenario), Code: { files } });
}

/** Actions stay in the order of their time; those of the same instant in the order they were made. */
function withActions(scenario: Scenario, actions: readonly Action[]): Scenario {
  return { ...scenario, actions: [...actions].sort((a, b) => a.atMs - b.atMs) };
}

function withConfigurationFrom(scenario: Scenario, atMs: number, change: ConfigurationChange): Action[] {
  const index = scenario.actions.findIndex((one) => one.do === 'updateFunctionConfiguration' && one.atMs === atMs);
  const { FunctionName } = functionOf(scenario);
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
