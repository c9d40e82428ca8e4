/**
 * SnapStart: init runs once, when a version is published; every environment is restored from the
 * snapshot that was made then.
 *
 * Models: init under its own time limit at publish, the version Pending until the snapshot is cached,
 * restores with their time limit and hooks, what is drawn at init being the same in every environment
 * (https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html).
 * Assumed: the time a snapshot takes, the spread of restore times, the billed part of a restore.
 * Left out: snapshots that Lambda drops after two weeks without use, their renewal for patches. AWS
 * does not offer SnapStart for Node.js; JavaScript stands in for the languages that have it.
 */
import { restoreShape } from '../facts/concurrency.ts';
import { ruleNumber } from '../facts/rules.ts';
import { quantile } from '../kernel/random.ts';
import { bytesPerMB, msToUs, secondsToUs } from '../kernel/units.ts';
import { kindOf, NONE, statuses } from '../trace.ts';
import { followBefore } from './before.ts';
import { afterRestore, openRestored, openRun } from './code-run.ts';
import { INVOKE, onDemandList, READY } from './environments.ts';
import { createAhead } from './placement.ts';
import { beginInit } from './initialize.ts';
import { beginInvoke, finishRestoreFailure } from './invoke.ts';
import { end } from './reclaim.ts';
import type { Snapshot } from './sandbox.ts';
import { functionOf, scheduleStep, scheduleTask, type FunctionState, type World } from './world.ts';

const PLATFORM_RESTORE_REPORT = kindOf('platform.restoreReport');
const PLATFORM_RESTORE_RUNTIME_DONE = kindOf('platform.restoreRuntimeDone');
const PLATFORM_RESTORE_START = kindOf('platform.restoreStart');
const VERSION_READY = kindOf('version.ready');

const snapshotRule = ruleNumber('snapStart.snapshot');
const snapStartType = 2;

/** Where a version stands with SnapStart. */
export interface SnapStartState {
  state: 'off' | 'pending' | 'ready' | 'failed';
  snapshot: Snapshot | undefined;
  /** Environment that makes the snapshot, or NONE. */
  environment: number;
  publishedAtUs: number;
}

/** Whether a version can be invoked: with SnapStart, when its snapshot is made. */
export const isReady = ({ snapStart }: FunctionState): boolean =>
  snapStart.state !== 'pending' && snapStart.state !== 'failed';

/** Whether new environments of a version come from its snapshot. */
export const isRestorable = ({ snapStart }: FunctionState): boolean => snapStart.state === 'ready';

/** A version with SnapStart was published: its init runs now. */
export function beginSnapshot(world: World, fn: FunctionState, cause: number): void {
  fn.snapStart.state = 'pending';
  fn.snapStart.publishedAtUs = world.nowUs;
  const environment = createAhead(world, fn, onDemandList(fn.index), snapStartType, cause, snapshotRule);
  fn.snapStart.environment = environment;
  beginInit(world, environment);
}

/** The init at publish is over; what is in memory now is the snapshot. */
export function snapshotted(world: World, environment: number, succeeded: boolean, cause: number): void {
  const fn = functionOf(world, environment);
  const { snapStart } = fn;
  snapStart.environment = NONE;
  const run = world.codeRuns.get(environment);
  // What the code wants done before its snapshot takes no time of the run.
  const isTakeable =
    succeeded && (!run || followBefore(world, run.sandbox, (pace) => run.sandbox.checkpoint(pace), world.nowUs));
  if (!isTakeable) {
    snapStart.state = 'failed';
    return end(world, environment, 'snapStart.snapshot', cause);
  }
  snapStart.snapshot = run?.sandbox.snapshot();
  end(world, environment, 'snapStart.snapshot', cause);
  scheduleTask(world, world.nowUs + secondsToUs(world.facts['snapStart.snapshot']), () => {
    snapStart.state = 'ready';
    const { trace } = world;
    trace.append(VERSION_READY, fn.index, NONE, NONE, cause, snapshotRule);
    trace.pool[trace.at] = world.nowUs - snapStart.publishedAtUs;
    trace.pool[trace.at + 1] = fn.measured.memoryUsedMB + (run ? run.memoryUsedBytes / bytesPerMB : 0);
  });
}

/** Makes the snapshot of a version that was published before the run. */
export function snapshotBefore(world: World, fn: FunctionState): void {
  const { snapStart } = fn;
  snapStart.state = 'ready';
  if (!fn.configuration.Code) return;
  // Its environment is not part of the run: it gets no number and no event.
  const run = openRun(world, NONE, fn);
  const isTakeable =
    followBefore(world, run.sandbox, (pace) => run.sandbox.load(pace)) &&
    followBefore(world, run.sandbox, (pace) => run.sandbox.checkpoint(pace));
  if (isTakeable) snapStart.snapshot = run.sandbox.snapshot();
  else snapStart.state = 'failed';
  run.sandbox.dispose();
  world.codeRuns.delete(NONE);
}

/** A new environment is restored from the snapshot. */
export function beginRestore(world: World, environment: number): void {
  const { trace, nowUs, rates } = world;
  const { columns } = world.environments;
  const fn = functionOf(world, environment);
  const started = trace.append(
    PLATFORM_RESTORE_START,
    fn.index,
    environment,
    columns.request[environment] as number,
    columns.lastSeq[environment] as number,
  );
  trace.pool[trace.at] = rates.restoreLimitUs;
  columns.lastSeq[environment] = started;
  columns.startedAtUs[environment] = nowUs;
  const middleUs = msToUs(world.facts['snapStart.restore.median']);
  const tookUs = Math.round(middleUs * quantile(fn.restoreDraws.uint32(environment), restoreShape));
  columns.initUs[environment] = RESTORING;
  if (fn.configuration.Code) openRestored(world, environment, fn.snapStart.snapshot!);
  scheduleStep(world, environment, nowUs + Math.min(tookUs, rates.restoreLimitUs));
}

/** `initUs` of an environment while it is restored. */
export const RESTORING = -3;

/** The memory is back: what runs after a restore runs now. */
export function stepRestore(world: World, environment: number): void {
  const run = world.codeRuns.get(environment);
  if (run) return afterRestore(world, environment, run);
  endRestore(world, environment, 'success');
}

/** The environment is restored, or could not be. */
export function endRestore(world: World, environment: number, status: 'success' | 'error' | 'timeout'): void {
  const { trace, nowUs, facts, environments } = world;
  const { columns } = environments;
  const fn = columns.function[environment] as number;
  const request = columns.request[environment] as number;
  const tookUs = nowUs - (columns.startedAtUs[environment] as number);
  const code = statuses.indexOf(status);
  const billedUs = Math.min(
    tookUs,
    msToUs(facts['snapStart.restore.billed']) + (world.codeRuns.get(environment)?.cpuUs ?? 0),
  );
  const done = trace.append(
    PLATFORM_RESTORE_RUNTIME_DONE,
    fn,
    environment,
    request,
    columns.lastSeq[environment] as number,
  );
  trace.pool[trace.at] = tookUs;
  trace.pool[trace.at + 1] = code;
  const reported = trace.append(PLATFORM_RESTORE_REPORT, fn, environment, request, done);
  trace.pool[trace.at] = tookUs;
  trace.pool[trace.at + 1] = billedUs;
  trace.pool[trace.at + 2] = code;
  columns.lastSeq[environment] = reported;
  if (status !== 'success') return finishRestoreFailure(world, environment, status);
  environments.go(environment, READY);
  environments.go(environment, INVOKE);
  columns.initUs[environment] = -1;
  columns.restoreBilledUs[environment] = billedUs;
  beginInvoke(world, environment, true);
}
