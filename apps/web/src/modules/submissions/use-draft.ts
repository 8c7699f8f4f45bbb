import type { WorkView } from '@springboard/contracts/submissions.ts';
import { useEffect, useRef, useState } from 'react';
import { asApiError, isPassing } from '../../api/client.ts';
import { saveDraft } from '../../api/submissions.ts';

/** After the last key so long passes before the text is saved, in milliseconds. */
const calmMs = 800;
/** A save that the network ate is tried again after so long, in milliseconds. */
const againMs = 3_000;

/** `stopped`: it cannot be saved, and why; what is on the page is kept there. */
export type DraftState =
  | { readonly kind: 'saved'; readonly at: string | null }
  | { readonly kind: 'saving' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'stopped'; readonly why: string };

export interface Draft {
  readonly text: string;
  readonly state: DraftState;
  readonly change: (text: string) => void;
  /** Saves at once what is not saved yet; resolves to the revision, or null when that failed. */
  readonly settle: () => Promise<number | null>;
}

/** What somebody writes, saved as they go: one save at a time, each naming the one that it goes on from. */
export function useDraft(attemptId: string, taskId: string, work: WorkView): Draft {
  const [text, setText] = useState(() => work.draft?.text ?? work.versions[0]?.text ?? work.template);
  const [state, setState] = useState<DraftState>({ kind: 'saved', at: work.draft?.savedAt ?? null });
  const kept = useRef({ text, saved: text, revision: work.draft?.revision ?? 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef<Promise<boolean> | null>(null);

  const save = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    const { text: now, revision } = kept.current;
    if (now === kept.current.saved) return true;
    setState({ kind: 'saving' });
    try {
      const answer = await saveDraft(attemptId, taskId, { text: now, revision });
      kept.current = { ...kept.current, saved: now, revision: answer.revision };
      setState({ kind: 'saved', at: answer.savedAt });
      return kept.current.text === now ? true : await save();
    } catch (thrown) {
      const error = asApiError(thrown);
      if (isPassing(error)) {
        setState({ kind: 'waiting' });
        timer.current = setTimeout(() => void begin(), againMs);
      } else setState({ kind: 'stopped', why: [error.message, error.remedy].filter(Boolean).join(' ') });
      return false;
    }
  };
  const begin = (): Promise<boolean> => {
    saving.current ??= save().finally(() => {
      saving.current = null;
    });
    return saving.current;
  };
  const latest = useRef(begin);
  latest.current = begin;

  useEffect(() => {
    const flush = () => void latest.current();
    const ask = (event: BeforeUnloadEvent) => {
      if (kept.current.text !== kept.current.saved) event.preventDefault();
    };
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('beforeunload', ask);
    return () => {
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('beforeunload', ask);
      flush();
    };
  }, []);

  return {
    text,
    state,
    change: (next) => {
      setText(next);
      kept.current.text = next;
      if (state.kind === 'stopped') return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void begin(), calmMs);
    },
    settle: async () => ((await begin()) ? kept.current.revision : null),
  };
}
