/** Runs scenarios of content, real code included, for the tests of content. */
import type { Runner } from '../../src/study/claims.ts';
import { runWhileBuilding } from '../../src/workers/while-building.ts';

/** What a claim is held against: the summary, as a page that is built sees it. */
export const summaryOf: Runner = async (scenario) => (await runWhileBuilding(scenario)).summary;
