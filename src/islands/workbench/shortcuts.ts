/** The keys of the workbench, for the page that handles them and the dialog that lists them. */

export interface Shortcut {
  readonly keys: string;
  readonly what: string;
}

export const shortcuts: readonly Shortcut[] = [
  { keys: '[ and ]', what: 'previous and next request' },
  { keys: 'Space', what: 'play and pause, away from fields and buttons' },
  { keys: '?', what: 'these keys' },
  { keys: 'Ctrl Enter', what: 'Invoke, from anywhere' },
  { keys: 'Ctrl Z, Ctrl Shift Z', what: 'undo and redo; inside an editor, of its text' },
];

export const timelineShortcuts: readonly Shortcut[] = [
  { keys: '← →', what: 'previous and next request' },
  { keys: '↑ ↓', what: 'other environments' },
  { keys: 'Enter', what: 'why' },
  { keys: 'Shift ← →', what: 'move the playhead' },
  { keys: '+ − 0', what: 'zoom in, out, the whole run' },
];

export const elsewhereShortcuts: readonly Shortcut[] = [
  { keys: 'Escape, then Tab', what: 'leave an editor' },
  { keys: '← → ↑ ↓ Enter', what: 'on the line between two panes: move it, fold the pane' },
];

/** What a key press asks for; `undefined` when it is not for the workbench. */
export type Command = 'undo' | 'redo' | 'invoke' | 'next' | 'previous' | 'play' | 'keys';

/** Whether keys typed at an element are text of its own. */
const takesText = (element: Element): boolean =>
  element.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable=true]');

/**
 * @param singleKeys whether single keys are shortcuts
 * @param target where the key was pressed, shadow roots looked into
 */
export function commandOf(event: KeyboardEvent, target: Element | undefined, singleKeys: boolean): Command | undefined {
  if (event.defaultPrevented || event.isComposing) return undefined;
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key === 'Enter') return 'invoke';
  if (target && takesText(target)) return undefined;
  const key = event.key.toLowerCase();
  if (control && !event.altKey && key === 'z') return event.shiftKey ? 'redo' : 'undo';
  if (control && !event.altKey && key === 'y') return 'redo';
  if (control || event.altKey || !singleKeys) return undefined;
  if (key === '[') return 'previous';
  if (key === ']') return 'next';
  if (key === '?') return 'keys';
  if (key === ' ' && !target?.matches('button, a, summary, input, [role=tab], [role=slider], [role=separator]'))
    return 'play';
  return undefined;
}
