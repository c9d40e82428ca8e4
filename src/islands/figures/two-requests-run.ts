/** The runs of the lesson's figures of two requests and what they rest on, made while pages are built. */
import { runAtBuild } from '../../workers/run-view.ts';
import { figureRun } from './figure-run.ts';
import { foundedOn } from './founded-on.ts';
import { handlerMs, initMs, betUntilMs, movable, secondGapMs, twoRequests } from './two-requests-scenario.ts';

export const secondRequestRun = figureRun(runAtBuild(twoRequests(0, secondGapMs, betUntilMs)));

/** The scenario that the movable figure arrives with, whole, for its link to the workbench. */
export const movableView = runAtBuild(twoRequests(movable.firstMs, secondGapMs, movable.untilMs));
export const movableRun = figureRun(movableView);

export const twoRequestsAssumptions = [
  { status: 'assumed' as const, text: `init ${initMs} ms, handler ${handlerMs} ms, no network` },
  foundedOn('placement.cold', 'none idle: another environment is made'),
  foundedOn('invoke.returned', 'environments are kept and reused'),
];
