import { useEffect, useRef, useState } from 'react';
import { asApiError, isPassing } from '../api/client.ts';

/** After the last change so long passes before it is saved, in milliseconds. */
const calmMs = 800;
/** A save that the network ate is tried again after so long, in milliseconds. */
const againMs = 3_000;

/** `stopped`: it cannot be saved, and why; what is on the page is kept there. */
export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'stopped'; readonly why: string };

export interface Autosave<T> {
  readonly value: T;
  readonly state: SaveState;
  readonly change: (to: (before: T) => T) => void;
  /** Saves at once what is not saved yet; resolves to the revision, or null when that failed. */
  readonly settle: () => Promise<number | null>;
}

/** What somebody works on, saved as they go: one save at a time, each naming the revision that it goes on from. */
export function useAutosave<T>(
  initial: { readonly value: T; readonly revision: number },
  save: (value: T, revision: number) => Promise<{ readonly revision: number }>,
): Autosave<T> {
  const [value, setValue] = useState(initial.value);
  const [state, setState] = useState<SaveState>({ kind: 'saved' });
  const kept = useRef({ ...initial, saved: initial.value });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef<Promise<boolean> | null>(null);

  const saveAll = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    const { value: now, saved, revision } = kept.current;
    if (now === saved) return true;
    setState({ kind: 'saving' });
    try {
      const answer = await save(now, revision);
      kept.current = { ...kept.current, saved: now, revision: answer.revision };
      setState({ kind: 'saved' });
      return kept.current.value === now ? true : await saveAll();
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
    saving.current ??= saveAll().finally(() => {
      saving.current = null;
    });
    return saving.current;
  };
  const latest = useRef(begin);
  latest.current = begin;

  useEffect(() => {
    const flush = () => void latest.current();
    const ask = (event: BeforeUnloadEvent) => {
      if (kept.current.value !== kept.current.saved) event.preventDefault();
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
    value,
    state,
    change: (to) => {
      kept.current.value = to(kept.current.value);
      setValue(kept.current.value);
      if (state.kind === 'stopped') return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void begin(), calmMs);
    },
    settle: async () => ((await begin()) ? kept.current.revision : null),
  };
}
