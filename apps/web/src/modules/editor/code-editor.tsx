import type { CompletionContext } from '@codemirror/autocomplete';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { LabSource, SourceProblem } from '@springboard/contracts/lab-source.ts';
import { useEffect, useRef } from 'react';
import { completions, editorExtensions } from './code-mirror.ts';
import { suggest } from './schema-completion.ts';

export interface CodeEditorProps {
  readonly path: string;
  readonly content: string;
  readonly source: Pick<LabSource, 'environments' | 'skills' | 'schemas'>;
  /** Of this file. */
  readonly problems: readonly SourceProblem[];
  /** Where to go: a line, counted from 1. Another object goes there anew. */
  readonly goTo: { readonly line: number } | null;
  readonly onChange: (content: string) => void;
}

/** One file in CodeMirror. Give it a key per file: it holds its own text, and undo, from then on. */
export function CodeEditor(props: CodeEditorProps) {
  const { path, content, problems, goTo } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  latest.current = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is made once for a file; what changes is read from `latest`.
  useEffect(() => {
    if (host.current === null) return;
    const listen = EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current.onChange(update.state.doc.toString());
    });
    const extensions = [
      ...editorExtensions(path),
      completions((context) => complete(context, latest.current)),
      listen,
    ];
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({ doc: content, extensions }),
    });
    view.current = made;
    return () => made.destroy();
  }, [path]);

  useEffect(() => {
    const { current } = view;
    if (current === null) return;
    current.dispatch(setDiagnostics(current.state, diagnosticsOf(problems, current.state)));
  }, [problems]);

  useEffect(() => {
    const { current } = view;
    if (current === null || goTo === null) return;
    const line = current.state.doc.line(Math.min(goTo.line, current.state.doc.lines));
    current.dispatch({
      selection: { anchor: line.from },
      effects: EditorView.scrollIntoView(line.from, { y: 'center' }),
    });
    current.focus();
  }, [goTo]);

  return <div ref={host} className="h-full min-h-0 overflow-hidden" />;
}

function diagnosticsOf(problems: readonly SourceProblem[], state: EditorState): Diagnostic[] {
  return problems.map(({ line, column, message, severity }) => {
    const at = state.doc.line(Math.min(Math.max(1, line), state.doc.lines));
    const from = Math.min(at.from + Math.max(0, column - 1), at.to);
    return { from, to: at.to, message, severity };
  });
}

function complete(context: CompletionContext, { path, source }: CodeEditorProps) {
  const text = context.state.doc.toString();
  const known = { environment: source.environments, skills: source.skills };
  const whole =
    path === 'lab.yaml' ? { begin: 0, schema: source.schemas.lab } : frontMatter(path, text, source);
  if (whole === null || context.pos < whole.begin) return null;
  const found = suggest(text.slice(whole.begin), context.pos - whole.begin, whole.schema, known);
  if (found === null || (found.from + whole.begin === context.pos && !context.explicit)) return null;
  return {
    from: found.from + whole.begin,
    validFor: /^[\w./-]*$/,
    // In the schema's order, which is the natural one: beginner before advanced.
    options: found.options.map(({ label, apply, info, kind }, index) => ({
      label,
      boost: -Math.min(index, 99),
      apply,
      type: kind === 'key' ? 'property' : 'constant',
      ...(info === undefined ? {} : { info }),
    })),
  };
}

/** The YAML between the two lines of dashes of a task.md. */
function frontMatter(path: string, text: string, { schemas }: CodeEditorProps['source']) {
  if (!path.endsWith('/task.md') || !text.startsWith('---\n')) return null;
  return { begin: 4, schema: schemas.task };
}
