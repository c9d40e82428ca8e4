/**
 * The text of questions: a line of Markdown (`code`, *emphasis*, **strong**) with placeholders.
 *
 * `{fact:limits.init.onDemand}` prints a fact with its unit, as of the scenario's day, and
 * `{fact:billing.rounding@2020-11-30}` as of another.
 * `{given:functions[0].Timeout as s}` prints what the scenario says.
 * `{run:requests[1].durationMs as ms}` prints what the run gave.
 * The last two take JMESPath; `as` adds a unit. A run of a variant also has the run without it as `base`,
 * and every run has those of all variants as `variants`.
 */
import jmespath from 'jmespath';
import { groupedNumber } from '#simulator';
import { factText } from './fact-text.ts';

/** What placeholders are looked up in. */
export interface TextContext {
  /** `YYYY-MM-DD` */
  readonly asOf: string;
  /** The scenario of the question. */
  readonly given: unknown;
  /** The summary of the run, when the text may speak of it. */
  readonly run?: unknown;
}

const placeholder = /\{(fact|given|run):([^{}]+?)(?: as ([^{}]+?))?\}/g;

/** Ids of the facts a text prints. */
export const factsIn = (text: string): string[] =>
  [...text.matchAll(placeholder)]
    .filter(([, kind]) => kind === 'fact')
    .map(([, , id = '']) => id.split('@')[0]!.trim());

/** A text without its placeholders and code, to look for numbers that were typed. */
export const proseOf = (text: string): string => text.replace(placeholder, ' ').replace(/`[^`]*`/g, ' ');

/**
 * A text as HTML.
 * @throws RangeError when a placeholder finds nothing
 */
export function textHtml(text: string, context: TextContext): string {
  const values: string[] = [];
  // Values are kept aside while the Markdown is read, so that nothing in them is taken for Markdown;
  // characters of the private use area, which no text has, hold their places.
  const marked = text.replace(placeholder, (_, kind: string, path: string, unit: string | undefined) => {
    values.push(valueHtml(lookUp(kind, path.trim(), context), unit));
    return `\uE000${values.length - 1}\uE001`;
  });
  return escapeHtml(marked)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>')
    .replace(/\uE000(\d+)\uE001/g, (_, index: string) => values[Number(index)] as string);
}

/** Paragraphs, separated by empty lines, as HTML each. */
export const paragraphsHtml = (text: string, context: TextContext): string[] =>
  text.split(/\n\s*\n/).map((paragraph) => textHtml(paragraph.replace(/\s+/g, ' ').trim(), context));

function lookUp(kind: string, path: string, { asOf, given, run }: TextContext): unknown {
  if (kind === 'fact') {
    const [id = '', day = asOf] = path.split('@');
    return factText(id, day);
  }
  if (kind === 'run' && run === undefined) throw new RangeError(`{run:${path}} stands where nothing was run`);
  const found: unknown = jmespath.search(kind === 'given' ? given : run, path);
  if (found === null || found === undefined) throw new RangeError(`{${kind}:${path}} finds nothing`);
  return found;
}

const valueHtml = (value: unknown, unit: string | undefined): string =>
  `<span class="num">${escapeHtml(valueText(value, unit))}</span>`;

/** A value of a scenario or a run as it is printed; parts of a millisecond with two places, as in a REPORT line. */
export function valueText(value: unknown, unit?: string): string {
  const plain =
    typeof value === 'number' ? numberText(value, unit) : typeof value === 'string' ? value : JSON.stringify(value);
  return unit === undefined ? plain : `${plain}\u00a0${unit}`;
}

function numberText(value: number, unit: string | undefined): string {
  if (unit !== 'ms' || Number.isInteger(value)) return groupedNumber(value);
  const [whole, places] = value.toFixed(2).split('.');
  return `${groupedNumber(Number(whole))}.${places}`;
}

/** Text that is safe between tags and in attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] as string,
  );
