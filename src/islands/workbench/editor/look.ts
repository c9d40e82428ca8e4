/**
 * The look of the editor: code by weight, not by hue, because every hue on a page is data. Blue and
 * amber in the gutter mean what they mean on the timeline.
 */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const weight = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword],
    fontWeight: '700',
  },
  { tag: [tags.comment], fontStyle: 'italic', fontFamily: 'var(--text)', fontSize: '1.08em', color: 'var(--ink-3)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--ink-2)' },
  { tag: [tags.propertyName], color: 'var(--ink)' },
]);

const frame = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--sheet)', fontSize: '12.5px' },
  '&.cm-focused': { outline: '2px solid var(--ink)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.56', overflow: 'auto' },
  '.cm-content': { padding: '7px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 12px 0 8px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--rule)',
  },
  '.cm-gutters': { backgroundColor: 'var(--sheet)', color: 'var(--ink-3)', border: 'none', minWidth: '40px' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '34px', padding: '0 8px 0 10px' },
  '.cm-lineNumbers .cm-initLine': { boxShadow: 'inset 4px 0 var(--cold-c)' },
  '.cm-lineNumbers .cm-invokeLine': { boxShadow: 'inset 4px 0 var(--warm-f), inset 5px 0 var(--warm-c)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--ink)', fontWeight: '700' },
  '.cm-markedLine': { backgroundColor: 'var(--warm-l)' },
  '.cm-matchingBracket': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'transparent', outline: '1px solid var(--edge)' },
  '.cm-selectionMatch, .cm-searchMatch': { backgroundColor: 'transparent', outline: '1px dotted var(--edge)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--fault-c) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker': { width: '14px', height: '1.2em' },
  '.cm-lint-marker-error': { content: 'none', position: 'relative' },
  '.cm-lint-marker-error::before': {
    content: '""',
    position: 'absolute',
    insetBlockStart: '.4em',
    insetInlineStart: '3px',
    width: '8px',
    height: '8px',
    backgroundColor: 'var(--fault-f)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--paper)',
    color: 'var(--ink)',
    border: '1px solid var(--edge)',
    fontFamily: 'var(--text)',
    fontSize: '15px',
    maxWidth: 'min(34rem, 90vw)',
  },
  '.cm-diagnostic': { padding: '6px 10px', border: '0', whiteSpace: 'pre-wrap' },
  '.cm-diagnosticText': { fontFamily: 'var(--mono)', fontSize: '12.5px' },
  '.cm-panels': { backgroundColor: 'var(--paper)', color: 'var(--ink)', borderColor: 'var(--rule)' },
  '.cm-textfield, .cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--sheet)',
    border: '1px solid var(--edge)',
    borderRadius: '0',
    color: 'var(--ink)',
    fontFamily: 'var(--text)',
    fontSize: '14px',
  },
});

export const look = [frame, syntaxHighlighting(weight)];
