/** The home page's run and what it rests on, made while the page is built. */
import { runAtBuild } from '../../workers/run-view.ts';
import { figureRun, tally } from './figure-run.ts';
import { foundedOn } from './founded-on.ts';
import { homeHandlerMs, homeInitMs, homeLimit, homeScenario, homeSteps } from './home-scenario.ts';

const range = ({ from, to }: { from: number; to: number }): string => `${from}–${to} ms`;

export const homeRun = figureRun(runAtBuild(homeScenario({ steps: homeSteps, limit: homeLimit })));

/** How many requests the run has, for the headline. */
export const homeRequests = tally(homeRun.timeline).requests;

export const homeAssumptions = [
  { status: 'assumed' as const, text: `handler ${range(homeHandlerMs)}, init ${range(homeInitMs)}` },
  foundedOn('placement.cold', 'none idle: another environment is made'),
  foundedOn('placement.warm', 'the one used last is reused first'),
];
