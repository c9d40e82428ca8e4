/** Functions of a scenario added, renamed and removed, with everything that names them. */
import { parseScenario, type Action, type LambdaFunction, type Scenario } from '#simulator';

/** Functions that the page lets a scenario have; a file may hold more. */
export const mostFunctions = 20;

/** A new function by profile, configured like nothing else. */
export function withNewFunction(scenario: Scenario, name: string): Scenario {
  const made = parseScenario({
    functions: [{ FunctionName: 'new', Profile: { durationMs: { kind: 'constant', value: 100 } } }],
  }).functions[0] as LambdaFunction;
  return { ...scenario, functions: [...scenario.functions, { ...made, FunctionName: name }] };
}

/** A name that no function of the scenario has. */
export function unusedName(scenario: Scenario, stem = 'function'): string {
  const taken = new Set(scenario.functions.map(({ FunctionName }) => FunctionName));
  for (let i = 2; ; i++) if (!taken.has(`${stem}-${i}`)) return `${stem}-${i}`;
}

/** The scenario with another name for a function, wherever it is named. */
export function withRenamedFunction(scenario: Scenario, from: string, to: string): Scenario {
  const named = (name: string): string => (name === from ? to : name);
  const arn = (text: string): string =>
    /^arn:aws:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(text)?.[1] === from
      ? text.replace(`:function:${from}`, `:function:${to}`)
      : text;
  return {
    ...scenario,
    functions: scenario.functions.map((fn) => renamed(fn, named, arn)),
    traffic: scenario.traffic.map((source) => ({ ...source, FunctionName: named(source.FunctionName) })),
    scalableTargets: scenario.scalableTargets.map((one) => ({ ...one, FunctionName: named(one.FunctionName) })),
    actions: scenario.actions.map((action) => renamedIn(action, named, arn)),
  };
}

type Rename = (name: string) => string;

function renamed(fn: LambdaFunction, named: Rename, arn: Rename): LambdaFunction {
  const changed = {
    ...fn,
    FunctionName: named(fn.FunctionName),
    EventInvokeConfigs: fn.EventInvokeConfigs.map((one) => ({
      ...one,
      DestinationConfig: withArns(one.DestinationConfig, arn),
    })),
  };
  const next = fn.Profile?.invokes;
  if (!fn.Profile || !next) return changed;
  return { ...changed, Profile: { ...fn.Profile, invokes: { ...next, FunctionName: named(next.FunctionName) } } };
}

function renamedIn(action: Action, named: Rename, arn: Rename): Action {
  if (!('FunctionName' in action)) return action;
  const moved = { ...action, FunctionName: named(action.FunctionName) };
  if (moved.do === 'putFunctionEventInvokeConfig')
    return { ...moved, DestinationConfig: withArns(moved.DestinationConfig, arn) };
  if (moved.do === 'createDeployment') {
    const { BeforeAllowTraffic: before, AfterAllowTraffic: after } = moved;
    return {
      ...moved,
      ...(before === undefined ? {} : { BeforeAllowTraffic: named(before) }),
      ...(after === undefined ? {} : { AfterAllowTraffic: named(after) }),
    };
  }
  return moved;
}

type Destinations = LambdaFunction['EventInvokeConfigs'][number]['DestinationConfig'];

const withArns = ({ OnSuccess, OnFailure }: Destinations, arn: Rename): Destinations => ({
  ...(OnSuccess ? { OnSuccess: { Destination: arn(OnSuccess.Destination) } } : {}),
  ...(OnFailure ? { OnFailure: { Destination: arn(OnFailure.Destination) } } : {}),
});

/** The scenario without a function: what invokes it, scales it and is done to it goes with it. */
export function withoutFunction(scenario: Scenario, name: string): Scenario {
  const isOther = (item: { FunctionName: string }): boolean => item.FunctionName !== name;
  return {
    ...scenario,
    functions: scenario.functions.filter(isOther),
    traffic: scenario.traffic.filter(isOther),
    scalableTargets: scenario.scalableTargets.filter(isOther),
    actions: scenario.actions.filter((action) => !('FunctionName' in action) || isOther(action)),
  };
}
