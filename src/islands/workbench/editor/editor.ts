/**
 * A CodeMirror editor in a shadow root. There its styles are adopted style sheets, which a strict
 * content security policy allows; in the document they would be style elements, which it forbids.
 *
 * The learner's text is never lost here: what is set from outside replaces the text only where it
 * differs, and as a step the editor can undo.
 */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintGutter, linter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { look } from './look.ts';
import { phaseGutter } from './phase-gutter.ts';
import { typeOver } from './type-over.ts';

export interface Document {
  /** Path of a file, or any name of its own for an event. */
  readonly path: string;
  readonly text: string;
  /** Name under which the file exports the handler; empty when it does not. */
  readonly handlerExport: string;
}

/** A message at a line of the open document. */
export interface LineMessage {
  /** From 1. */
  readonly line: number;
  readonly column?: number | undefined;
  readonly message: string;
}

export interface Editor {
  /** Shows a document: another file with an editing history of its own, or the same with other text. */
  show(document: Document): void;
  setMessages(messages: readonly LineMessage[]): void;
  /** Puts the cursor at a line (from 1) and scrolls there. */
  goTo(line: number): void;
  destroy(): void;
}

/** Marks changes that come from outside, so that they are not reported back. */
const fromOutside = Annotation.define<boolean>();

/**
 * @param host empty element that gets the shadow root
 * @param options `label` is the accessible name; `onChange` gets path and text after each change by hand
 */
export function createEditor(
  host: HTMLElement,
  first: Document,
  options: { readonly label: string; readonly onChange: (path: string, text: string) => void },
): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.replaceChildren();
  const label = new Compartment();
  const labelFor = (path: string): Extension =>
    EditorView.contentAttributes.of({
      'aria-label': `${options.label} ${path}`.trim(),
      'aria-description': 'Escape, then Tab leaves the editor.',
      tabindex: '0',
    });
  let open = first;
  const states = new Map<string, EditorState>();

  const stateFor = (document: Document): EditorState =>
    EditorState.create({
      doc: document.text,
      extensions: [
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightActiveLine(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightSelectionMatches(),
        search({ top: true }),
        EditorState.tabSize.of(2),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, indentWithTab]),
        languageOf(document),
        label.of(labelFor(document.path)),
        look,
        typeOver,
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || update.transactions.some((one) => one.annotation(fromOutside))) return;
          options.onChange(open.path, update.state.doc.toString());
        }),
      ],
    });

  const view = new EditorView({ state: stateFor(first), parent: root, root });
  host.dataset.ready = '';

  return {
    show(document) {
      const sameKind = document.path === open.path && document.handlerExport === open.handlerExport;
      if (!sameKind) {
        states.set(stateKey(open), view.state);
        open = document;
        const kept = states.get(stateKey(document));
        view.setState(kept ?? stateFor(document));
      }
      open = document;
      const text = view.state.doc.toString();
      if (text === document.text) return;
      view.dispatch({
        changes: { from: 0, to: text.length, insert: document.text },
        annotations: fromOutside.of(true),
      });
    },
    setMessages(messages) {
      view.dispatch(
        setDiagnostics(
          view.state,
          messages.flatMap(({ line, column, message }): Diagnostic[] => {
            if (line < 1 || line > view.state.doc.lines) return [];
            const at = view.state.doc.line(line);
            const indented = at.from + (/^\s*/.exec(at.text)?.[0].length ?? 0);
            const from = column === undefined ? indented : Math.min(at.from + column - 1, at.to);
            return [{ from, to: Math.max(from, at.to), severity: 'error', message }];
          }),
        ),
      );
    },
    goTo(line) {
      const at = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: 'center' }) });
      view.focus();
    },
    destroy() {
      view.destroy();
      delete host.dataset.ready;
    },
  };
}

const stateKey = ({ path, handlerExport }: Document): string => `${path}\n${handlerExport}`;

function languageOf({ path, handlerExport }: Document): Extension {
  if (path.endsWith('.json')) return [json(), linter(jsonParseLinter(), { delay: 300 }), lintGutter()];
  const typescript = /\.[cm]?ts$/.test(path);
  return [javascript({ typescript }), lintGutter(), phaseGutter({ exported: handlerExport, typescript })];
}
