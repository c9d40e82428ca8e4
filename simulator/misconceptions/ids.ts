/** The wrong models by name; `scenario.misconception` picks one. What each decides stands beside this file. */
export const misconceptionIds = [
  'reservedKeepsWarm',
  'provisionedIsACap',
  'environmentServesMany',
  'warmForEver',
  'throttledEventsAreLost',
  'timeoutsAreRetried',
  'memoryNeverHelps',
  'retriesAtOnce',
  'burstIsUnlimited',
  'oneColdStart',
  'reservingTakesNothing',
  'concurrencyIsRequestsPerSecond',
] as const;
export type MisconceptionId = (typeof misconceptionIds)[number];
