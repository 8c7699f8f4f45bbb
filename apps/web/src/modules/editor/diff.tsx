import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorExtensions } from './code-mirror.ts';

/** What was changed in a file, to be read. */
export function Diff({
  path,
  before,
  after,
}: {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: after,
        extensions: [
          ...editorExtensions(path),
          EditorState.readOnly.of(true),
          unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: {} }),
        ],
      }),
    });
    return () => view.destroy();
  }, [path, before, after]);
  return <div ref={host} className="max-h-80 overflow-auto" />;
}

/** Theirs at the left, mine at the right, where it is written on. */
export function Merge({
  path,
  theirs,
  mine,
  onChange,
}: {
  readonly path: string;
  readonly theirs: string;
  readonly mine: string;
  readonly onChange: (content: string) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(onChange);
  latest.current = onChange;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed from here on is the view's own.
  useEffect(() => {
    if (host.current === null) return;
    const listen = EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current(update.state.doc.toString());
    });
    const view = new MergeView({
      parent: host.current,
      a: { doc: theirs, extensions: [...editorExtensions(path), EditorState.readOnly.of(true)] },
      b: { doc: mine, extensions: [...editorExtensions(path), listen] },
      revertControls: 'a-to-b',
      collapseUnchanged: {},
    });
    return () => view.destroy();
  }, [path, theirs]);
  return <div ref={host} className="max-h-[60vh] overflow-auto" />;
}
