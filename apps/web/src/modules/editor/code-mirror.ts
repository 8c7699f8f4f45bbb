import { autocompletion, type CompletionSource } from '@codemirror/autocomplete';
import { markdown } from '@codemirror/lang-markdown';
import { python } from '@codemirror/lang-python';
import { yaml, yamlFrontmatter } from '@codemirror/lang-yaml';
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { shell } from '@codemirror/legacy-modes/mode/shell';
import { lintGutter } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';

const theme = EditorView.theme({
  '&': {
    height: '100%',
    fontSize: '13px',
    backgroundColor: 'var(--color-surface)',
    color: 'var(--color-ink)',
  },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.6' },
  '.cm-gutters': {
    backgroundColor: 'var(--color-inset)',
    color: 'var(--color-ink-3)',
    borderRight: '1px solid var(--color-line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--color-hover)' },
  '.cm-cursor': { borderLeftColor: 'var(--color-ink)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'var(--color-accent-soft) !important',
  },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--color-raised)',
    color: 'var(--color-ink)',
    border: '1px solid var(--color-line)',
  },
  // The glyph that CodeMirror draws beside "unchanged lines" is in few fonts.
  '.cm-collapsedLines': { '&:before, &:after': { content: 'none' } },
  '.cm-panel.cm-search': { padding: '6px 8px' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--color-surface)',
    color: 'var(--color-ink)',
    border: '1px solid var(--color-control)',
    borderRadius: '6px',
    padding: '2px 8px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--color-accent-soft)',
    color: 'var(--color-ink)',
  },
});

const colours = HighlightStyle.define([
  {
    tag: [tags.propertyName, tags.definition(tags.propertyName), tags.labelName],
    color: 'var(--color-accent-text)',
  },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--color-good-text)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--color-warn-text)' },
  { tag: [tags.comment, tags.meta], color: 'var(--color-ink-3)' },
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: 'var(--color-accent-text)' },
  { tag: [tags.variableName, tags.definition(tags.variableName)], color: 'var(--color-ink)' },
  { tag: tags.heading, fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.link, textDecoration: 'underline' },
  { tag: tags.invalid, color: 'var(--color-bad-text)' },
]);

/** What every editor of a lab's files has: its language by the file's name, and the look of the pages. */
export function editorExtensions(path: string): Extension[] {
  return [
    basicSetup,
    languageOf(path),
    EditorView.lineWrapping,
    theme,
    syntaxHighlighting(colours),
    lintGutter(),
    EditorView.contentAttributes.of({ 'aria-label': path }),
  ];
}

export function completions(source: CompletionSource): Extension {
  return autocompletion({ override: [source] });
}

function languageOf(path: string): Extension {
  if (path.endsWith('.yaml')) return yaml();
  if (path.endsWith('.md')) return yamlFrontmatter({ content: markdown() });
  if (path.endsWith('.py')) return python();
  return StreamLanguage.define(shell);
}
