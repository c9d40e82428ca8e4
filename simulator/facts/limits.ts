/** Quotas of Lambda: what a function, a request and an account may be. */
import { factTable, since } from './fact.ts';
import { sources } from './sources.ts';

const KB = 1024;
const MB = 1024 * KB;
const GB = 1024 * MB;

/** Lambda's first day for everyone; stands where the day a limit began is not known. */
const launch = '2015-04-09';
const source = sources.quotas;

export const limits = factTable({
  'limits.memory.default': { title: 'Default memory size', unit: 'MB', source, values: since([launch, 128]) },
  'limits.memory.min': { title: 'Smallest memory size', unit: 'MB', source, values: since([launch, 128]) },
  'limits.memory.max': {
    title: 'Largest memory size',
    unit: 'MB',
    source,
    values: since([launch, 1536], ['2017-11-30', 3008], ['2020-12-01', 10240]),
    note: 'Accounts that are new start with less (3,008 MB is often reported). The API accepts 32,768 MB, for Managed Instances. The days of the old values were not checked again.',
  },
  'limits.memory.step': {
    title: 'Step between memory sizes',
    unit: 'MB',
    source,
    values: since([launch, 64], ['2020-12-01', 1]),
  },
  'limits.timeout.default': { title: 'Default timeout', unit: 's', source, values: since([launch, 3]) },
  'limits.timeout.min': { title: 'Shortest timeout', unit: 's', source, values: since([launch, 1]) },
  'limits.timeout.max': {
    title: 'Longest timeout',
    unit: 's',
    source,
    values: since([launch, 60], ['2015-10-08', 300], ['2018-10-10', 900]),
    note: 'Managed Instances functions may run 90 minutes when they are invoked asynchronously or by most event source mappings. The days of the old values were not checked again.',
  },
  'limits.tmp.default': { title: 'Default size of /tmp', unit: 'MB', source, values: since([launch, 512]) },
  'limits.tmp.max': {
    title: 'Largest size of /tmp',
    unit: 'MB',
    source,
    values: since([launch, 512], ['2022-03-24', 10240]),
  },
  'limits.environmentVariables.total': {
    title: 'All environment variables of a function together',
    unit: 'byte',
    source,
    values: since([launch, 4 * KB]),
    note: 'Lambda measures their JSON text.',
  },
  'limits.payload.syncRequest': {
    title: 'Request of a synchronous invocation',
    unit: 'byte',
    source,
    values: since([launch, 6 * MB]),
  },
  'limits.payload.syncResponse': {
    title: 'Response of a synchronous invocation',
    unit: 'byte',
    source: sources.runtimeEmulator,
    values: since([launch, 6 * MB + 100]),
    note: 'The guide says 6 MB; the error message and AWS’s own emulator say 100 bytes more.',
  },
  'limits.payload.asyncRequest': {
    title: 'Event of an asynchronous invocation',
    unit: 'byte',
    source,
    values: since([launch, 128 * KB], ['2018-01-01', 256 * KB, 'The day is a guess.'], ['2025-10-24', 1 * MB]),
    note: 'AWS’s posts about 1 MB are of late October 2025; the exact day is taken from them.',
  },
  'limits.payload.streamedResponse': {
    title: 'Streamed response',
    unit: 'byte',
    source,
    values: since(['2023-04-07', 20 * MB], ['2025-08-11', 200 * MB]),
  },
  'limits.payload.streamFreeBytes': {
    title: 'Part of a streamed response that is sent at full speed',
    unit: 'byte',
    source,
    values: since(['2023-04-07', 6 * MB]),
  },
  'limits.payload.streamBandwidth': {
    title: 'Bandwidth of a streamed response after its first part',
    unit: 'byte/s',
    source,
    values: since(['2023-04-07', 2 * MB]),
  },
  'limits.payload.headers': {
    title: 'Request line and headers of a request',
    unit: 'byte',
    source,
    values: since(['2025-10-24', 1 * MB]),
    note: 'Older copies of the page do not list it.',
  },
  'limits.payload.clientContext': {
    title: 'ClientContext of a request, in base64',
    unit: 'byte',
    source: sources.invokeApi,
    values: since([launch, 3583]),
  },
  'limits.logTail': {
    title: 'End of the log that LogType Tail returns',
    unit: 'byte',
    source: sources.invokeApi,
    values: since([launch, 4 * KB]),
  },
  'limits.package.zipped': {
    title: 'Zip package, zipped, when it is uploaded directly',
    unit: 'byte',
    source,
    values: since([launch, 50 * MB]),
  },
  'limits.package.unzipped': {
    title: 'Zip package with its layers, unzipped',
    unit: 'byte',
    source,
    values: since([launch, 250 * MB]),
  },
  'limits.package.image': {
    title: 'Container image, uncompressed',
    unit: 'byte',
    source,
    values: since(['2020-12-01', 10 * GB]),
  },
  'limits.layers': { title: 'Layers of a function', unit: 'layer', source, values: since(['2018-11-29', 5]) },
  'limits.extensions': {
    title: 'Extensions of a function',
    unit: 'extension',
    source: sources.extensions,
    values: since(['2020-10-08', 10]),
  },
  'limits.concurrency.account': {
    title: 'Concurrent executions of an account in a Region',
    unit: 'concurrent execution',
    source,
    values: since([launch, 100], ['2017-05-16', 1000]),
    note: 'The default, which AWS raises on request. New accounts start with less (10 or 50 are reported) and get more with use. The day of the old value was not checked again.',
  },
  'limits.concurrency.unreservedMin': {
    title: 'Concurrency that always stays unreserved',
    unit: 'concurrent execution',
    source: sources.reservedConcurrency,
    values: since(['2017-11-30', 100]),
    note: 'In an account with a smaller quota, the quota itself.',
  },
  'limits.scaling.environments': {
    title: 'New environments of a function in ten seconds',
    unit: 'environment',
    source: sources.scaling,
    values: since(['2023-11-26', 1000]),
    note: 'Before, one burst of 500 to 3,000 for the whole account in a Region, then 500 a minute. The quota refills all the time and is never saved up.',
  },
  'limits.requestsPerConcurrency': {
    title: 'Requests a second for each unit of concurrency',
    unit: 'request/s',
    source: sources.concurrency,
    values: since([launch, 10]),
    note: 'Counted over the whole account, or over a function with reserved or provisioned concurrency, not for one environment.',
  },
  'limits.fileDescriptors': {
    title: 'File descriptors of an environment',
    unit: 'file descriptor',
    source,
    values: since([launch, 1024]),
  },
  'limits.processes': {
    title: 'Processes and threads of an environment',
    unit: 'process',
    source,
    values: since([launch, 1024]),
  },
});
