/** How fast functions scale and how provisioned concurrency and SnapStart come about. */
import { factTable, since } from './fact.ts';
import { sources } from './sources.ts';

const launch = '2015-04-09';
/** The day every function got a scaling rate of its own. */
const ownRate = '2023-11-26';
const provisionedLaunch = '2019-12-03';
const snapStartLaunch = '2022-11-29';

export const concurrency = factTable({
  'limits.concurrency.newAccount': {
    title: 'Concurrent executions of an account that is new',
    unit: 'concurrent execution',
    source: sources.newAccounts,
    status: 'assumed',
    values: since([launch, 50], ['2022-01-01', 10]),
    note: 'AWS only says that new accounts start with a reduced quota that grows with use. Users report 10, and earlier 50; the day between is a guess.',
  },
  'scaling.perFunction': {
    title: 'Whether every function has a scaling rate of its own',
    unit: 'yes/no',
    source: sources.fasterScaling,
    values: since([launch, 0], [ownRate, 1]),
  },
  'scaling.window': {
    title: 'Time in which a function may get its full number of new environments',
    unit: 's',
    source: sources.scaling,
    values: since([ownRate, 10]),
    note: 'The allowance refills all the time and is never saved up.',
  },
  'scaling.burst.large': {
    title: 'Burst of an account in the three largest Regions',
    unit: 'concurrent execution',
    source: sources.formerScaling,
    values: since([launch, 3000]),
    note: 'In us-east-1, us-west-2 and eu-west-1, until November 2023.',
  },
  'scaling.burst.medium': {
    title: 'Burst of an account in Tokyo, Frankfurt and Ohio',
    unit: 'concurrent execution',
    source: sources.formerScaling,
    values: since([launch, 1000]),
    note: 'In ap-northeast-1, eu-central-1 and us-east-2, until November 2023.',
  },
  'scaling.burst.small': {
    title: 'Burst of an account in any other Region',
    unit: 'concurrent execution',
    source: sources.formerScaling,
    values: since([launch, 500]),
    note: 'Until November 2023.',
  },
  'scaling.burst.perMinute': {
    title: 'Concurrency an account gained each minute after its burst',
    unit: 'concurrent execution',
    source: sources.formerScaling,
    values: since([launch, 500]),
    note: 'Until November 2023.',
  },
  'rate.window': {
    title: 'Time over which requests per second are counted',
    unit: 's',
    source: sources.coldstart,
    status: 'assumed',
    values: since([launch, 1]),
    note: 'AWS gives a rate per second and not how it is measured; here it is the number let in during the second before.',
  },
  'provisioned.startDelay.min': {
    title: 'Shortest time until the allocation of provisioned concurrency begins',
    unit: 's',
    source: sources.concurrency,
    values: since([provisionedLaunch, 60]),
    note: 'AWS says a minute or two; the time in between is drawn at random.',
  },
  'provisioned.startDelay.max': {
    title: 'Longest time until the allocation of provisioned concurrency begins',
    unit: 's',
    source: sources.concurrency,
    values: since([provisionedLaunch, 120]),
  },
  'provisioned.perMinute': {
    title: 'Provisioned environments a function gets in a minute',
    unit: 'environment',
    source: sources.concurrency,
    values: since([provisionedLaunch, 500], [ownRate, 6000]),
    note: 'The day on which it grew from 500 is taken to be that of the faster scaling.',
  },
  'provisioned.utilization.target': {
    title: 'Share of the target below which target tracking scales in',
    unit: '1',
    source: sources.provisionedConcurrency,
    values: since([provisionedLaunch, 0.9]),
  },
  'provisioned.alarm.dataPoints': {
    title: 'Minutes in a row that an alarm of target tracking needs',
    unit: 'minute',
    source: sources.provisionedConcurrency,
    values: since([provisionedLaunch, 3]),
  },
  'snapStart.snapshot': {
    title: 'Time Lambda takes to make and cache a snapshot after init',
    unit: 's',
    source: sources.coldstart,
    status: 'assumed',
    values: since([snapStartLaunch, 60]),
    note: 'AWS says that publishing takes longer with SnapStart and publishes no number; a minute or two are often seen.',
  },
  'snapStart.restore.median': {
    title: 'Time to restore a snapshot',
    unit: 'ms',
    source: sources.snapStartNumbers,
    status: 'assumed',
    values: since([snapStartLaunch, 200]),
    note: 'AWS publishes no distribution. Restores from about 100 to 700 ms are reported; here they are spread around this middle value.',
  },
  'snapStart.restore.billed': {
    title: 'Billed part of a restore besides its hooks',
    unit: 'ms',
    source: sources.coldstart,
    status: 'assumed',
    values: since([snapStartLaunch, 50]),
    note: 'AWS bills the time in which the runtime loads and its hooks run, not the rest of the restore, and publishes no usual figure.',
  },
});

/**
 * Shape of restore times around their middle value, `[probability, factor]`: assumed, as that value
 * (`snapStart.restore.median`) is, to span what is reported.
 */
export const restoreShape = [
  [0, 0.5],
  [0.5, 1],
  [0.9, 1.6],
  [0.99, 2.6],
  [1, 4],
] as const;
