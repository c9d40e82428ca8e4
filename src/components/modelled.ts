/**
 * What each part of the simulator models, assumes and leaves out, read from the comment its file opens with:
 * a first paragraph that says what the file is, then paragraphs that begin with "Models:", "Assumed:" or
 * "Left out:".
 */
export interface Modelled {
  /** Name of the part, from its file: `front-door` is "front door". */
  readonly name: string;
  readonly models: string;
  readonly assumed: string;
  readonly leftOut: string;
}

const labels = { models: 'Models:', assumed: 'Assumed:', leftOut: 'Left out:' } as const;

/** The text of a file's opening comment, one line a line, without its stars. */
function openingComment(source: string): string[] {
  const comment = /^\s*\/\*\*([\s\S]*?)\*\//.exec(source)?.[1] ?? '';
  return comment.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
}

/** @param path of the file @param source its text @returns undefined when its opening says none of the three */
export function modelledBy(path: string, source: string): Modelled | undefined {
  const found: Record<keyof typeof labels, string> = { models: '', assumed: '', leftOut: '' };
  let current: keyof typeof labels | undefined;
  for (const line of openingComment(source)) {
    const label = (Object.keys(labels) as (keyof typeof labels)[]).find((key) => line.startsWith(labels[key]));
    if (label) current = label;
    else if (line === '') current = undefined;
    if (current) found[current] += `${label ? line.slice(labels[current].length) : line} `;
  }
  if (!found.models && !found.assumed && !found.leftOut) return undefined;
  const name = (path.split('/').at(-1) ?? '').replace(/\.ts$/, '').replaceAll('-', ' ');
  const sentence = (text: string): string => {
    const trimmed = text.trim();
    return /^(https:|`)/.test(trimmed) ? trimmed : trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  };
  return {
    name,
    models: sentence(found.models),
    assumed: sentence(found.assumed),
    leftOut: sentence(found.leftOut),
  };
}

/** A piece of such a text: words, code, or an address. */
export type Piece = { kind: 'text' | 'code' | 'address'; text: string };

/** A text in pieces: addresses and what stands between backticks apart. */
export function pieces(text: string): Piece[] {
  return text
    .split(/(`[^`]+`|https:\/\/[^\s),;]*[^\s),;.:])/)
    .filter(Boolean)
    .map((part) => {
      if (part.startsWith('`')) return { kind: 'code', text: part.slice(1, -1) };
      return { kind: part.startsWith('https://') ? 'address' : 'text', text: part };
    });
}
