/** The door of the simulator: what the site, the commands and the tests may use. */
export { factsOn, facts, type FactId, type Facts } from './facts/index.ts';
export { rules, type Rule, type RuleId } from './facts/rules.ts';
export { valueOn, type Fact, type FactStatus, type Source } from './facts/fact.ts';
export { formatFact } from './facts/format-fact.ts';
export { nodeVersion, runtimeOn, runtimes, type RuntimeStanding } from './facts/runtimes.ts';
export { groupedNumber, quantityText } from './facts/quantity-text.ts';
export { functionArn, logGroupName, logStreamName, requestId } from './identity.ts';
export { executionEnvironmentMachine } from './lifecycles/execution-environment.machine.ts';
export { awsPolicies, type Policies } from './policies.ts';
export {
  parseScenario,
  parseScenarioText,
  scenarioJsonSchema,
  scenarioLimits,
  ScenarioError,
  type Action,
  type Problem,
  type Scenario,
  type ScenarioInput,
  type Traffic,
} from './scenario.ts';
export { simulate, type Progress, type SimulateOptions } from './simulate.ts';
export {
  eventFields,
  eventTypes,
  initPhases,
  logLevels,
  NONE,
  project,
  statuses,
  Trace,
  type EventType,
  type EventView,
  type Projection,
  type TraceHeader,
} from './trace.ts';
export * from './projections/index.ts';
