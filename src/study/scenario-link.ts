/**
 * A scenario as a link: JSON, deflated, in the alphabet of URLs, behind the `#` where no server sees it.
 * A link to a comparison carries two scenarios, which deflate to little more than one.
 *
 * A link comes from anywhere, so reading one is careful: what it unfolds to is counted while it
 * unfolds, and what comes out passes the same check as any scenario.
 */
import { Inflate, deflateSync, strFromU8, strToU8 } from 'fflate';
import { ScenarioError, parseScenario, parseScenarioText, scenarioLimits, type Scenario } from '#simulator';

const prefix = '#scenario=';
const comparisonPrefix = '#compare=';

/** Characters of a fragment up to which links survive chat programs and mail in practice. */
export const linkLengthLimit = 24_000;

/** Recorded requests beyond which a scenario cannot fit a link, so that deflating it would be in vain. */
const mostRecorded = 20_000;

/** Whether a scenario may be short enough for a link. */
export const mayFitLink = ({ traffic }: Scenario): boolean =>
  traffic.reduce((sum, source) => sum + (source.kind === 'replay' ? source.requests.length : 0), 0) <= mostRecorded;

/** Deflate makes text at most about a thousand times smaller, so a slice this long unfolds to little. */
const sliceBytes = 512;

/** What is wrong with a link, as a sentence for the person who opened it. */
export class LinkError extends Error {
  override name = 'LinkError';
}

/** What a link opens: a scenario, or two that are compared. */
export interface Linked {
  readonly scenario: Scenario;
  /** The one that is compared with it. */
  readonly other?: Scenario;
}

/** The fragment of a link that opens `scenario`, or its comparison with `other`, `#` included. */
export function linkHash(scenario: Scenario, other?: Scenario): string {
  if (other) return comparisonPrefix + deflated(JSON.stringify({ a: scenario, b: other }));
  return prefix + deflated(JSON.stringify(scenario));
}

const deflated = (text: string): string => toBase64Url(deflateSync(strToU8(text), { level: 9 }));

/** True when a fragment claims to carry a scenario, or two. */
export const isScenarioHash = (hash: string): boolean => hash.startsWith(prefix) || hash.startsWith(comparisonPrefix);

/**
 * What a fragment carries.
 * @throws LinkError with a sentence to show when it carries nothing that can be run
 */
export function linkedOfHash(hash: string): Linked {
  if (!hash.startsWith(comparisonPrefix)) return { scenario: scenarioOfHash(hash) };
  const { a, b } = pairOf(inflateText(fromBase64Url(hash.slice(comparisonPrefix.length))));
  return { scenario: checked(a, 'A'), other: checked(b, 'B') };
}

/** The two parts of a comparison's JSON, unchecked. */
function pairOf(text: string): { a: unknown; b: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LinkError('The link is damaged or was cut off.');
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'a') || !Object.hasOwn(value, 'b'))
    throw new LinkError('The link is to carry two scenarios and does not.');
  return value as { a: unknown; b: unknown };
}

function checked(value: unknown, name: string): Scenario {
  try {
    return parseScenario(value);
  } catch (error) {
    if (error instanceof ScenarioError)
      throw new LinkError(`Scenario ${name} of this link cannot be run: ${error.message}`);
    throw error;
  }
}

/**
 * The scenario a fragment carries.
 * @throws LinkError with a sentence to show when it carries none that can be run
 */
export function scenarioOfHash(hash: string): Scenario {
  if (!hash.startsWith(prefix)) throw new LinkError('This address carries no scenario.');
  const text = inflateText(fromBase64Url(hash.slice(prefix.length)));
  try {
    return parseScenarioText(text);
  } catch (error) {
    if (error instanceof ScenarioError)
      throw new LinkError(`The scenario in this link cannot be run: ${error.message}`);
    throw error;
  }
}

function inflateText(bytes: Uint8Array): string {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((chunk) => {
    length += chunk.length;
    if (length > scenarioLimits.textLength)
      throw new LinkError(`The link unfolds to more than ${scenarioLimits.textLength} bytes, so it was not opened.`);
    chunks.push(chunk);
  });
  try {
    for (let from = 0; from < bytes.length; from += sliceBytes)
      inflate.push(bytes.subarray(from, from + sliceBytes), from + sliceBytes >= bytes.length);
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError('The link is damaged or was cut off.');
  }
  if (length === 0) throw new LinkError('The link is damaged or was cut off.');
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return strFromU8(whole);
}

/** Characters turned into text at a time: more arguments than this are too many for a call. */
const textChunk = 0x8000;

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += textChunk)
    text += String.fromCharCode(...bytes.subarray(from, from + textChunk));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array {
  if (!/^[\w-]*$/.test(text)) throw new LinkError('The link holds characters that do not belong in one.');
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
  } catch {
    throw new LinkError('The link is damaged or was cut off.');
  }
}
