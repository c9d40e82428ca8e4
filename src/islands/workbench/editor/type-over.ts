/**
 * Typing over selected text, done here and not by the browser: where a browser joins the lines
 * itself it writes style attributes, which the content security policy refuses with a complaint.
 */
import type { Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

export const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main, ranges } = view.state.selection;
    const text = event.data;
    if (event.inputType !== 'insertText' || text === null || main.empty || ranges.length > 1) return false;
    const insert = (): Transaction =>
      view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
    const taken = view.state
      .facet(EditorView.inputHandler)
      .some((handler) => handler(view, main.from, main.to, text, insert));
    if (!taken) view.dispatch(insert());
    return true;
  },
});
