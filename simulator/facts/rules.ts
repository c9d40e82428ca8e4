/**
 * Rules: every decision in a trace names one. A rule is a sentence about Lambda with the document it
 * rests on; the numbers it decided on are in the event.
 */
import { InvariantError } from '../kernel/invariant.ts';
import { rule, type Rule } from './rule.ts';
import { rulesOfScale } from './rules-of-scale.ts';
import { sources } from './sources.ts';

export type { Rule } from './rule.ts';

/** In a fixed order: a rule's place is the number stored in the trace. Append only. */
export const rules = [
  rule('request.synchronous', 'The caller invoked synchronously and waits for the answer.', sources.invokeApi),
  rule(
    'request.notJson',
    'The body of a request must be JSON, so Lambda refuses this one before any code runs.',
    sources.invokeApi,
  ),
  rule(
    'request.tooLarge',
    'The body of a request may not pass the limit of its kind, so Lambda refuses this one before any code runs.',
    sources.quotas,
  ),
  rule(
    'admission.unreserved',
    'The account has concurrency left that no function has reserved, so the request is let in.',
    sources.concurrency,
  ),
  rule(
    'admission.reserved',
    'The function has a part of its reserved concurrency left, so the request is let in.',
    sources.reservedConcurrency,
  ),
  rule(
    'admission.accountLimit',
    'The concurrency of the account is used up, so the request is throttled: the caller gets 429 and no code runs.',
    sources.concurrency,
  ),
  rule(
    'admission.reservedLimit',
    'The reserved concurrency of the function is used up, so the request is throttled: the caller gets 429 and no code runs.',
    sources.reservedConcurrency,
  ),
  rule(
    'placement.cold',
    'No environment of the function is idle, so Lambda creates one and the request waits for its init phase.',
    sources.executionEnvironment,
  ),
  rule(
    'placement.warm',
    'An idle environment of the function is reused; of several, the one that was used last.',
    sources.pacsTraces,
    'measured',
  ),
  rule(
    'init.limit',
    'The init phase ran into its time limit, so Lambda runs it again inside the first invocation, under the timeout of the function.',
    sources.executionEnvironment,
  ),
  rule(
    'init.failed',
    'The init phase failed, so Lambda runs it again inside the first invocation, under the timeout of the function.',
    sources.executionEnvironment,
  ),
  rule(
    'init.again',
    'The environment was reset after a failure, so its init phase runs again inside this invocation, on the time of the function.',
    sources.executionEnvironment,
  ),
  rule(
    'invoke.returned',
    'The handler is done, so its answer goes to the caller and the environment is frozen and kept for another request.',
    sources.executionEnvironment,
  ),
  rule(
    'invoke.functionError',
    'The function failed and its runtime reported the error: the caller gets status 200 with X-Amz-Function-Error and the error as the answer.',
    sources.invokeApi,
  ),
  rule(
    'invoke.timeout',
    'The invocation ran into the timeout of the function, so Lambda ended it and reset the environment.',
    sources.executionEnvironment,
  ),
  rule(
    'invoke.exit',
    'The process of the runtime ended before it answered, so the invocation failed and Lambda reset the environment.',
    sources.executionEnvironment,
  ),
  rule(
    'invoke.outOfMemory',
    'The function used all the memory it was configured with, so its process was killed and Lambda reset the environment.',
    sources.executionEnvironment,
  ),
  rule(
    'invoke.responseTooLarge',
    'The answer of a synchronous invocation may not pass the limit, so the caller gets an error in its place.',
    sources.quotas,
  ),
  rule(
    'bill.initIncluded',
    'Init and handler time are added and the sum is rounded up to whole milliseconds.',
    sources.initBilling,
  ),
  rule(
    'bill.initFree',
    'The handler time is rounded up to whole milliseconds; the init phase of a zip package on a managed runtime was not billed.',
    sources.initBilling,
  ),
  rule(
    'bill.initFree100ms',
    'The handler time is rounded up to the coarse step of that time; the init phase of a zip package on a managed runtime was not billed.',
    sources.pricing,
  ),
  rule(
    'bill.init100ms',
    'Init and handler time are added and the sum is rounded up to the coarse step of that time.',
    sources.pricing,
  ),
  rule(
    'bill.failedInit',
    'An init phase that failed is not added to the billed duration; its second run is part of the duration.',
    sources.failedInitReport,
    'measured',
  ),
  rule(
    'reclaim.idle',
    'Lambda takes back an environment that has been idle for a while. AWS does not publish how long; the time here was seen in traces of 2020.',
    sources.pacsTraces,
    'assumed',
  ),
  rule(
    'reclaim.maximumLife',
    'Lambda ends every environment every few hours, even under constant traffic. AWS does not publish how many; the time here was seen in traces of 2020.',
    sources.executionEnvironment,
    'assumed',
  ),
  rule('reclaim.killed', 'You ended this environment by hand, which AWS does not offer.', sources.coldstart),
  rule(
    'configuration.updated',
    'A change of the configuration applies to environments created after it; those of the old configuration end as soon as they are idle.',
    sources.functionConfiguration,
    'assumed',
  ),
  rule(
    'sandbox.endless',
    'The code ran longer than the sandbox follows it; it is taken to run on until its time limit.',
    sources.coldstart,
    'assumed',
  ),
  rule(
    'placement.reset',
    'The environment that was reset is used again; its init runs once more, inside this invocation.',
    sources.executionEnvironment,
  ),
  ...rulesOfScale,
] as const satisfies readonly Rule[];

export type RuleId = (typeof rules)[number]['id'];

const numbers = new Map<string, number>(rules.map(({ id }, i) => [id, i]));

/** The number under which a trace stores a rule. */
export function ruleNumber(id: RuleId): number {
  return numbers.get(id) as number;
}

/** The rule a trace stored as `number`. */
export function ruleAt(number: number): Rule {
  const found: Rule | undefined = rules[number];
  if (!found) throw new InvariantError(`no rule ${number}`);
  return found;
}
