import { parseScenario, simulate, type ScenarioInput, type Trace } from '#simulator';

type FunctionInput = ScenarioInput['functions'][number];

/** A run by profile of one function `f`, 100 ms a request with an init of 200 ms, unless told otherwise. */
export function runOf(given: Partial<ScenarioInput> & { fn?: Partial<FunctionInput> }): Trace {
  const { fn, ...scenario } = given;
  const Profile = { durationMs: { kind: 'constant', value: 100 }, initMs: { kind: 'constant', value: 200 } } as const;
  return simulate(parseScenario({ functions: [{ FunctionName: 'f', Profile, ...fn }], ...scenario }));
}

/** Requests to `f` at these instants. */
export const invokeAt = (...atMs: number[]): NonNullable<ScenarioInput['actions']> =>
  atMs.map((at) => ({ do: 'invoke', atMs: at, FunctionName: 'f' }));
