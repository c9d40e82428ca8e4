/**
 * Proving a question: its scenario is run, and the claim of every option is held against the run.
 *
 * The key is right if and only if every right option's claim is true and every wrong option's claim
 * is false, with each seed and each change the question names.
 */
import jmespath from 'jmespath';
import { parseScenario, type Scenario } from '#simulator';
import { changed, type Changes } from './changes.ts';
import type { Option, Question } from './question-format.ts';

/** Runs a scenario and gives its summary, as plain JSON. */
export type Runner = (scenario: Scenario) => Promise<unknown>;

export interface OptionProof {
  readonly option: string;
  /** What was run for it: the scenario with seed 1. */
  readonly scenario: Scenario;
  /** What the claim was held against in that run, for the text that tells what it showed. */
  readonly document: unknown;
  /** In how many of the runs the claim was as the key says; 0 of 0 without a claim. */
  readonly agreeing: number;
  readonly runs: number;
}

export interface QuestionProof {
  readonly question: string;
  /** The scenario as it stands, with seed 1, and its summary. */
  readonly scenario: Scenario;
  readonly summary: unknown;
  /** Summaries of the variants with seed 1, by name. */
  readonly variants: Readonly<Record<string, unknown>>;
  readonly options: readonly OptionProof[];
  /** What is wrong with the key, as sentences; empty when it is proven. */
  readonly faults: readonly string[];
}

/**
 * Proves one question.
 * @param run gives the summary of a scenario; it is called once for each scenario that differs
 */
export async function prove(question: Question, run: Runner): Promise<QuestionProof> {
  const faults: string[] = [];
  const summaries = new Map<string, unknown>();
  const summaryOf = async (scenario: Scenario): Promise<unknown> => {
    const key = JSON.stringify(scenario);
    if (!summaries.has(key)) summaries.set(key, await run(scenario));
    return summaries.get(key);
  };
  /** What a claim is held against: the summary of its run and, for a variant, that of the run without it as `base`. */
  const documentOf = async (variant: string | undefined, also: Changes, seed: number): Promise<unknown> => {
    const base = await summaryOf(scenarioOf(question, undefined, also, seed));
    if (variant === undefined) return base;
    return { ...((await summaryOf(scenarioOf(question, variant, also, seed))) as object), base };
  };
  const base = scenarioOf(question, undefined, {}, 1);

  const options: OptionProof[] = [];
  for (const option of question.options) {
    const { claim } = option;
    if (claim === 'none') {
      options.push({ option: option.id, scenario: base, document: await summaryOf(base), agreeing: 0, runs: 0 });
      continue;
    }
    let runs = 0;
    const failed: string[] = [];
    for (const also of [{}, ...question.alsoWith])
      for (let seed = 1; seed <= question.seeds; seed++) {
        runs++;
        const fault = faultOf(option, claim.query, await documentOf(claim.run, also, seed));
        if (fault !== undefined) failed.push(`${placeOf(claim.run, also, seed)}: ${fault}`);
      }
    if (failed.length > 0)
      faults.push(`${question.id}, option ${option.id}, in ${failed.length} of ${runs} runs, first ${failed[0]}`);
    const agreeing = runs - failed.length;
    const scenario = scenarioOf(question, claim.run, {}, 1);
    options.push({ option: option.id, scenario, document: await documentOf(claim.run, {}, 1), agreeing, runs });
  }
  const variants: Record<string, unknown> = {};
  for (const name of Object.keys(question.variants))
    variants[name] = await summaryOf(scenarioOf(question, name, {}, 1));
  return { question: question.id, scenario: base, summary: await summaryOf(base), variants, options, faults };
}

/** Why a claim does not bear the key out, or `undefined` when it does. */
function faultOf(option: Option, query: string, summary: unknown): string | undefined {
  let value: unknown;
  try {
    value = jmespath.search(summary, query);
  } catch (error) {
    return `the claim ${query} is no JMESPath: ${(error as Error).message}`;
  }
  if (typeof value !== 'boolean')
    return `the claim ${query} must give true or false, and gave ${JSON.stringify(value)}`;
  if (value === option.right) return undefined;
  return `is keyed ${option.right ? 'right' : 'wrong'}, but in the run ${query} is ${value}`;
}

const placeOf = (variant: string | undefined, also: Changes, seed: number): string =>
  `seed ${seed}${variant === undefined ? '' : `, variant ${variant}`}${
    Object.keys(also).length > 0 ? `, with ${JSON.stringify(also)}` : ''
  }`;

/**
 * The scenario of a question, or one of its variants, ready to run.
 * @throws ScenarioError when it is none
 */
export function scenarioOf(question: Question, variant: string | undefined, also: Changes, seed: number): Scenario {
  // A variant is what an option is about, so it has the last word.
  const edits = { ...also, ...(variant === undefined ? {} : question.variants[variant]) };
  return parseScenario({ name: question.id, ...changed(question.scenario, edits), seed });
}
