/** How the AWS SDKs try again. */
import { factTable, since } from './fact.ts';
import { sources } from './sources.ts';

const launch = '2015-04-09';
/** The month in which the newer behaviour became the default. */
const newer = '2026-11-01';
const source = sources.sdkRetries;

export const retries = factTable({
  'sdk.maxAttempts': {
    title: 'Attempts of the standard retry mode, the first included',
    unit: 'attempt',
    source,
    values: since([launch, 3]),
  },
  'sdk.backOff.throttled': {
    title: 'Base of the wait after a throttled request',
    unit: 'ms',
    source,
    values: since([launch, 1000]),
    note: 'The wait is a random share of the base doubled with each attempt. Some SDKs used less before November 2026.',
  },
  'sdk.backOff.transient': {
    title: 'Base of the wait after a server error or a time-out of the client',
    unit: 'ms',
    source,
    values: since([launch, 1000], [newer, 50]),
  },
  'sdk.backOff.longest': {
    title: 'Longest wait between two attempts',
    unit: 'ms',
    source,
    values: since([launch, 20_000]),
  },
  'sdk.quota': {
    title: 'Retry quota of a client',
    unit: 'token',
    source,
    values: since([launch, 500]),
  },
  'sdk.quota.throttled': {
    title: 'Tokens that a retry after a throttle takes',
    unit: 'token',
    source,
    values: since([launch, 5]),
  },
  'sdk.quota.transient': {
    title: 'Tokens that a retry after a server error takes',
    unit: 'token',
    source,
    values: since([launch, 5], [newer, 14]),
  },
  'sdk.quota.timeout': {
    title: 'Tokens that a retry after a time-out of the client takes',
    unit: 'token',
    source,
    values: since([launch, 10], [newer, 14]),
  },
  'sdk.adaptive.cut': {
    title: 'Share of its sending rate that a client in adaptive mode keeps after a throttle',
    unit: '1',
    source: sources.sdkRateLimiter,
    values: since([launch, 0.7]),
  },
  'sdk.adaptive.growth': {
    title: 'Factor of the cubic curve along which that rate grows back',
    unit: '1',
    source: sources.sdkRateLimiter,
    values: since([launch, 0.4]),
  },
  'sdk.adaptive.smoothing': {
    title: 'Weight of the newest half second in the rate that such a client measures',
    unit: '1',
    source: sources.sdkRateLimiter,
    values: since([launch, 0.8]),
  },
  'sdk.adaptive.leastRate': {
    title: 'Least sending rate of a client in adaptive mode',
    unit: 'request/s',
    source: sources.sdkRateLimiter,
    values: since([launch, 0.5]),
  },
  'sdk.quota.refund': {
    title: 'Tokens that a success at the first attempt gives back',
    unit: 'token',
    source,
    values: since([launch, 1]),
  },
});
