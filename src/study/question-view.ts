/**
 * A proven question, ready to be shown: every text is HTML, every number printed, every link made.
 * Made when the site is built, so that the page carries neither the simulator nor JMESPath.
 */
import jmespath from 'jmespath';
import type { OptionProof, QuestionProof } from './claims.ts';
import type { Option, Question } from './question-format.ts';
import { paragraphsHtml, textHtml, type TextContext } from './question-text.ts';
import { linkHash } from './scenario-link.ts';

export interface OptionView {
  readonly id: string;
  readonly textHtml: string;
  readonly right: boolean;
  readonly reasonHtml: string;
  /** What a run showed; absent where no run can decide. */
  readonly run?: {
    readonly showsHtml: string;
    readonly query: string;
    /** In how many runs the claim came out as the key says. */
    readonly agreeing: number;
    readonly runs: number;
    /** The run, for the workbench; absent when it is the question's own. */
    readonly hash?: string;
  };
  /** Why no run can decide it, and who says so. */
  readonly said?: { readonly whyHtml: string; readonly source: string };
}

export interface QuestionView {
  readonly id: string;
  /** The story, then the question itself. */
  readonly storyHtml: readonly string[];
  readonly askHtml: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly log: readonly string[];
  readonly choose: number;
  readonly options: readonly OptionView[];
  readonly ranHtml: string;
  /** Seeds 1 to this were run. */
  readonly seeds: number;
  /** Claims checked in all runs together. */
  readonly checks: number;
  /** Day whose facts were in force. */
  readonly asOf: string;
  /** Fragment that opens the run in the workbench. */
  readonly hash: string;
}

/**
 * @throws Error with every fault when the key is not proven: such a question is never shown
 */
export function viewOf(question: Question, proof: QuestionProof): QuestionView {
  if (proof.faults.length > 0) throw new Error(proof.faults.join('\n'));
  const context: TextContext = { asOf: proof.scenario.asOf, given: proof.scenario, run: proof.summary };
  const paragraphs = paragraphsHtml(question.stem, context);
  const files = proof.scenario.functions[0]?.Code?.files ?? {};
  return {
    id: question.id,
    storyHtml: paragraphs.slice(0, -1),
    askHtml: paragraphs.at(-1) ?? '',
    files: question.code.map((path) => ({ path, text: fileText(files, path) })),
    log: question.log === undefined ? [] : lines(jmespath.search(proof.summary, question.log), question),
    choose: question.choose,
    options: question.options.map((option, i) =>
      optionView(option, proof.options[i] as OptionProof, { ...context, run: undefined }, proof),
    ),
    ranHtml: textHtml(question.ran, context),
    seeds: question.seeds,
    checks: proof.options.reduce((sum, { agreeing }) => sum + agreeing, 0),
    asOf: proof.scenario.asOf,
    hash: linkHash(proof.scenario),
  };
}

function optionView(option: Option, ran: OptionProof, context: TextContext, proof: QuestionProof): OptionView {
  const own = { ...context, given: ran.scenario };
  const ofRun = { ...own, run: { ...(ran.document as object), variants: proof.variants } };
  const view = {
    id: option.id,
    // Before the answer, an option may not tell what its run gave.
    textHtml: textHtml(option.text, own),
    right: option.right,
    reasonHtml: textHtml(option.reason, ofRun),
  };
  if (option.claim === 'none')
    return { ...view, said: { whyHtml: textHtml(option.why ?? '', own), source: option.source ?? '' } };
  const { agreeing, runs, scenario } = ran;
  return {
    ...view,
    run: {
      showsHtml: textHtml(option.claim.shows, ofRun),
      query: option.claim.query.replace(/\s+/g, ' '),
      agreeing,
      runs,
      ...(option.claim.run !== undefined && scenario !== proof.scenario && { hash: linkHash(scenario) }),
    },
  };
}

function fileText(files: Readonly<Record<string, string>>, path: string): string {
  const text = files[path];
  if (text === undefined) throw new RangeError(`the function has no file ${path}`);
  return text.trimEnd();
}

function lines(found: unknown, { id, log }: Question): string[] {
  const list = Array.isArray(found) ? found : [found];
  if (list.length === 0 || !list.every((line) => typeof line === 'string'))
    throw new RangeError(`${id}: ${log} must find lines of text, and found ${JSON.stringify(found)}`);
  return list;
}
