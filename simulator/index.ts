/** The door of the simulator: what the site, the commands and the tests may use. */
export { coldStart } from './facts/cold-starts.ts';
export { factsOn, facts, type FactId, type Facts } from './facts/index.ts';
export { deploymentConfigs, type DeploymentConfigName } from './facts/deployments.ts';
export { rules, type Rule, type RuleId } from './facts/rules.ts';
export { valueOn, type Fact, type FactStatus, type Source } from './facts/fact.ts';
export { formatFact } from './facts/format-fact.ts';
export { hasSnapStart, nodeVersion, runtimeOn, runtimes, type RuntimeStanding } from './facts/runtimes.ts';
export { groupedNumber, quantityText } from './facts/quantity-text.ts';
export { functionArn, logGroupName, logStreamName, requestId } from './identity.ts';
export { executionEnvironmentMachine } from './lifecycles/execution-environment.machine.ts';
export { misconceptions, misconceptionIds, type Misconception, type MisconceptionId } from './misconceptions/index.ts';
export { awsPolicies, type Policies } from './policies.ts';
export {
  expectedRequests,
  parseScenario,
  parseScenarioText,
  scenarioJsonSchema,
  scenarioLimits,
  ScenarioError,
  type Action,
  type Caller,
  type Distribution,
  type LambdaFunction,
  type Problem,
  type Scenario,
  type ScenarioInput,
  type Traffic,
} from './scenario/index.ts';
export { simulate, type Progress, type SimulateOptions } from './simulate.ts';
export {
  conditions,
  deploymentSteps,
  eventFields,
  eventTypes,
  initializationTypes,
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
