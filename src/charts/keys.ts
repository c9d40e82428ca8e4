/** What the keys of a timeline mean. */

export type KeyMeaning =
  | { readonly do: 'request'; readonly by: 1 | -1 }
  | { readonly do: 'lane'; readonly by: 1 | -1 }
  | { readonly do: 'scrub'; readonly by: 1 | -1 }
  | { readonly do: 'zoom'; readonly factor: number }
  | { readonly do: 'first' | 'last' | 'whole' | 'why' };

const plain: Readonly<Record<string, KeyMeaning>> = {
  ArrowRight: { do: 'request', by: 1 },
  ArrowLeft: { do: 'request', by: -1 },
  ArrowDown: { do: 'lane', by: 1 },
  ArrowUp: { do: 'lane', by: -1 },
  Home: { do: 'first' },
  End: { do: 'last' },
  Enter: { do: 'why' },
  '0': { do: 'whole' },
  '+': { do: 'zoom', factor: 1.6 },
  '=': { do: 'zoom', factor: 1.6 },
  '-': { do: 'zoom', factor: 1 / 1.6 },
  _: { do: 'zoom', factor: 1 / 1.6 },
};

/** The same, told to those who cannot see that there is something to press. */
export const keyHint =
  'Left and right: previous and next request. Up and down: other environments. Enter: why. ' +
  'Shift with left and right: move the playhead. Plus and minus: zoom. 0: the whole run.';

/** What a key means, undefined: nothing here. */
export function keyMeaning(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): KeyMeaning | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const meaning = plain[event.key];
  return event.shiftKey && meaning?.do === 'request' ? { do: 'scrub', by: meaning.by } : meaning;
}
