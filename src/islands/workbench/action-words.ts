/** Each action of a scenario in a few words, in AWS's names where AWS has one. */
import type { Action } from '#simulator';
import { percentText } from './quantities.ts';

/** What an action does: `reserved concurrency 5`, `alias live to version 2, 10 % to 3`. */
export function actionWords(action: Action): string {
  switch (action.do) {
    case 'invoke': {
      const how = action.InvocationType === 'Event' ? 'invoke asynchronously' : 'invoke';
      const whom = action.Qualifier === undefined ? how : `${how} ${action.Qualifier}`;
      return action.count === 1 ? whom : `${whom}, ${action.count} at once`;
    }
    case 'updateFunctionConfiguration': {
      const changes = [
        action.MemorySize === undefined ? '' : `MemorySize ${action.MemorySize} MB`,
        action.Timeout === undefined ? '' : `Timeout ${action.Timeout} s`,
        action.Environment === undefined ? '' : 'environment variables',
      ];
      return `change ${changes.filter(Boolean).join(', ')}`;
    }
    case 'updateFunctionCode':
      return action.Profile ? `new code, ${(action.Profile.errorRate * 100).toFixed(0)} % errors` : 'new code';
    case 'publishVersion':
      return 'publish a version';
    case 'updateAlias': {
      const [additional] = Object.entries(action.RoutingConfig?.AdditionalVersionWeights ?? {});
      const second = additional ? `, ${percentText(additional[1])} to ${additional[0]}` : '';
      return `alias ${action.Name} to version ${action.FunctionVersion}${second}`;
    }
    case 'putFunctionConcurrency':
      return `reserved concurrency ${action.ReservedConcurrentExecutions}`;
    case 'deleteFunctionConcurrency':
      return 'no reserved concurrency';
    case 'putProvisionedConcurrencyConfig':
      return `provisioned concurrency ${action.ProvisionedConcurrentExecutions} on ${action.Qualifier}`;
    case 'deleteProvisionedConcurrencyConfig':
      return `no provisioned concurrency on ${action.Qualifier}`;
    case 'putFunctionEventInvokeConfig':
      return `asynchronous: ${action.MaximumRetryAttempts} retries, ${action.MaximumEventAgeInSeconds} s`;
    case 'createDeployment':
      return `deploy version ${action.FunctionVersion} to ${action.Alias}, ${action.DeploymentConfigName.replace('CodeDeployDefault.Lambda', '')}`;
    case 'deleteResource':
      return `delete ${action.Arn.split(':').slice(5).join(':')}`;
    case 'killEnvironment':
      return `end environment ${action.environment + 1}`;
  }
}
