/** What the process was started with: see `#startText` in guest-process.ts. */
export const config = {
  handler: '',
  nodeMajor: 24,
  nodeVersion: '',
  environmentVariables: {},
  isJson: false,
  lowestLevel: 0,
  startedAtUs: 0,
};
