/**
 * Prices in US dollars, us-east-1, as exact decimals with at most twelve places. `price-of.ts` counts
 * with them in whole millionths of a millionth of a dollar, so that no sum depends on its order.
 */
import { factTable, since } from './fact.ts';
import { sources } from './sources.ts';

const launch = '2015-04-09';
/** Day from which Lambda bills by the millisecond. */
const byMillisecond = '2020-12-01';
const arm = '2021-09-29';
const tiers = '2022-08-08';
/** The day SnapStart came for languages that pay for it. */
const pricedSnapStart = '2024-11-18';
const source = sources.priceList;

export const prices = factTable({
  'price.request': { title: 'Price of a request', unit: 'USD/request', source, values: since([launch, 0.0000002]) },
  'price.duration.x86_64.tier1': {
    title: 'Price of duration on x86_64',
    unit: 'USD/GB-s',
    source,
    values: since([launch, 0.00001667], [byMillisecond, 0.0000166667]),
    note: 'The old price is the one of AWS’s classic examples; the day it changed is taken to be the one of billing by the millisecond.',
  },
  'price.duration.x86_64.tier2': {
    title: 'Price of duration on x86_64, second tier',
    unit: 'USD/GB-s',
    source,
    values: since([launch, 0.00001667, 'There were no tiers.'], [byMillisecond, 0.0000166667], [tiers, 0.000015]),
  },
  'price.duration.x86_64.tier3': {
    title: 'Price of duration on x86_64, third tier',
    unit: 'USD/GB-s',
    source,
    values: since([launch, 0.00001667, 'There were no tiers.'], [byMillisecond, 0.0000166667], [tiers, 0.0000133334]),
  },
  'price.duration.arm64.tier1': {
    title: 'Price of duration on arm64',
    unit: 'USD/GB-s',
    source,
    values: since([arm, 0.0000133334]),
  },
  'price.duration.arm64.tier2': {
    title: 'Price of duration on arm64, second tier',
    unit: 'USD/GB-s',
    source,
    values: since([arm, 0.0000133334, 'There were no tiers.'], [tiers, 0.0000120001]),
  },
  'price.duration.arm64.tier3': {
    title: 'Price of duration on arm64, third tier',
    unit: 'USD/GB-s',
    source,
    values: since([arm, 0.0000133334, 'There were no tiers.'], [tiers, 0.0000106667]),
  },
  'price.tier.x86_64.first': {
    title: 'First tier of a month on x86_64',
    unit: 'GB-s',
    source: sources.pricing,
    values: since([tiers, 6_000_000_000]),
  },
  'price.tier.x86_64.second': {
    title: 'Second tier of a month on x86_64, after the first',
    unit: 'GB-s',
    source: sources.pricing,
    values: since([tiers, 9_000_000_000]),
  },
  'price.tier.arm64.first': {
    title: 'First tier of a month on arm64',
    unit: 'GB-s',
    source: sources.pricing,
    values: since([tiers, 7_500_000_000]),
  },
  'price.tier.arm64.second': {
    title: 'Second tier of a month on arm64, after the first',
    unit: 'GB-s',
    source: sources.pricing,
    values: since([tiers, 11_250_000_000]),
  },
  'price.free.requests': {
    title: 'Free requests of a month',
    unit: 'request',
    source: sources.pricing,
    values: since([launch, 1_000_000]),
  },
  'price.free.duration': {
    title: 'Free duration of a month',
    unit: 'GB-s',
    source: sources.pricing,
    values: since([launch, 400_000]),
    note: 'Shared by x86_64 and arm64; not for functions with provisioned concurrency.',
  },
  'price.ephemeralStorage': {
    title: 'Price of /tmp beyond its free part',
    unit: 'USD/GB-s',
    source,
    values: since(['2022-03-24', 0.0000000309]),
    note: 'Found for x86_64; arm64 is taken to cost the same.',
  },
  'price.ephemeralStorage.free': {
    title: 'Free part of /tmp',
    unit: 'MB',
    source: sources.pricing,
    values: since(['2022-03-24', 512]),
  },
  'price.responseStreaming': {
    title: 'Price of a streamed response beyond its free part',
    unit: 'USD/GB',
    source: sources.pricing,
    values: since(['2023-04-07', 0.008]),
  },
  'price.provisioned.x86_64': {
    title: 'Price of provisioned concurrency on x86_64',
    unit: 'USD/GB-s',
    source,
    values: since(['2019-12-03', 0.0000041667]),
  },
  'price.provisioned.arm64': {
    title: 'Price of provisioned concurrency on arm64',
    unit: 'USD/GB-s',
    source,
    values: since([arm, 0.0000033334]),
  },
  'price.provisionedDuration.x86_64': {
    title: 'Price of duration on provisioned concurrency, x86_64',
    unit: 'USD/GB-s',
    source,
    values: since(['2019-12-03', 0.0000097222]),
  },
  'price.provisionedDuration.arm64': {
    title: 'Price of duration on provisioned concurrency, arm64',
    unit: 'USD/GB-s',
    source,
    values: since([arm, 0.0000077778]),
  },
  'price.snapStart.cache': {
    title: 'Price of keeping a snapshot',
    unit: 'USD/GB-s',
    source: sources.pricing,
    values: since([pricedSnapStart, 0.0000015046]),
    note: 'Java pays nothing for SnapStart. Found for x86_64; arm64 is taken to cost the same.',
  },
  'price.snapStart.restore': {
    title: 'Price of restoring a snapshot',
    unit: 'USD/GB',
    source: sources.pricing,
    values: since([pricedSnapStart, 0.0001397998]),
    note: 'For every environment, by its memory size. Java pays nothing. Found for x86_64; arm64 is taken to cost the same.',
  },
  'billing.snapStart.least': {
    title: 'Shortest time for which a snapshot is charged',
    unit: 's',
    source: sources.pricing,
    values: since([pricedSnapStart, 10_800]),
  },
  'billing.provisioned.step': {
    title: 'Step to which the time of provisioned concurrency is rounded up',
    unit: 's',
    source: sources.pricing,
    values: since(['2019-12-03', 300]),
  },
  'billing.rounding': {
    title: 'Step to which a billed duration is rounded up',
    unit: 'ms',
    source: sources.pricing,
    values: since([launch, 100], [byMillisecond, 1]),
  },
  'billing.initBilled': {
    title: 'Whether the init phase of a zip package on a managed runtime is billed',
    unit: 'yes/no',
    source: sources.initBilling,
    values: since([launch, 0], ['2025-08-01', 1]),
    note: 'Custom runtimes, container images and provisioned concurrency paid for it before, too.',
  },
  'billing.asyncFirstPart': {
    title: 'Part of an asynchronous event that is one request',
    unit: 'byte',
    source: sources.pricing,
    values: since([launch, 262_144]),
  },
  'billing.asyncFurtherPart': {
    title: 'Further part of an asynchronous event that is one more request',
    unit: 'byte',
    source: sources.pricing,
    values: since([launch, 65_536]),
  },
});
