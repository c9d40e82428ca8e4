/**
 * The ways in which CodeDeploy shifts the traffic of a Lambda alias, as it defines them
 * (https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html, read on
 * 2026-11-21): a canary shifts a part and the rest later, a linear one the same part again and again.
 */
export const deploymentConfigs = {
  'CodeDeployDefault.LambdaAllAtOnce': { kind: 'allAtOnce', percent: 100, minutes: 0 },
  'CodeDeployDefault.LambdaCanary10Percent5Minutes': { kind: 'canary', percent: 10, minutes: 5 },
  'CodeDeployDefault.LambdaCanary10Percent10Minutes': { kind: 'canary', percent: 10, minutes: 10 },
  'CodeDeployDefault.LambdaCanary10Percent15Minutes': { kind: 'canary', percent: 10, minutes: 15 },
  'CodeDeployDefault.LambdaCanary10Percent30Minutes': { kind: 'canary', percent: 10, minutes: 30 },
  'CodeDeployDefault.LambdaLinear10PercentEvery1Minute': { kind: 'linear', percent: 10, minutes: 1 },
  'CodeDeployDefault.LambdaLinear10PercentEvery2Minutes': { kind: 'linear', percent: 10, minutes: 2 },
  'CodeDeployDefault.LambdaLinear10PercentEvery3Minutes': { kind: 'linear', percent: 10, minutes: 3 },
  'CodeDeployDefault.LambdaLinear10PercentEvery10Minutes': { kind: 'linear', percent: 10, minutes: 10 },
} as const;

export type DeploymentConfigName = keyof typeof deploymentConfigs;
