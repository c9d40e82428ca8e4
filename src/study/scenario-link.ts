/**
 * A scenario as a link: JSON, deflated, in the alphabet of URLs, behind the `#` where no server sees it.
 *
 * A link comes from anywhere, so reading one is careful: what it unfolds to is counted while it
 * unfolds, and what comes out passes the same check as any scenario.
 */
import { Inflate, deflateSync, strFromU8, strToU8 } from 'fflate';
import { ScenarioError, parseScenarioText, scenarioLimits, type Scenario } from '#simulator';

const prefix = '#scenario=';

/** Characters of a fragment up to which links survive chat programs and mail in practice. */
export const linkLengthLimit = 24_000;

/** Deflate makes text at most about a thousand times smaller, so a slice this long unfolds to little. */
const sliceBytes = 512;

/** What is wrong with a link, as a sentence for the person who opened it. */
export class LinkError extends Error {
  override name = 'LinkError';
}

/** The fragment of a link that opens `scenario`, `#` included. */
export function linkHash(scenario: Scenario): string {
  return prefix + toBase64Url(deflateSync(strToU8(JSON.stringify(scenario)), { level: 9 }));
}

/** True when a fragment claims to carry a scenario. */
export const isScenarioHash = (hash: string): boolean => hash.startsWith(prefix);

/**
 * The scenario a fragment carries.
 * @throws LinkError with a sentence to show when it carries none that can be run
 */
export function scenarioOfHash(hash: string): Scenario {
  if (!isScenarioHash(hash)) throw new LinkError('This address carries no scenario.');
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
