/** When an action takes the place of another: both set the same thing at the same instant. */
import type { Action } from '#simulator';

/** What an action sets, as a key; '' for those that do something anew each time. */
function setBy(action: Action): string {
  switch (action.do) {
    case 'putFunctionConcurrency':
    case 'deleteFunctionConcurrency':
      return `reserved ${action.FunctionName}`;
    case 'putProvisionedConcurrencyConfig':
    case 'deleteProvisionedConcurrencyConfig':
      return `provisioned ${action.FunctionName} ${action.Qualifier}`;
    case 'updateAlias':
      return `alias ${action.FunctionName} ${action.Name}`;
    case 'putFunctionEventInvokeConfig':
      return `asynchronous ${action.FunctionName} ${action.Qualifier}`;
    case 'updateFunctionCode':
      return `code ${action.FunctionName}`;
    default:
      return '';
  }
}

/** Whether `newer` makes `older` void. */
export function replaces(newer: Action, older: Action): boolean {
  const sets = setBy(newer);
  return sets !== '' && newer.atMs === older.atMs && setBy(older) === sets;
}
