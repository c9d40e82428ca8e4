/** How long things take, and what CPU they get. */
import { cpuTicks } from './cpu-ticks.ts';
import { factTable, since } from './fact.ts';
import { newFailureForm } from './log-forms.ts';
import { sources } from './sources.ts';

const launch = '2015-04-09';
const source = sources.executionEnvironment;

export const timings = {
  ...factTable({
    'limits.init.onDemand': {
      title: 'Time limit of the init phase',
      unit: 's',
      source,
      values: since([launch, 10]),
    },
    'init.again.underTimeout': {
      title: 'Whether an init phase that runs again is limited by the timeout of the function',
      unit: 'yes/no',
      source: sources.doomLoop,
      values: since([launch, 0], [newFailureForm, 1]),
      note: 'Before, it had a limit of its own, as the first has. The day is that of the change in the guide; environments changed bit by bit in 2024.',
    },
    'limits.init.provisioned': {
      title: 'Least time limit of the init phase with provisioned concurrency or SnapStart',
      unit: 's',
      source,
      values: since(['2019-12-03', 130]),
      note: 'The timeout of the function, when that is longer.',
    },
    'limits.restore': {
      title: 'Time limit of a SnapStart restore',
      unit: 's',
      source,
      values: since(['2022-11-29', 10]),
    },
    'limits.shutdown.none': {
      title: 'Time limit of the shutdown phase without extensions',
      unit: 'ms',
      source,
      values: since([launch, 0]),
    },
    'limits.shutdown.internal': {
      title: 'Time limit of the shutdown phase with an internal extension',
      unit: 'ms',
      source,
      values: since(['2020-10-08', 500]),
    },
    'limits.shutdown.external': {
      title: 'Time limit of the shutdown phase with an external extension',
      unit: 'ms',
      source,
      values: since(['2020-10-08', 2000]),
    },
    'environment.idleLife': {
      title: 'Time an idle environment is kept',
      unit: 's',
      source: sources.pacsTraces,
      status: 'assumed',
      values: since([launch, 640]),
      note: 'AWS publishes no number and may take an environment back at any time. This one was seen in traces of 2020.',
    },
    'environment.maximumLife': {
      title: 'Longest life of an environment',
      unit: 's',
      source: sources.pacsTraces,
      status: 'assumed',
      values: since([launch, 7200]),
      note: 'AWS says “every few hours” and publishes no number. In traces of 2020 none lived past about two hours.',
    },
    'cpu.mbPerVcpu': {
      title: 'Memory size that has one vCPU',
      unit: 'MB',
      source: sources.memory,
      values: since([launch, 1769]),
      note: 'CPU is in proportion to memory; one thread gains nothing above one vCPU.',
    },
    'cpu.initVcpu': {
      title: 'CPU that the init phase gets, whatever the memory size',
      unit: 'vCPU',
      source: sources.coldStarts,
      status: 'measured',
      values: since([launch, 1]),
      note: 'From 128 to 1,024 MB the measured init time of every runtime hardly changes, while CPU work in the handler becomes many times faster: init does not share the limit of the handler. That one thread gets one whole vCPU is concluded from it; others measured the same (https://chezsoi.org/shaarli/shaare/VjZRCw).',
    },
    'runtime.warmOverhead': {
      title: 'Time Lambda adds to a warm invocation',
      unit: 'ms',
      source: sources.coldstart,
      status: 'assumed',
      values: since([launch, 1]),
      note: 'Between the request and the START line; AWS publishes no number.',
    },
  }),
  ...cpuTicks,
};
