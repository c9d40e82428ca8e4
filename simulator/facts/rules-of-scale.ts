/** Rules of everything that scales: clients, asynchronous events, versions, provisioned concurrency, deployments, wrong models. */
import { rule, type Rule } from './rule.ts';
import { sources } from './sources.ts';

/** Append only, as all rules. */
export const rulesOfScale = [
  rule(
    'request.asynchronous',
    'The caller invoked asynchronously: Lambda puts the event in its queue and answers 202 at once.',
    sources.invokeApi,
  ),
  rule(
    'fault.serviceError',
    'Lambda itself failed, which the scenario asked for: the caller gets 500 and no code runs.',
    sources.retryBehavior,
  ),
  rule(
    'admission.provisioned',
    'A provisioned environment of this version is free, so the request runs there without a cold start.',
    sources.concurrency,
  ),
  rule(
    'admission.spillover',
    'No provisioned environment is free for this request, so it goes on to the concurrency that is not provisioned.',
    sources.concurrency,
  ),
  rule(
    'admission.accountRate',
    'The account has let in as many requests this second as its concurrency allows, so the request is throttled: the caller gets 429 and no code runs.',
    sources.concurrency,
  ),
  rule(
    'admission.reservedRate',
    'The function has let in as many requests this second as its reserved concurrency allows, so the request is throttled: the caller gets 429 and no code runs.',
    sources.concurrency,
  ),
  rule(
    'admission.scalingRate',
    'The function got as many new environments in the last seconds as its scaling rate allows, so the request is throttled: the caller gets 429 and no code runs.',
    sources.scaling,
  ),
  rule(
    'admission.burst',
    'The account got as many new environments as its burst and the minutes since allow, so the request is throttled: the caller gets 429 and no code runs.',
    sources.formerScaling,
  ),
  rule(
    'placement.restore',
    'No environment of the version is idle, so Lambda makes one from the snapshot of the version; its init code does not run again.',
    sources.snapStart,
  ),
  rule(
    'alias.weights',
    'The alias has two versions; a random draw against their weights chooses one for each request.',
    sources.aliasRouting,
  ),
  rule('alias.updated', 'The alias points to this version from now on.', sources.aliasRouting),
  rule(
    'version.published',
    'Publishing makes an immutable copy of the code and the configuration under the next number.',
    sources.versions,
  ),
  rule(
    'version.unchanged',
    'Nothing has changed since the version published last, so Lambda makes none and answers with that one.',
    sources.versions,
  ),
  rule(
    'snapStart.snapshot',
    'With SnapStart, init runs when the version is published, and a snapshot of the memory is kept for every environment to come.',
    sources.snapStart,
  ),
  rule(
    'snapStart.pending',
    'The snapshot of this version is not made yet, so the version is Pending and cannot be invoked.',
    sources.snapStartActivating,
  ),
  rule(
    'concurrency.reserved',
    'Reserved concurrency is taken out of the account for this function alone: no other can use it, and this one cannot use more.',
    sources.reservedConcurrency,
  ),
  rule(
    'concurrency.unreserved',
    'The function has no reserved concurrency any more and shares what no function has reserved.',
    sources.reservedConcurrency,
  ),
  rule(
    'concurrency.refused',
    'So much concurrency cannot be set aside: a part of the account must stay unreserved.',
    sources.reservedConcurrency,
  ),
  rule(
    'provisioned.requested',
    'Allocation of provisioned concurrency begins after a minute or two, and none of it is usable until all is ready.',
    sources.concurrency,
  ),
  rule(
    'provisioned.allocated',
    'Lambda initializes a provisioned environment ahead of any request.',
    sources.provisionedConcurrency,
  ),
  rule(
    'provisioned.ready',
    'All of the provisioned concurrency is initialized, so it takes requests from now on.',
    sources.provisionedConcurrency,
  ),
  rule(
    'provisioned.failed',
    'The init phase of a provisioned environment failed, so the whole allocation failed.',
    sources.recordedReplies,
  ),
  rule(
    'provisioned.overReserved',
    'Provisioned concurrency may not be more than the reserved concurrency of the function.',
    sources.provisionedConcurrency,
  ),
  rule(
    'provisioned.overAccount',
    'Provisioned concurrency may not be more than what the account has unreserved, less the part that must stay so.',
    sources.provisionedConcurrency,
  ),
  rule('provisioned.removed', 'The provisioned concurrency was taken away.', sources.provisionedConcurrency),
  rule(
    'provisioned.recycled',
    'Lambda replaces a provisioned environment that is too old by a new one, whose init it runs and bills again.',
    sources.provisionedConcurrency,
  ),
  rule(
    'scaling.out',
    'Utilization was over the target in each of the last minutes that the alarm looks at, so provisioned concurrency grows.',
    sources.provisionedConcurrency,
  ),
  rule(
    'scaling.in',
    'Utilization was well under the target in each of the last minutes that the alarm looks at, so provisioned concurrency shrinks.',
    sources.provisionedConcurrency,
  ),
  rule(
    'scaling.scheduled',
    'A scheduled action set the least and the most of provisioned concurrency.',
    sources.provisionedConcurrency,
  ),
  rule(
    'async.dispatched',
    'Lambda takes the event from its queue and invokes the function with it.',
    sources.asyncErrors,
  ),
  rule(
    'async.retryAfterError',
    'An asynchronous event that ended in a function error is tried again after a minute, then after two.',
    sources.asyncErrors,
  ),
  rule(
    'async.backOff',
    'An asynchronous event that was throttled or met a system error goes back to the queue and is tried again after a wait that grows.',
    sources.asyncErrors,
  ),
  rule(
    'async.retriesExhausted',
    'Every attempt at the event ended in a function error and no more are allowed, so Lambda gives it up.',
    sources.asyncErrors,
  ),
  rule(
    'async.eventAgeExceeded',
    'The event is older than its function allows, so Lambda gives it up.',
    sources.asyncErrors,
  ),
  rule(
    'async.zeroReserved',
    'The reserved concurrency of the function is zero, so Lambda gives the event up without an attempt.',
    sources.asyncRecords,
  ),
  rule(
    'async.succeeded',
    'The function served the event, and its record goes to the destination.',
    sources.asyncRecords,
  ),
  rule(
    'async.duplicated',
    'Asynchronous events are delivered at least once: this one is delivered a second time, which the scenario asked for.',
    sources.asyncErrors,
  ),
  rule(
    'async.deadLetter',
    'An event that is given up goes to the dead-letter queue of its function.',
    sources.asyncRecords,
  ),
  rule(
    'destination.gone',
    'What the record was to be sent to is not there any more, so the record is lost.',
    sources.asyncRecords,
  ),
  rule(
    'recursion.detected',
    'The chain of invocations that led here is so long that Lambda takes it for a loop and stops it.',
    sources.recursion,
  ),
  rule('invoke.next', 'The function invoked another asynchronously at the end of its work.', sources.invokeApi),
  rule(
    'caller.timeout',
    'The client waited as long as it was told to and hung up; the function does not notice and runs on.',
    sources.sdkRetries,
  ),
  rule(
    'caller.retry',
    'The client tries again after a random share of a wait that doubles with each attempt.',
    sources.sdkRetries,
  ),
  rule('caller.attemptsUsedUp', 'The client has made all its attempts and gives up.', sources.sdkRetries),
  rule(
    'caller.quotaUsedUp',
    'The retry quota of the client is used up, so it gives up without another attempt.',
    sources.sdkRetries,
  ),
  rule(
    'caller.held',
    'In adaptive mode the client holds a request back while it was throttled lately.',
    sources.sdkRetries,
  ),
  rule('deployment.started', 'The deployment begins.', sources.deploymentConfigurations),
  rule(
    'deployment.shifted',
    'The deployment gives the new version its next share of the traffic of the alias.',
    sources.deploymentConfigurations,
  ),
  rule('deployment.succeeded', 'All traffic of the alias goes to the new version.', sources.deploymentConfigurations),
  rule(
    'deployment.hookFailed',
    'A function that was to check the deployment failed, so the alias goes back to the old version.',
    sources.deploymentHooks,
  ),
  rule(
    'deployment.alarm',
    'An alarm of the deployment went off, so the alias goes back to the old version.',
    sources.deploymentConfigurations,
  ),
  rule('deployment.hookInvoked', 'The deployment invokes a function to check it.', sources.deploymentHooks),
  rule('resource.deleted', 'What was deleted takes no more records.', sources.asyncRecords),
  rule(
    'misconception.warmPool',
    'In this wrong model, environments are kept ready for a function because concurrency is reserved for it.',
    sources.coldstart,
  ),
  rule(
    'misconception.shared',
    'In this wrong model, an environment takes a request while it serves another.',
    sources.coldstart,
  ),
  rule(
    'misconception.cap',
    'In this wrong model, provisioned concurrency is all the concurrency there is.',
    sources.coldstart,
  ),
  rule(
    'misconception.noInit',
    'In this wrong model, only the first environment of a function starts cold.',
    sources.coldstart,
  ),
  rule(
    'misconception.lost',
    'In this wrong model, an asynchronous event that is throttled is lost.',
    sources.coldstart,
  ),
  rule(
    'misconception.retried',
    'In this wrong model, Lambda itself tries a synchronous invocation again that ran out of time.',
    sources.coldstart,
  ),
  rule(
    'misconception.requestsPerSecond',
    'In this wrong model, concurrency counts the requests of a second, however short they are.',
    sources.coldstart,
  ),
  rule(
    'request.notFound',
    'The qualifier of the request names no version and no alias, so Lambda refuses it before any code runs.',
    sources.recordedReplies,
  ),
  rule(
    'bill.restoreIncluded',
    'The billed part of the restore and the handler time are added and the sum is rounded up to whole milliseconds.',
    sources.snapStartMonitoring,
  ),
  rule(
    'restore.failed',
    'The environment could not be restored from its snapshot, so the invocation failed and Lambda ended the environment.',
    sources.executionEnvironment,
  ),
  rule(
    'destination.delivered',
    'The record of an asynchronous invocation goes to the destination that is set for how it ended.',
    sources.asyncRecords,
  ),
  rule('run.cut', 'The run ends here, because it has more requests than a run may have.', sources.coldstart),
  rule(
    'action.notFound',
    'The version or alias that is named is not there at this moment, so the call is refused and nothing changes.',
    sources.recordedReplies,
  ),
] as const satisfies readonly Rule[];
